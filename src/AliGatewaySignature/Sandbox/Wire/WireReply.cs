using System.Collections.Generic;

namespace AliGatewaySignature.Sandbox.Wire;

/// <summary>One HTTP reply, ready to be written by whoever carries it.</summary>
internal sealed class WireReply
{
    public WireReply(int status, IReadOnlyDictionary<string, string> headers, string contentType, byte[] body)
    {
        Status = status;
        Headers = headers;
        ContentType = contentType;
        Body = body;
    }

    public int Status { get; }

    /// <summary>Headers other than those of the content.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    public string ContentType { get; }

    public byte[] Body { get; }
}
