using System.Xml;

namespace AliGatewaySignature.Wire;

/// <summary>Code, message and request id of an error answer, from the JSON or the XML form of it.</summary>
internal sealed class ServiceError
{
    private const int MaxXmlLength = 100_000;
    private const int MaxXmlDepth = 16;

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
        var parts = body.StartsWith("<", StringComparison.Ordinal) ? XmlParts(body) : null;
        return new ServiceError(parts?.Code, parts?.Message, parts?.RequestId ?? requestId);
    }

    /// <summary>The parts of an Error element, which is read in one pass and not deeper than they stand; null when it is none.</summary>
    private static (string? Code, string? Message, string? RequestId)? XmlParts(string body)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxXmlLength,
        };
        (string? Code, string? Message, string? RequestId) parts = default;
        try
        {
            using var reader = XmlReader.Create(new StringReader(body), settings);
            if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "Error")
            {
                return null;
            }

            // To the end, for half an error is none.
            var name = string.Empty;
            while (reader.Read())
            {
                if (reader.Depth > MaxXmlDepth)
                {
                    return null;
                }

                if (reader.NodeType == XmlNodeType.Element)
                {
                    name = reader.Depth == 1 ? reader.LocalName : string.Empty;
                }
                else if (reader.Depth == 2 && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                {
                    parts = name switch
                    {
                        "Code" => parts with { Code = parts.Code + reader.Value },
                        "Message" => parts with { Message = parts.Message + reader.Value },
                        "RequestId" => parts with { RequestId = parts.RequestId + reader.Value },
                        _ => parts,
                    };
                }
            }

            return parts;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
