using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace AliGatewaySignature.Tests.Backend.Sample;

/// <summary>An answer, and how it is written.</summary>
internal sealed record WireAnswer(int Status, string Json = "", string? Location = null)
{
    public async Task WriteAsync(PipeWriter output, bool isHead, bool isLast, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(Json);
        var head = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} {ReasonPhrases.GetReasonPhrase(Status)}\r\n");
        if (Status is not (204 or 304))
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        head.Append(body.Length > 0 ? "Content-Type: application/json; charset=utf-8\r\n" : string.Empty)
            .Append(Location is null ? string.Empty : $"Location: {Location}\r\n")
            .Append(isLast ? "Connection: close\r\n" : string.Empty)
            .Append("\r\n");
        var hasBody = !isHead && Status is not (204 or 304);
        await output.WriteAsync(
            (byte[])[.. Encoding.UTF8.GetBytes(head.ToString()), .. hasBody ? body : []], cancellationToken);
    }
}
