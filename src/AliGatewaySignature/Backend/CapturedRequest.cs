using System.Globalization;
using System.Text;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Backend;

/// <summary>Reads a request that somebody captured: the request line, headers, an empty line, the body; with CRLF or LF.</summary>
internal static class CapturedRequest
{
    /// <exception cref="AgException">It is no request.</exception>
    public static BackendRequest Read(byte[] captured)
    {
        var (head, rest) = Split(captured);
        var lines = Encoding.UTF8.GetString(captured, 0, head).TrimStart('\uFEFF').Replace("\r\n", "\n").Split('\n');
        var first = lines[0].Split([' '], 3);
        if (first.Length < 2 || first[0].Length == 0 || !first[0].All(char.IsLetter))
        {
            throw new AgException(
                Faults.InvalidInput,
                "This is no HTTP request: it begins with a line such as 'GET /orders?a=1 HTTP/1.1', headers follow, then an empty line "
                    + "and the body.");
        }

        var headers = new List<KeyValuePair<string, string>>();
        foreach (var line in lines.Skip(1).Where(static line => line.Length > 0))
        {
            var colon = line.IndexOf(':');
            if (colon <= 0)
            {
                throw new AgException(
                    Faults.InvalidInput, $"Line {headers.Count + 2} of the captured request is no header: a name, a colon and a value.");
            }

            headers.Add(new(line.Substring(0, colon).Trim(), line.Substring(colon + 1).Trim()));
        }

        var (path, query) = SplitTarget(first[1]);
        var request = new BackendRequest(first[0], path, query, headers, [.. captured.Skip(rest)]);
        return request with { Body = BodyOf(request) };
    }

    /// <summary>The path and the query of a target, which may be a whole address.</summary>
    public static (string Path, string Query) SplitTarget(string target)
    {
        if (target.IndexOf("://", StringComparison.Ordinal) is var scheme and > 0 && target.IndexOf('/') > scheme)
        {
            var slash = target.IndexOfAny(['/', '?'], scheme + 3);
            target = slash < 0 ? "/" : target[slash] == '?' ? "/" + target.Substring(slash) : target.Substring(slash);
        }

        var hash = target.IndexOf('#');
        target = hash < 0 ? target : target.Substring(0, hash);
        var mark = target.IndexOf('?');
        return mark < 0 ? (target, string.Empty) : (target.Substring(0, mark), target.Substring(mark + 1));
    }

    /// <summary>Where the head ends, and where the body begins.</summary>
    private static (int Head, int Body) Split(byte[] captured)
    {
        for (var i = 0; i < captured.Length; i++)
        {
            if (captured[i] != '\n')
            {
                continue;
            }

            if (i + 1 < captured.Length && captured[i + 1] == '\n')
            {
                return (i, i + 2);
            }

            if (i + 2 < captured.Length && captured[i + 1] == '\r' && captured[i + 2] == '\n')
            {
                return (i, i + 3);
            }
        }

        return (captured.Length, captured.Length);
    }

    private static byte[] BodyOf(BackendRequest request)
    {
        if (request.Header("Transfer-Encoding") is { } encoding
            && encoding.IndexOf("chunked", StringComparison.OrdinalIgnoreCase) >= 0 && TryJoinChunks(request.Body) is { } joined)
        {
            return joined;
        }

        // An editor may have added a line end to the capture.
        return int.TryParse(request.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length < request.Body.Length
                ? [.. request.Body.Take(length)]
                : request.Body;
    }

    /// <summary>The chunks as one body; null where they are joined already, as many tools show them.</summary>
    private static byte[]? TryJoinChunks(byte[] body)
    {
        var joined = new List<byte>(body.Length);
        for (var at = 0; at < body.Length;)
        {
            var end = Array.IndexOf(body, (byte)'\n', at);
            var size = end < 0 ? string.Empty : Encoding.ASCII.GetString(body, at, end - at).Split(';')[0].Trim();
            if (!int.TryParse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var length) || end + 1 + length > body.Length)
            {
                return null;
            }

            if (length == 0)
            {
                return [.. joined];
            }

            joined.AddRange(body.Skip(end + 1).Take(length));
            at = end + 1 + length;
            at += at < body.Length && body[at] == '\r' ? 1 : 0;
            at += at < body.Length && body[at] == '\n' ? 1 : 0;
        }

        return null;
    }
}
