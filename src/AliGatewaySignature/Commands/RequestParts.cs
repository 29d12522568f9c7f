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
            // Every server takes blanks away, and would sign another value.
            headers.Add(new(Text(header.Key), string.Join(",", Values(header.Value)).Trim()));
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

    /// <summary>A value, or the values of a list.</summary>
    private static IEnumerable<string> Values(object? value) =>
        LanguagePrimitives.GetEnumerable(value) is { } several ? several.Cast<object?>().Select(Text) : [Text(value)];

    /// <summary>As PowerShell writes it in a string: alike everywhere, whatever the culture.</summary>
    private static string Text(object? value) => LanguagePrimitives.ConvertTo<string>(value) ?? string.Empty;

    private static byte[] Bytes(object? body) => Objects.Unwrap(body) switch
    {
        null => [],
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        IDictionary form => Encoding.UTF8.GetBytes(string.Join("&", form.Cast<DictionaryEntry>().SelectMany(static field =>
            Values(field.Value).Select(value => Uri.EscapeDataString(Text(field.Key)) + "=" + Uri.EscapeDataString(value))))),
        IEnumerable list when list.Cast<object?>().All(static one => Objects.Unwrap(one) is byte) =>
            [.. list.Cast<object>().Select(static one => (byte)Objects.Unwrap(one)!)],
        var other => throw new AgException(
            Faults.InvalidInput, $"-Body takes text, bytes or a dictionary; this is {Objects.Describe(other)}."),
    };
}
