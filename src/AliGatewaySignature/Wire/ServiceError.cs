using System.Xml;
using System.Xml.Linq;

namespace AliGatewaySignature.Wire;

/// <summary>Code, message and request id of an error answer, from the JSON or the XML form of it.</summary>
internal sealed class ServiceError
{
    private ServiceError(string? code, string? message, string? requestId)
    {
        Code = code;
        Message = message;
        RequestId = requestId;
    }

    public string? Code { get; }

    public string? Message { get; }

    public string? RequestId { get; }

    /// <param name="text">The body of the answer.</param>
    /// <param name="json">The same body, where it is a JSON object.</param>
    /// <param name="requestId">The request id that a header gave, for a body that has none.</param>
    public static ServiceError Read(string text, JsonReply? json, string? requestId)
    {
        if (json is not null)
        {
            return new ServiceError(
                json.Text("Code") ?? json.Text("code"),
                json.Text("Message") ?? json.Text("message"),
                json.Text("RequestId") ?? json.Text("requestId") ?? requestId);
        }

        // The service answers in XML when it did not understand which format was wanted.
        var body = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (body.StartsWith("<", StringComparison.Ordinal) && TryXml(body) is { } xml && xml.Name.LocalName == "Error")
        {
            return new ServiceError(
                (string?)xml.Element("Code"),
                (string?)xml.Element("Message"),
                (string?)xml.Element("RequestId") ?? requestId);
        }

        return new ServiceError(null, null, requestId);
    }

    private static XElement? TryXml(string body)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = 1_000_000,
        };
        try
        {
            using var reader = XmlReader.Create(new StringReader(body), settings);
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
