using System.Text;
using System.Text.Json.Nodes;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Reports;
using Xunit;

namespace AliGatewaySignature.Tests.Reports;

/// <summary>.json, .csv and .md: what stands in them, and what names of others cannot do there.</summary>
public class TextReportTests
{
    private static readonly string[] Names = [.. RowFields.All.Select(static field => field.Key)];

    [Fact]
    public void Json_reads_back_to_the_very_names()
    {
        var report = CoverageSamples.Report(CoverageSamples.Nasty);
        var read = JsonNode.Parse(CoverageSamples.Write(new JsonReport(), CoverageSamples.Nasty))!.AsArray();

        // Half a surrogate pair is no text in any encoding.
        Assert.Equal(
            report.Rows.Select(static row => (Whole(row.ApiName), Whole(row.GroupId), Whole(row.Reason), Whole(row.PluginName))),
            read.Select(static row => (
                (string?)row!["ApiName"], (string?)row["GroupId"], (string?)row["Reason"], (string?)row["PluginName"])));
        Assert.All(read, static row => Assert.Equal(Names, row!.AsObject().Select(static field => field.Key)));
    }

    [Fact]
    public void Json_shows_no_sign_that_nobody_sees()
    {
        var text = CoverageSamples.Write(new JsonReport(), CoverageSamples.Nasty);
        Assert.True(ForeignText.IsVisible(text.Replace("\n", string.Empty, StringComparison.Ordinal)));
        Assert.DoesNotMatch("[<>&]", text);
    }

    [Fact]
    public void Json_has_numbers_times_and_indentation()
    {
        var text = CoverageSamples.Write(new JsonReport(), [Signed(days: 400)]);
        Assert.StartsWith("[\n  {\n    \"ApiId\": \"a1\",\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n  }\n]\n", text, StringComparison.Ordinal);
        var row = JsonNode.Parse(text)![0]!;
        Assert.Equal(400, (int)row["KeyAgeDays"]!);
        Assert.True((bool)row["IsPublished"]!);
        Assert.Equal("2025-10-24T09:41:00Z", (string)row["ModifiedTime"]!);
        Assert.Null(row["PluginId"]);
        Assert.Equal("[]\n", CoverageSamples.Write(new JsonReport(), []));
    }

    [Fact]
    public void Csv_has_a_row_for_each_and_no_formula()
    {
        var report = CoverageSamples.Report(CoverageSamples.Nasty);
        var table = ReadCsv(CoverageSamples.Write(new CsvReport(), CoverageSamples.Nasty));
        Assert.Equal(Names, table[0]);
        Assert.Equal(report.Rows.Count + 1, table.Count);
        Assert.All(table.Skip(1).SelectMany(static row => row), static value =>
        {
            Assert.DoesNotMatch(@"^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]", value);
            Assert.True(ForeignText.IsVisible(value), value);
        });
        foreach (var (row, name) in table.Skip(1).Zip(report.Rows.Select(static row => row.ApiName)))
        {
            Assert.Equal(name is null ? string.Empty : ForeignText.Clean(name), row[1].StartsWith('\'') ? row[1][1..] : row[1]);
        }

        Assert.Contains(table, static row => row[1] == "'=HYPERLINK(\"http://nasty.example\",\"nasty\")");
        Assert.Contains(table, static row => row[1] == "'\uff1dnasty");
    }

    [Fact]
    public void Csv_is_marked_as_UTF8_and_the_others_are_not()
    {
        Assert.Equal(new byte[] { 0xEF, 0xBB, 0xBF }, new CsvReport().Encoding.GetPreamble());
        Assert.All(new ReportFormat[] { new JsonReport(), new HtmlReport(), new MarkdownReport() }, static format =>
            Assert.Empty(format.Encoding.GetPreamble()));
    }

