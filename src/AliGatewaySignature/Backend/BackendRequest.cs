namespace AliGatewaySignature.Backend;

/// <summary>A request as a backend receives it.</summary>
/// <param name="Method">As it was sent, e.g. GET.</param>
/// <param name="Path">The path, not decoded.</param>
/// <param name="Query">What stands behind the question mark, not decoded; empty when there is none.</param>
/// <param name="Headers">Names and values, in the order in which they came.</param>
/// <param name="Body">The body, without any transfer encoding; empty when there is none.</param>
internal sealed record BackendRequest(
    string Method, string Path, string Query, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    /// <summary>Whether the body is a form, whose fields are signed as parameters.</summary>
    public bool IsForm => Header(BackendHeaders.ContentType)?.Split(';')[0].Trim()
        .Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The names that the gateway says it has signed.</summary>
    public IReadOnlyList<string> SignedNames =>
        [.. (Header(BackendHeaders.SignedHeaders) ?? string.Empty).Split(',')
            .Select(static name => name.Trim())
            .Where(static name => name.Length > 0)];

    /// <summary>The value of a header, the first where it came several times; null when it is not there.</summary>
    public string? Header(string name)
    {
        foreach (var header in Headers)
        {
            if (string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
            {
                return header.Value;
            }
        }

        return null;
    }
}
