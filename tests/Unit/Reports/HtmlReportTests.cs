using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AliGatewaySignature.Model;
using AliGatewaySignature.Reports;
using Xunit;

namespace AliGatewaySignature.Tests.Reports;

/// <summary>The page as a text; tests/CoveragePage has it in a browser.</summary>
public partial class HtmlReportTests
{
    private static readonly string Page = CoverageSamples.Write(new HtmlReport(), CoverageSamples.Nasty);

    [Fact]
    public void The_policy_lets_the_own_style_and_script_run_and_nothing_else()
    {
        var policy = Regex.Match(Page, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value;
        Assert.Equal(
            $"default-src 'none'; style-src '{Hash("<style>", "</style>")}'; script-src '{Hash("<script>", "</script>")}'; "
                + "base-uri 'none'; form-action 'none'",
            policy);
    }

    [Fact]
    public void It_names_no_address_and_asks_for_nothing()
    {
        var empty = CoverageSamples.Write(new HtmlReport(), []);
        Assert.DoesNotMatch(@"(?i)https?:|//\w|\bsrc=|url\(|@import|\bfetch\b|XMLHttpRequest|WebSocket|sendBeacon|import\(", empty);
        Assert.DoesNotMatch(
            @"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|setAttribute\(""(on|style)", empty);
    }

    [Fact]
    public void No_name_can_end_the_data()
    {
        var data = Data();
        Assert.DoesNotMatch(@"[<>&\u2028\u2029\u0000-\u001f]", data);
        Assert.Equal(2, Regex.Count(Page, "<script", RegexOptions.IgnoreCase));
        Assert.Equal(2, Regex.Count(Page, "</script", RegexOptions.IgnoreCase));
    }

    [Fact]
    public void Names_have_nothing_in_them_that_nobody_sees()
    {
        var rows = JsonNode.Parse(Data())!["rows"]!.AsArray();
        Assert.Equal(CoverageSamples.Nasty.Count, rows.Count);
        Assert.Contains(rows, static row => (string?)row!["ApiName"] == "</script><script>window.nasty=1</script>");
        Assert.Contains(rows, static row => (string?)row!["ApiName"] == @"\u202enasty\u2066\u200b\ufeff");
        Assert.Contains(rows, static row => (string?)row!["ApiName"] == @"nasty\u0000\u0007\u001b[2J\u2028\u2029\u0085");
    }

    [Fact]
    public void The_figures_are_those_of_the_rows()
    {
        var rows = CoverageSamples.Many(3000);
        var data = JsonNode.Parse(DataOf(CoverageSamples.Write(new HtmlReport(), rows)))!;
        Assert.Equal(
            ["Unsigned", "KeyTooOld", "Unknown", "SignedByPlugin", "Signed"],
            data["states"]!.AsArray().Select(static state => (string)state!["name"]!));
        Assert.All(data["states"]!.AsArray(), state => Assert.Equal(
            rows.Count(row => row.State.ToString() == (string)state!["name"]!), (int)state!["count"]!));
        Assert.Equal(["RELEASE", "PRE", "TEST"], data["stages"]!.AsArray().Select(static stage => (string)stage!));
        Assert.Equal(24, data["groups"]!.AsArray().Count);
        Assert.Equal(
            rows.Count, data["groups"]!.AsArray().SelectMany(static group => group!["cells"]!.AsArray())
                .Sum(static cell => cell!["states"]!.AsArray().Sum(static count => (int)count!)));
        Assert.Equal(
            rows.Where(static row => row.Source != AgSignatureSource.None)
                .Select(static row => row.SignatureId ?? row.PluginId).Distinct().Count(),
            data["keys"]!.AsArray().Count);
        Assert.Equal("account 1234567890123456, cn-hangzhou", (string)data["places"]![0]!);
        Assert.Equal("2026-11-28T09:41:00Z", (string)data["made"]!);
    }

    private static string Data() => DataOf(Page);

    private static string DataOf(string page) => Between(page, "<script id=\"data\" type=\"application/json\">", "</script>");

    private static string Hash(string begin, string end) =>
        "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Between(Page, begin, end))));

    private static string Between(string text, string begin, string end)
    {
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
