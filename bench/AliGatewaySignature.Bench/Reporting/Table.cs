using System.Text;

namespace AliGatewaySignature.Bench.Reporting;

/// <summary>The table as Markdown, aligned so that it reads well on a console too.</summary>
internal static class Table
{
    private static readonly string[] Head = ["measure", "bar", "figure", "", "medians"];

    public static string Write(IEnumerable<Row> rows)
    {
        var lines = rows.Select(row => new[] { row.Measure, row.Bar, row.Figure, row.Verdict, row.Raw }).Prepend(Head).ToList();
        var widths = Enumerable.Range(0, Head.Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        Append(lines[0]);
        Append([.. widths.Select(width => new string('-', Math.Max(3, width)))]);
        lines.Skip(1).ToList().ForEach(Append);
        return text.ToString();

        void Append(string[] cells) =>
            text.Append("| ")
                .AppendJoin(" | ", cells.Select((cell, i) => i == Head.Length - 1 ? cell : cell.PadRight(widths[i])))
                .Append(" |\n");
    }
}
