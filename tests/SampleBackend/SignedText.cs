using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AliGatewaySignature.Tests.Backend.Sample;

/// <summary>
/// What a backend takes for the text that the gateway signed, written from aliyun/api-gateway-demo-sign-backend-java (its Sign.java) and
/// from what other public backends do in its place.
/// </summary>
internal static partial class SignedText
{
    public static string Of(ReceivedRequest request, SampleBackendOptions options)
    {
        var names = options.RefuseLowercase ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        var body = options.BodyConsumed ? [] : request.Body;
        var contentType = request.Header("Content-Type", names) ?? string.Empty;
        var isForm = contentType.Split(';')[0].Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
        var target = request.Target.Split('?', 2);

        var text = new StringBuilder();
        text.Append(request.Method).Append('\n');
        text.Append(Md5Of(request, options.Reading.Md5, isForm ? [] : body, names)).Append('\n');
        foreach (var name in SignedNames(request.Header("X-Ca-Proxy-Signature-Headers", names), options))
        {
            if (request.Header(name, names) is { } value)
            {
                text.Append(name.ToLowerInvariant()).Append(':').Append(value).Append('\n');
            }
        }

        text.Append(PathOf(target[0], options.Reading.Path));
        var parameters = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        AddFields(parameters, target.Length > 1 ? target[1] : string.Empty);
        AddFields(parameters, isForm ? Encoding.UTF8.GetString(body) : string.Empty);
        if (parameters.Count > 0)
        {
            text.Append('?').Append(Joined(parameters, options.Reading.Empty));
        }

        return text.ToString();
    }

    private static string Md5Of(ReceivedRequest request, Md5Source source, byte[] body, StringComparison names)
    {
        var isPostOrPut = request.Method.Equals("POST", StringComparison.OrdinalIgnoreCase)
            || request.Method.Equals("PUT", StringComparison.OrdinalIgnoreCase);
        var isComputed = body.Length > 0 && (source == Md5Source.Anybody || (source == Md5Source.Computed && isPostOrPut));
#pragma warning disable CA5351 // The gateway's choice, not ours.
        return isComputed ? Convert.ToBase64String(MD5.HashData(body))
            : source == Md5Source.Copied ? request.Header("Content-MD5", names) ?? string.Empty
            : string.Empty;
#pragma warning restore CA5351
    }

    /// <summary>The list is cut at commas and nothing else, as the demo does, whose sorted map also keeps a name once only.</summary>
    private static IEnumerable<string> SignedNames(string? list, SampleBackendOptions options)
    {
        var names = list?.Split(',') ?? [];
        if (options.LastHeaderOnly)
        {
            return names.TakeLast(1);
        }

        return options.Reading.Order switch
        {
            LineOrder.ListedCase => new SortedSet<string>(names, StringComparer.Ordinal),
            LineOrder.Lower => names.OrderBy(static name => name.ToLowerInvariant(), StringComparer.Ordinal),
            _ => names,
        };
    }

    private static string PathOf(string path, PathSource source) => source switch
    {
        PathSource.Decoded => Uri.UnescapeDataString(path),
        PathSource.DecodedButSlashes => string.Concat(Slash().Split(path).Select(
            static part => Slash().IsMatch(part) ? part : Uri.UnescapeDataString(part))),
        _ => path,
    };

    private static void AddFields(SortedDictionary<string, string?> parameters, string text)
    {
        foreach (var field in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = field.Split('=', 2);
            parameters.TryAdd(WebUtility.UrlDecode(parts[0]), parts.Length > 1 ? WebUtility.UrlDecode(parts[1]) : null);
        }
    }

    /// <summary>An ampersand is written before a parameter as soon as anything stands, so that a stray one never comes first.</summary>
    private static StringBuilder Joined(SortedDictionary<string, string?> parameters, EmptyForm empty)
    {
        var joined = new StringBuilder();
        foreach ((var name, var value) in parameters)
        {
            joined.Append(joined.Length > 0 ? "&" : string.Empty).Append(
                !string.IsNullOrEmpty(value) ? name + "=" + value
                : empty == EmptyForm.Bare ? name
                : empty == EmptyForm.Stray && value is null ? string.Empty
                : name + "=");
        }

        return joined;
    }

    [GeneratedRegex("(%2[Ff]|%5[Cc])")]
    private static partial Regex Slash();
}
