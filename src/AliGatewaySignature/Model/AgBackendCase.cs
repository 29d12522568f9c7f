namespace AliGatewaySignature.Model;

/// <summary>What Test-AgBackend tries on a backend.</summary>
public enum AgBackendCase
{
    /// <summary>No signature at all. To be refused.</summary>
    UnsignedRequest,

    /// <summary>Signed with the pair in force. To be accepted.</summary>
    PairInForce,

    /// <summary>Signed with the new pair. To be accepted before the gateway switches to it.</summary>
    NewPair,

    /// <summary>The Key in force, signed with another Secret. To be refused.</summary>
    WrongSecret,

    /// <summary>A Key that nobody has. To be refused.</summary>
    UnknownKey,

    /// <summary>The headers of a signature with nothing in them that holds. To be refused.</summary>
    HeadersPresent,

    /// <summary>The names of the headers in lower case, as HTTP/2 and many proxies write them. To be accepted.</summary>
    LowerCaseHeader,

    /// <summary>A JSON body. To be accepted.</summary>
    JsonBody,

    /// <summary>A form. To be accepted.</summary>
    FormBody,

    /// <summary>A parameter that comes twice; the first value is signed. To be accepted.</summary>
    RepeatedParameter,

    /// <summary>A parameter with an empty value. To be accepted.</summary>
    EmptyParameter,

    /// <summary>A parameter without an equals sign. To be accepted.</summary>
    BareParameter,

    /// <summary>The same path with a letter percent-encoded. To be accepted.</summary>
    EncodedPath,

    /// <summary>A parameter beyond ASCII. To be accepted.</summary>
    UnicodeParameter,
}
