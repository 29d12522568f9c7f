using System.Security.Cryptography;
using System.Text;

namespace AliGatewaySignature.Backend;

/// <summary>
/// Builds what the gateway signs: method, Content-MD5, the signed headers and the address with its parameters, each on a line.
/// Source: aliyun/api-gateway-demo-sign-backend-java, and the help pages of the plug-in.
/// </summary>
internal static class StringToSign
{
    /// <summary>The string of a request, in one of its readings.</summary>
    public static string Build(BackendRequest request, Reading reading)
    {
        var text = new StringBuilder()
            .Append(request.Method.ToUpperInvariant()).Append('\n')
            .Append(Md5(request, reading.Md5)).Append('\n');
        foreach (var header in Headers(request, reading.Order))
        {
            text.Append(header.Key.ToLowerInvariant()).Append(':').Append(header.Value).Append('\n');
        }

        return text.Append(Address(request, reading)).ToString();
    }

    /// <summary>The MD5 of a body, as Content-MD5 carries it.</summary>
    public static string HashOf(byte[] body)
    {
#pragma warning disable CA5351 // What the gateway does is not ours to choose, and the HMAC is what protects it.
        using var md5 = MD5.Create();
#pragma warning restore CA5351
        return Convert.ToBase64String(md5.ComputeHash(body));
    }

    private static string Md5(BackendRequest request, Md5Line line)
    {
        var isPostOrPut = request.Method.ToUpperInvariant() is "POST" or "PUT";
        return line switch
        {
            Md5Line.Copied => request.Header(BackendHeaders.ContentMd5) ?? string.Empty,
            Md5Line.ComputedForAnyBody when request.Body.Length > 0 && !request.IsForm => HashOf(request.Body),
            Md5Line.ComputedForPostAndPut when isPostOrPut && request.Body.Length > 0 && !request.IsForm => HashOf(request.Body),
            _ => string.Empty,
        };
    }

    /// <summary>Listed headers that are not there have no line.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Headers(BackendRequest request, HeaderOrder order)
    {
        var names = request.SignedNames;
        return (order switch
        {
            // The demo's sorted map also keeps a name once only.
            HeaderOrder.SortedAsListed => names.Distinct(StringComparer.Ordinal).OrderBy(static name => name, StringComparer.Ordinal),
            HeaderOrder.SortedInLowerCase => names.OrderBy(static name => name.ToLowerInvariant(), StringComparer.Ordinal),
            _ => names.AsEnumerable(),
        })
            .Select(name => new KeyValuePair<string, string>(name, request.Header(name)!))
            .Where(static header => header.Value is not null);
    }

    private static string Address(BackendRequest request, Reading reading)
    {
        var path = reading.Path switch
        {
            PathForm.Decoded => UrlText.Decode(request.Path, plusIsSpace: false),
            PathForm.DecodedButSlashes => UrlText.DecodeButSlashes(request.Path),
            _ => request.Path,
        };
        var parameters = Parameters(request);
        if (parameters.Count == 0)
        {
            return path;
        }

        // An ampersand is written as soon as anything stands, as the demo does, so that a stray one never comes first.
        var text = new StringBuilder();
        foreach (var one in parameters.OrderBy(static one => one.Key, StringComparer.Ordinal))
        {
            text.Append(text.Length > 0 ? "&" : string.Empty).Append(Written(one.Key, one.Value, reading.Empty));
        }

        return path + "?" + text;
    }

    private static string Written(string name, string? value, EmptyValue empty) =>
        !string.IsNullOrEmpty(value) ? $"{name}={value}"
        : empty == EmptyValue.StrayAmpersand && value is null ? string.Empty
        : empty == EmptyValue.BareName ? name
        : name + "=";

    /// <summary>The first value of each name; the query comes before the form.</summary>
    private static Dictionary<string, string?> Parameters(BackendRequest request)
    {
        var parameters = new Dictionary<string, string?>(StringComparer.Ordinal);
        var form = request.IsForm ? UrlText.Fields(Encoding.UTF8.GetString(request.Body)) : [];
        foreach (var field in UrlText.Fields(request.Query).Concat(form))
        {
            if (!parameters.ContainsKey(field.Key))
            {
                parameters.Add(field.Key, field.Value);
            }
        }

        return parameters;
    }
}