    [Fact]
    public void Markdown_has_the_totals_and_what_is_not_signed_first()
    {
        var rows = CoverageSamples.Many(300);
        var lines = CoverageSamples.Write(new MarkdownReport(), rows).Split('\n');
        var unsigned = rows.Count(static row => row.State == AgCoverageState.Unsigned);
        Assert.Equal("## Backend signature coverage", lines[0]);
        Assert.StartsWith($"**{unsigned} Unsigned** · **", lines[2], StringComparison.Ordinal);
        Assert.Contains("· 300 rows", lines[2], StringComparison.Ordinal);
        var table = lines.Where(static line => line.StartsWith('|')).Skip(2).ToList();
        Assert.Equal(300, table.Count);
        Assert.All(table.Take(unsigned), static line => Assert.StartsWith("| **Unsigned** |", line, StringComparison.Ordinal));
        Assert.All(table, static line => Assert.Equal(8, line.Count(static c => c == '|')));
        Assert.Contains(
            "Made 2026-11-28 09:41 UTC from account 1234567890123456&#44; cn&#45;hangzhou", lines[^2], StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_ends_where_a_summary_would_be_refused_and_says_so()
    {
        var many = CoverageSamples.Write(new MarkdownReport(), CoverageSamples.Many(3000));
        Assert.Contains("2,000 more rows not shown here", many, StringComparison.Ordinal);

        var wide = Enumerable.Range(0, 900).Select(static number => new AgSignatureCoverage
        {
            ApiId = $"{number}",
            ApiName = new string('\u8ba2', 3000),
            GroupId = "g",
            StageName = "TEST",
            State = AgCoverageState.Unsigned,
        }).ToList();
        var cut = CoverageSamples.Write(new MarkdownReport(), wide);
        Assert.True(Encoding.UTF8.GetByteCount(cut) < 1024 * 1024, $"{Encoding.UTF8.GetByteCount(cut)}");
        Assert.Matches(@"\n[\d,]+ more rows not shown here", cut);
    }

    /// <summary>A report of a rehearsal must not be taken for one of the account.</summary>
    [Theory]
    [InlineData("sandbox", "cn-hangzhou", "This is a report of the sandbox", "from the sandbox&#44; cn&#45;hangzhou")]
    [InlineData(null, "cn-hangzhou", null, "from cn&#45;hangzhou &#40;account not known&#41;")]
    [InlineData(null, null, null, "from an account that is not known")]
    [InlineData("123", null, null, "from account 123")]
    public void Every_format_says_where_its_rows_are_from(string? account, string? region, string? note, string origin)
    {
        var row = new AgSignatureCoverage { ApiId = "a", GroupId = "g", StageName = "TEST", AccountId = account, RegionId = region };
        var markdown = CoverageSamples.Write(new MarkdownReport(), [row]);
        Assert.Contains(origin, markdown, StringComparison.Ordinal);
        Assert.Equal(note is not null, markdown.Contains($"**{note ?? "This"}", StringComparison.Ordinal));
        var page = CoverageSamples.Write(new HtmlReport(), [row]);
        Assert.Contains(note is null ? "\"sandbox\":null" : $"\"sandbox\":\"{note}", page, StringComparison.Ordinal);
        Assert.Equal(account, (string?)JsonNode.Parse(CoverageSamples.Write(new JsonReport(), [row]))![0]!["AccountId"]);
    }

    [Fact]
    public void Rows_of_the_sandbox_among_others_are_counted()
    {
        AgSignatureCoverage[] rows =
        [
            new() { ApiId = "a", GroupId = "g", StageName = "TEST", AccountId = "sandbox" },
            new() { ApiId = "b", GroupId = "g", StageName = "TEST", AccountId = "123" },
        ];
        Assert.Contains("**1 of the rows are of the sandbox", CoverageSamples.Write(new MarkdownReport(), rows), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_not_told_as_all_being_well()
    {
        Assert.Contains("**Nothing was looked at**", CoverageSamples.Write(new MarkdownReport(), []), StringComparison.Ordinal);
        Assert.Single(ReadCsv(CoverageSamples.Write(new CsvReport(), [])));
    }

    /// <summary>Names of any signs: JSON and CSV read back, and Markdown has as many cells as columns.</summary>
    [Fact]
    public void Any_name_stays_one_value()
    {
        var random = new Random(7);
        const string Signs = "\"'`|<>&@#*_[]()!\\/:.=+-;,{}$%^~\t\r\n\0\u001b\u00e9\u8ba2\u202e\u2028\u200b \ud83d\ude00ab01";
        var rows = Enumerable.Range(0, 400).Select(number => new AgSignatureCoverage
        {
            ApiId = $"{number}",
            ApiName = "x" + string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Signs[random.Next(Signs.Length)])),
            GroupId = "g",
            StageName = "TEST",
            IsPublished = true,
            State = AgCoverageState.Unsigned,
        }).ToList();
        var sorted = CoverageSamples.Report(rows).Rows;

        var json = JsonNode.Parse(CoverageSamples.Write(new JsonReport(), rows))!.AsArray();
        Assert.Equal(sorted.Select(static row => Whole(row.ApiName)), json.Select(static row => (string?)row!["ApiName"]));
        var csv = ReadCsv(CoverageSamples.Write(new CsvReport(), rows));
        Assert.Equal(sorted.Select(static row => ForeignText.Clean(row.ApiName!)), csv.Skip(1).Select(static row => row[1]));
        var table = CoverageSamples.Write(new MarkdownReport(), rows).Split('\n').Where(static line => line.StartsWith('|')).ToList();
        Assert.Equal(rows.Count + 2, table.Count);
        Assert.All(table.Skip(2), static line =>
        {
            Assert.Equal(8, line.Count(static c => c == '|'));
            Assert.DoesNotMatch(@"[`\[\]\\!@$~\^{}()]|<(?!/?code>)|(?<!&)#", line.Replace("**", string.Empty, StringComparison.Ordinal));
        });
    }

    private static AgSignatureCoverage Signed(int days) => new()
    {
        ApiId = "a1",
        ApiName = "get",
        GroupId = "g1",
        GroupName = "orders",
        StageName = "RELEASE",
        IsPublished = true,
        State = AgCoverageState.Signed,
        Source = AgSignatureSource.Key,
        SignatureId = "s1",
        SignatureName = "orders_key",
        ModifiedTime = CoverageSamples.Made.AddDays(-days).ToOffset(TimeSpan.FromHours(8)),
        KeyAge = TimeSpan.FromDays(days),
    };

    private static string? Whole(string? text) => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>As RFC 4180 has it.</summary>
    private static List<List<string>> ReadCsv(string text)
    {
        var table = new List<List<string>>();
        var row = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            Assert.Equal('"', text[at++]);
            var value = new StringBuilder();
            while (text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"' && at++ > 0))
            {
                value.Append(text[at++]);
            }

            row.Add(value.ToString());
            if (text[++at] == ',')
            {
                at++;
                continue;
            }

            Assert.Equal("\r\n", text.Substring(at, 2));
            at += 2;
            table.Add(row);
            row = [];
        }

        return table;
    }
}
