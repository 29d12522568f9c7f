using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace AliGatewaySignature.Tests.Backend.Sample;

/// <summary>
/// Reads requests of HTTP/1.1 from a connection. Kestrel's own reader gives known header names in the case of its table, and joins what
/// came twice; here everything stays as it came.
/// </summary>
internal sealed class WireReader(PipeReader input, PipeWriter output)
{
    private const int LongestLine = 256 * 1024;

    /// <summary>The next request, or null at the end of the connection. Throws an <see cref="InvalidDataException"/>.</summary>
    public async Task<ReceivedRequest?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await LineAsync(cancellationToken) is not { } first)
        {
            return null;
        }

        if (first.Split(' ') is not [{ Length: > 0 } method, { Length: > 0 } target, "HTTP/1.1" or "HTTP/1.0"])
        {
            throw new InvalidDataException("This is no request line.");
        }

        var headers = new List<KeyValuePair<string, string>>();
        while (await LineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers.Add(colon > 0
                ? new(line[..colon], line[(colon + 1)..].Trim(' ', '\t'))
                : throw new InvalidDataException("This is no header line."));
        }

        var request = new ReceivedRequest(method, target, headers, []);
        return request with { Body = await BodyAsync(request, cancellationToken) };
    }

    private async Task<byte[]> BodyAsync(ReceivedRequest request, CancellationToken cancellationToken)
    {
        // Windows PowerShell asks this before every body.
        if (request.Header("Expect") is { } expect && expect.Equals("100-continue", StringComparison.OrdinalIgnoreCase))
        {
            await output.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellationToken);
        }

        if (request.Header("Transfer-Encoding") is { } encoding && encoding.Equals("chunked", StringComparison.OrdinalIgnoreCase))
        {
            return await ChunksAsync(cancellationToken);
        }

        return request.Header("Content-Length") is { } length
            ? await BytesAsync(Number(length, NumberStyles.None), cancellationToken)
            : [];
    }

    private async Task<byte[]> ChunksAsync(CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        while (true)
        {
            var line = await LineAsync(cancellationToken) ?? throw new EndOfStreamException();
            var size = Number(line.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier);
            if (size == 0)
            {
                break;
            }

            body.Write(await BytesAsync(size, cancellationToken));
            await LineAsync(cancellationToken);
        }

        // Trailers, which nobody signs.
        while (await LineAsync(cancellationToken) is { Length: > 0 })
        {
        }

        return body.ToArray();
    }

    private async Task<string?> LineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.UTF8.GetString(read.Buffer.Slice(0, end));
                input.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line.EndsWith('\r') ? line[..^1] : line;
            }

            var (isTooLong, isCut) = (read.Buffer.Length > LongestLine, read.IsCompleted && !read.Buffer.IsEmpty);
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (isTooLong || isCut)
            {
                throw new InvalidDataException(isCut ? "The connection ended within a line." : "A line is too long.");
            }

            if (read.IsCompleted)
            {
                return null;
            }
        }
    }

    private async Task<byte[]> BytesAsync(int count, CancellationToken cancellationToken)
    {
        // Even for nothing it would wait for something.
        if (count == 0)
        {
            return [];
        }

        var read = await input.ReadAtLeastAsync(count, cancellationToken);
        if (read.Buffer.Length < count)
        {
            throw new InvalidDataException("The connection ended within a body.");
        }

        var bytes = read.Buffer.Slice(0, count).ToArray();
        input.AdvanceTo(read.Buffer.GetPosition(count));
        return bytes;
    }

    private static int Number(string text, NumberStyles style) =>
        int.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 64 * 1024 * 1024
            ? number
            : throw new InvalidDataException("This is no length of a body.");
}
