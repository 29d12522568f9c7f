namespace AliGatewaySignature.Tests.Backend.Sample;

/// <summary>A request as it came on the wire, and what became of it.</summary>
/// <param name="Method">As it was written.</param>
/// <param name="Target">Path and query, not decoded.</param>
/// <param name="Headers">In the order and the case in which they came; values read as UTF-8.</param>
/// <param name="Body">Without any transfer encoding.</param>
internal sealed record ReceivedRequest(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    /// <summary>The host name that the client asked for in the handshake; null without TLS.</summary>
    public string? ServerName { get; init; }

    public Verdict Verdict { get; init; }

    public bool IsAccepted { get; init; }

    /// <summary>The string that this backend built to compare with; null where it built none.</summary>
    public string? StringToSign { get; init; }

    /// <summary>The status of the answer.</summary>
    public int Status { get; init; }

    /// <summary>The value of a header, the first where it came several times; null when it is not there.</summary>
    public string? Header(string name, StringComparison comparison = StringComparison.OrdinalIgnoreCase)
    {
        foreach ((var one, var value) in Headers)
        {
            if (one.Equals(name, comparison))
            {
                return value;
            }
        }

        return null;
    }
}
