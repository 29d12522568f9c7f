using System.Collections;
using System.Management.Automation;
using System.Text;
using AliGatewaySignature.Backend;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>Makes the parts of a request of what a user gives, as Invoke-WebRequest takes them.</summary>
internal static class RequestParts
{
    public const string FormType = "application/x-www-form-urlencoded";

    /// <summary>The headers, in the order of the dictionary. Several values of one become one, with commas between.</summary>
    public static List<KeyValuePair<string, string>> Headers(IDictionary given)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (DictionaryEntry header in given)
        {
            headers.Add(new($"{header.Key}", string.Join(",", LanguagePrimitives.GetEnumerable(header.Value) is { } several
                ? several.Cast<object>().Select(static one => $"{one}")
                : [$"{header.Value}"])));
        }

        return headers;
    }

    /// <summary>A request of its parts. A dictionary as its body is a form.</summary>
    public static BackendRequest Create(string method, string target, List<KeyValuePair<string, string>> headers, object? body)
    {
        var (path, query) = CapturedRequest.SplitTarget(target);
        var request = new BackendRequest(method, path, query, headers, Bytes(body));
        return Objects.Unwrap(body) is IDictionary && request.Header(BackendHeaders.ContentType) is null
            ? request with { Headers = [.. headers, new(BackendHeaders.ContentType, FormType)] }
            : request;
    }

    private static byte[] Bytes(object? body) => Objects.Unwrap(body) switch
    {
        null => [],
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        IDictionary form => Encoding.UTF8.GetBytes(string.Join("&", form.Cast<DictionaryEntry>().Select(static field =>
            Uri.EscapeDataString($"{field.Key}") + "=" + Uri.EscapeDataString($"{field.Value}")))),
        IEnumerable list when list.Cast<object?>().All(static one => Objects.Unwrap(one) is byte) =>
            [.. list.Cast<object>().Select(static one => (byte)Objects.Unwrap(one)!)],
        var other => throw new AgException(
            Faults.InvalidInput, $"-Body takes text, bytes or a dictionary; this is {Objects.Describe(other)}."),
    };
}
