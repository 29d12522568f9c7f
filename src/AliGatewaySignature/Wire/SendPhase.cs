namespace AliGatewaySignature.Wire;

/// <summary>
/// How far a request came before its exchange failed. From <see cref="Written"/> on, the service may have carried it out.
/// </summary>
internal enum SendPhase
{
    /// <summary>The name of the host, or of the proxy, was not resolved.</summary>
    Name,

    /// <summary>There was no connection to the host or to the proxy.</summary>
    Connect,

    /// <summary>The proxy was asked for a tunnel (CONNECT) and refused it.</summary>
    Tunnel,

    /// <summary>The TLS handshake did not end.</summary>
    Handshake,

    /// <summary>The request may have been written, in whole or in part.</summary>
    Written,

    /// <summary>The head of the reply came; its body did not, or cannot be read.</summary>
    ReplyBegun,
}
