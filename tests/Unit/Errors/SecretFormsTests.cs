using System.Globalization;
using System.Text;
using System.Text.Json;
using AliGatewaySignature.Errors;
using Xunit;

namespace AliGatewaySignature.Tests.Errors;

/// <summary>A secret is hidden in whichever form it comes back.</summary>
public class SecretFormsTests
{
    private static readonly string[] Secrets =
        ["a_@#!*secret", "abcdef", "with \"quotes\" & <signs>/+=", "(~'%)-._* 订单", "0123456789abcdef0123456789abcdef"];

    private static readonly Dictionary<string, Func<string, string>> Forms = new()
    {
        ["plain"] = static secret => secret,
        ["percent"] = Uri.EscapeDataString,
        ["percent, small letters"] = static secret => Lower(Uri.EscapeDataString(secret)),
        ["percent, twice"] = static secret => Uri.EscapeDataString(Uri.EscapeDataString(secret)),
        ["form"] = static secret => System.Net.WebUtility.UrlEncode(secret),
        ["form, small letters"] = static secret => System.Web.HttpUtility.UrlEncode(secret),
        ["Java"] = static secret => Java(secret, "%20", "*", "~"),
        ["Java, as a form"] = static secret => Java(secret, "+", "*", "%7E"),
        ["Java, as it is signed"] = static secret => Java(secret, "%20", "%2A", "~"),
        ["JSON"] = static secret => JsonSerializer.Serialize(secret).Trim('"'),
        ["JSON, relaxed"] = static secret => secret.Replace("\\", "\\\\").Replace("\"", "\\\""),
        ["XML"] = static secret => new System.Xml.Linq.XText(secret).ToString(),
        ["HTML"] = System.Net.WebUtility.HtmlEncode,
        ["Base64"] = static secret => Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
        ["Base64 for addresses"] = static secret =>
            Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).Replace('+', '-').Replace('/', '_').TrimEnd('='),
    };

    [Theory]
    [MemberData(nameof(All))]
    public void Is_hidden_in_every_form(string form, string secret)
    {
        var shown = Forms[form](secret);

        var masked = new SecretForms([secret]).Mask($"before {shown} after");

        Assert.DoesNotContain(shown.TrimEnd('='), masked, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("before ***", masked, StringComparison.Ordinal);
        Assert.EndsWith(" after", masked, StringComparison.Ordinal);
    }

    /// <summary>As in an Authorization header: what stands before decides which characters Base64 gives.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("u:")]
    [InlineData("user:")]
    [InlineData("me:")]
    public void Is_hidden_within_Base64(string before)
    {
        const string Secret = "a_long_enough_secret";
        var whole = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Secret + ":after"));

        var masked = new SecretForms([Secret]).Mask(whole);

        Assert.Contains("***", masked, StringComparison.Ordinal);
        Assert.InRange(masked.Replace("***", string.Empty).Length, 0, whole.Length - (Secret.Length * 8 / 6) + 1);
    }

    [Fact]
    public void One_secret_inside_another_leaves_nothing_of_it() =>
        Assert.Equal("*** and ***", new SecretForms(["secret", "secret_and_more"]).Mask("secret_and_more and secret"));

    [Fact]
    public void Other_texts_stay() =>
        Assert.Equal("a b%20c", new SecretForms(["", "never here"]).Mask("a b%20c"));

    public static IEnumerable<TheoryDataRow<string, string>> All() =>
        Forms.Keys.SelectMany(form => Secrets.Select(secret => new TheoryDataRow<string, string>(form, secret)));

    private static string Lower(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, "%[0-9A-F]{2}", found => found.Value.ToLowerInvariant());

    // Written by hand from the documents of java.net.URLEncoder, not from the code that is tested.
    private static string Java(string secret, string space, string star, string tilde)
    {
        var text = new StringBuilder();
        foreach (var one in Encoding.UTF8.GetBytes(secret))
        {
            var c = (char)one;
            text.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c.ToString()
                : c == '*' ? star : c == ' ' ? space : c == '~' ? tilde
                : "%" + one.ToString("X2", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
