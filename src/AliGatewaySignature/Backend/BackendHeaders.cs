namespace AliGatewaySignature.Backend;

/// <summary>The headers with which the gateway signs. Source: the official demo of a backend, and the help pages of the plug-in.</summary>
internal static class BackendHeaders
{
    /// <summary>The signature, Base64.</summary>
    public const string Signature = "X-Ca-Proxy-Signature";

    /// <summary>The names of the headers that are signed, parted by commas.</summary>
    public const string SignedHeaders = "X-Ca-Proxy-Signature-Headers";

    /// <summary>The Key, which says with which Secret to check. In spite of its name it is not secret.</summary>
    public const string Key = "X-Ca-Proxy-Signature-Secret-Key";

    /// <summary>The gateway's own string to sign, where it sends it; never relied on.</summary>
    public const string StringToSign = "X-Ca-Proxy-Signature-String-To-Sign";

    /// <summary>The MD5 of the body, Base64.</summary>
    public const string ContentMd5 = "Content-MD5";

    public const string ContentType = "Content-Type";
}
