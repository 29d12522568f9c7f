using AliGatewaySignature.Errors;
using Xunit;

namespace AliGatewaySignature.Tests.Errors;

/// <summary>What others said, safe for a terminal and for the log of a pipeline.</summary>
public class ForeignTextTests
{
    [Theory]
    [InlineData("\u001b[2J", "\\u001b[2J")]
    [InlineData("a\u0007b", "a\\u0007b")]
    [InlineData("\u009b31m", "\\u009b31m")]
    [InlineData("one\r\ntwo\tthree", "one\\r\\ntwo\\tthree")]
    [InlineData("a\u2028b\u2029c\u0085d", "a\\u2028b\\u2029c\\u0085d")]
    [InlineData("abc\u202edef", "abc\\u202edef")]
    [InlineData("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff")]
    [InlineData("\0\u007f", "\\u0000\\u007f")]
    public void Signs_that_nobody_sees_are_made_visible(string text, string shown) => Assert.Equal(shown, ForeignText.Clean(text));

    [Theory]
    [InlineData("::error::pwned", ": :error::pwned")]
    [InlineData("said ::add-mask::x", "said : :add-mask::x")]
    [InlineData("##vso[task.setvariable variable=x]y", "## vso[task.setvariable variable=x]y")]
    [InlineData("##[error]x", "## [error]x")]
    [InlineData("##VSO[task]x", "## VSO[task]x")]
    public void No_line_begins_with_a_command(string text, string shown) => Assert.Equal(shown, ForeignText.Clean(text));

    /// <summary>A line break is no way around it either, and cleaning twice changes nothing more.</summary>
    [Fact]
    public void A_command_after_a_line_break_stays_in_its_line()
    {
        var clean = ForeignText.Clean("x\n::error::y\r\n##vso[task]z");

        Assert.DoesNotContain('\n', clean);
        Assert.DoesNotContain("##vso", clean, StringComparison.Ordinal);
        Assert.Equal(clean, ForeignText.Clean(clean));
    }

    [Theory]
    [InlineData("proxy 'http://user:pass@proxy.example:8080/' failed", "proxy 'http://***@proxy.example:8080/' failed")]
    [InlineData("http://us%40er:p%3Ass@proxy:1/", "http://***@proxy:1/")]
    [InlineData("https://user:p@ss@host/x", "https://***@host/x")]
    [InlineData("https://token@host/x?a=b@c", "https://***@host/x?a=b@c")]
    [InlineData("user:pass@proxy.example:8080", "***@proxy.example:8080")]
    [InlineData("the proxy (user:pass@[::1]:80)", "the proxy (***@[::1]:80)")]
    public void Credentials_of_an_address_are_hidden(string text, string shown) => Assert.Equal(shown, ForeignText.Clean(text));

    [Theory]
    [InlineData("")]
    [InlineData("SetSignatureApis: NotFoundApi: 订单 \U0001F511 é. (HTTP 404)")]
    [InlineData("http://[::1]:8080/ and fe80::1 and a::b")]
    [InlineData("mail to someone@example.com: now")]
    [InlineData("acs:ram::1234:role/x and # ## comment")]
    [InlineData("at 10:20@host")]
    public void Clean_text_stays(string text) =>
        Assert.Equal(text.Replace("10:20@host", "***@host"), ForeignText.Clean(text));

    [Fact]
    public void A_long_text_is_cut()
    {
        var clean = ForeignText.Clean(new string('x', 20_000_000));

        Assert.Equal(ForeignText.Longest + 1, clean.Length);
        Assert.EndsWith("…", clean, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a:")]
    [InlineData("://")]
    [InlineData("a@")]
    [InlineData("::")]
    [InlineData("##")]
    public void What_repeats_takes_no_time(string part)
    {
        var clean = ForeignText.Clean(string.Concat(Enumerable.Repeat(part, 4_000)));

        Assert.NotEqual("(a text that cannot be shown)", clean);
    }

    [Fact]
    public void An_error_hides_what_its_cause_says()
    {
        var cause = new InvalidOperationException(
            "outer", new HttpRequestException("http://u:p_w@proxy/ said \u001b[2J and the_secret"));

        var e = new AgException(Faults.ConnectionLost, "lost", cause, new SecretForms(["the_secret"]));

        Assert.IsType<ForeignException>(e.InnerException);
        foreach (var text in new[] { e.ToString(), e.InnerException.ToString(), e.InnerException.Message })
        {
            Assert.DoesNotContain("the_secret", text, StringComparison.Ordinal);
            Assert.DoesNotContain("p_w", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', text);
        }

        Assert.Contains("HttpRequestException", e.InnerException.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cause_without_anything_to_hide_stays_itself()
    {
        var cause = new InvalidOperationException("plain");

        Assert.Same(cause, new AgException(Faults.ConnectionLost, "lost", cause).InnerException);
    }

    [Fact]
    public void The_ids_of_an_error_are_clean_and_short()
    {
        var e = new AgException(Faults.ServiceRefused, "x") { Code = "A\u001b\n" + new string('c', 500), RequestId = "\u0007::error::" };

        Assert.StartsWith("A\\u001b\\n", e.Code, StringComparison.Ordinal);
        Assert.InRange(e.Code!.Length, 0, 250);
        Assert.Equal("\\u0007::error::", e.RequestId);
    }
}
