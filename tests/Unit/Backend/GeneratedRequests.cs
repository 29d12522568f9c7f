using System.Text;
using AliGatewaySignature.Backend;

namespace AliGatewaySignature.Tests.Backend;

/// <summary>Requests as a gateway could send them, the same ones from the same seed, each with a reading.</summary>
internal sealed class GeneratedRequests(int seed)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];

    private static readonly string[] Segments =
        ["orders", "42", "a%20b", "%E4%BD%A0", "a%2Fb", "a%5cb", "%252F", "a+b", "%F0%9F%98%80", "~x.y-z_", "100%25", "caf%c3%a9"];

    // Few, so that names come twice; in two cases, and beyond the first plane, where code units and code points sort differently.
    private static readonly string[] Names = ["a", "A", "b", "_x", "10", "tag", "a b", "值", "\uFF21", "\U0001F600", "k=&"];

    private static readonly string[] Values = ["", "1", "a b", "a+b&c=d", "100%", "中文", "\U0001F680 up", "é", "~*'()!", "x:y/z?"];

    private static readonly string[] HeaderNames = ["X-Ca-Request-Id", "CaClientIp", "a-low", "B-Up", "x_mixed-Case", "X-Empty", "Date"];

    private static readonly string[] HeaderValues = ["", "1", "203.0.113.7", "a, b", "値", "caf\u00E9 \U0001F600", "x:y"];

    private readonly Random _random = new(seed);

    /// <summary>The next request, not signed yet.</summary>
    public (BackendRequest Request, Reading Reading) Next()
    {
        var path = "/" + string.Join('/', Many(0, 4, () => One(Segments)));
        var query = string.Join('&', Many(0, 6, Field));
        var headers = Headers();
        var body = Body(headers);
        if (Chance(3))
        {
            headers.Add(new(AnyCase("Content-MD5"), StringToSign.HashOf(body)));
        }

        return (new BackendRequest(One(Methods), path, query, headers, body), Reading.All[_random.Next(Reading.All.Count)]);
    }

    private List<KeyValuePair<string, string>> Headers()
    {
        var listed = Many(0, 5, () => AnyCase(One(HeaderNames)));
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var name in HeaderNames.Where(_ => !Chance(3)))
        {
            headers.Add(new(AnyCase(name), One(HeaderValues)));
        }

        if (headers.Count > 0 && Chance(4))
        {
            headers.Add(new(AnyCase(headers[0].Key), "the second of its name"));
        }

        if (listed.Count > 0 || Chance(2))
        {
            headers.Add(new(AnyCase(BackendHeaders.SignedHeaders), string.Join(',', listed)));
        }

        return headers;
    }

    private byte[] Body(List<KeyValuePair<string, string>> headers)
    {
        switch (_random.Next(4))
        {
            case 0:
                return [];
            case 1:
                headers.Add(new(AnyCase(BackendHeaders.ContentType), Chance(2)
                    ? "application/x-www-form-urlencoded"
                    : "Application/X-WWW-Form-UrlEncoded ; charset=UTF-8"));
                return Encoding.UTF8.GetBytes(string.Join('&', Many(0, 5, Field)));
            case 2:
                headers.Add(new(AnyCase(BackendHeaders.ContentType), "application/json"));
                return Encoding.UTF8.GetBytes($$"""{"name":"{{One(Values)}}","n":{{_random.Next()}}}""");
            default:
                var bytes = new byte[_random.Next(1, 400)];
                _random.NextBytes(bytes);
                return bytes;
        }
    }

    private string Field() => _random.Next(6) switch
    {
        0 => Encoded(One(Names)),
        1 => Encoded(One(Names)) + "=",
        _ => Encoded(One(Names)) + "=" + Encoded(One(Values)),
    };

    private string Encoded(string text)
    {
        var encoded = Uri.EscapeDataString(text);
        encoded = Chance(2) ? encoded.Replace("%20", "+", StringComparison.Ordinal) : encoded;
        return Chance(2) ? encoded : encoded.Replace("%E", "%e", StringComparison.Ordinal);
    }

    private string AnyCase(string name) => _random.Next(3) switch
    {
        0 => name,
        1 => name.ToLowerInvariant(),
        _ => name.ToUpperInvariant(),
    };

    private List<string> Many(int least, int most, Func<string> make) =>
        [.. Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => make())];

    private string One(string[] among) => among[_random.Next(among.Length)];

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;
}
