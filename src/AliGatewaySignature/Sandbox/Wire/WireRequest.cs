namespace AliGatewaySignature.Sandbox.Wire;

/// <summary>One HTTP request exactly as it arrived: nothing is unescaped yet.</summary>
internal sealed class WireRequest
{
    public WireRequest(string method, string target, WireHeaders headers, byte[] body)
    {
        Method = method;
        Headers = headers;
        Body = body;

        var question = target.IndexOf('?');
        Path = question < 0 ? target : target.Substring(0, question);
        Query = question < 0 ? string.Empty : target.Substring(question + 1);
    }

    /// <summary>The method, in the case in which it came.</summary>
    public string Method { get; }

    /// <summary>The path, escaped as it came.</summary>
    public string Path { get; }

    /// <summary>The query without its question mark, escaped as it came.</summary>
    public string Query { get; }

    public WireHeaders Headers { get; }

    public byte[] Body { get; }

    /// <summary>Whether the body says that it holds form fields.</summary>
    public bool HasForm =>
        Body.Length > 0
        && Headers.First("Content-Type") is { } type
        && type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
}
