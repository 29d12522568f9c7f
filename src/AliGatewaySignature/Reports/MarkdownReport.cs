using System.Globalization;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Reports;

/// <summary>
/// A table for the summary of a CI job. What is not signed comes first, and what does not fit into the summary is counted: GitHub takes
/// 1 MiB for a step, and shows nothing of a longer one.
/// </summary>
internal sealed class MarkdownReport() : ReportFormat(".md")
{
    private const int MostRows = 1000;
    private const int MostBytes = 900_000;

    private static readonly string[] Columns = ["State", "API", "Group", "Stage", "Signed by", "Key age", "Remark"];

    public override void Write(CoverageReport report, TextWriter to)
    {
        to.Write("## Backend signature coverage\n\n");
        if (report.IsEmpty)
        {
            to.Write("**Nothing was looked at**: no row came down the pipeline. That is not the same as all being signed.\n\n");
        }
        else
        {
            to.Write(report.SandboxNote is { } note ? $"**{note}**\n\n" : string.Empty);
            to.Write(Totals(report) + "\n\n");
            WriteTable(report, to);
        }

        to.Write(Origin(report) + "\n");
    }

    private static string Totals(CoverageReport report) =>
        string.Join(" · ", Concerns.InOrder.Where(state => state == AgCoverageState.Unsigned || report.Totals[state] > 0)
            .Select(state => $"**{Number(report.Totals[state])} {Concerns.Label(state)}**"))
        + $" · {Count(report.Rows.Count, "row")}"
        + (report.Totals.NotPublished > 0 ? $", {Number(report.Totals.NotPublished)} of them not published" : string.Empty);

    private void WriteTable(CoverageReport report, TextWriter to)
    {
        to.Write($"| {string.Join(" | ", Columns)} |\n|{string.Concat(Columns.Select(static _ => " --- |"))}\n");
        var written = 0;
        var bytes = 0;
        foreach (var row in report.Rows)
        {
            var line = $"| {string.Join(" | ", Cells(row))} |\n";
            bytes += Encoding.GetByteCount(line);
            if (written == MostRows || bytes > MostBytes)
            {
                break;
            }

            to.Write(line);
            written++;
        }

        to.Write("\n");
        if (written < report.Rows.Count)
        {
            to.Write($"{Count(report.Rows.Count - written, "more row")} not shown here: export to .html, .csv or .json for all.\n\n");
        }
    }

    private static IEnumerable<string> Cells(AgSignatureCoverage row)
    {
        yield return row.State is AgCoverageState.Signed or AgCoverageState.SignedByPlugin
            ? Concerns.Label(row.State)
            : $"**{Concerns.Label(row.State)}**";
        yield return MarkdownText.Code(row.ApiName ?? row.ApiId);
        yield return MarkdownText.Code(row.GroupName ?? row.GroupId);
        yield return MarkdownText.Code(row.StageName);
        yield return row.Source switch
        {
            AgSignatureSource.Key => "key " + MarkdownText.Code(row.SignatureName ?? row.SignatureId ?? "?"),
            AgSignatureSource.ApiPlugin => "plug-in " + MarkdownText.Code(row.PluginName ?? row.PluginId ?? "?"),
            AgSignatureSource.GroupPlugin => "plug-in of the group " + MarkdownText.Code(row.PluginName ?? row.PluginId ?? "?"),
            _ => "–",
        };
        yield return RowFields.Days(row.KeyAge) is { } days ? Count(days, "day") : "–";
        var published = row.IsPublished switch
        {
            true => string.Empty,
            false => "not published ",
            _ => "whether it is published is not known ",
        };
        yield return published + MarkdownText.Code(row.Reason ?? string.Empty);
    }

    private static string Origin(CoverageReport report) =>
        $"Made {report.Made.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC"
        + (report.IsEmpty ? string.Empty : " from ")
        + string.Join("; ", report.Places.Select(static place => MarkdownText.Plain($"{place}")))
        + $", by AliGatewaySignature {MarkdownText.Plain(report.Version)}.";

    private static string Count(int count, string thing) => $"{Number(count)} {thing}{(count == 1 ? string.Empty : "s")}";

    private static string Number(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
