namespace AliGatewaySignature.Sandbox.Wire;

/// <summary>One HTTP reply, ready to be written.</summary>
internal sealed class WireReply(int status, IReadOnlyDictionary<string, string> headers, string contentType, byte[] body)
{
    public int Status { get; } = status;

    /// <summary>Headers other than those of the content.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; } = headers;

    public string ContentType { get; } = contentType;

    public byte[] Body { get; } = body;
}
