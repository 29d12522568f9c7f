namespace AliGatewaySignature.Bench.Reporting;

/// <summary>Puts the figures into docs/performance.md, between two marks; the words around them are written by hand.</summary>
internal static class PerformancePage
{
    private const string Begin = "<!-- figures: begin -->";
    private const string End = "<!-- figures: end -->";

    public static async Task WriteAsync(string machine, string table)
    {
        var page = await File.ReadAllTextAsync(BenchPaths.Document);
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{BenchPaths.Document} lacks the marks '{Begin}' and '{End}'.");
        }

        var figures = $"{Begin}\n\nMachine: {machine}\n\n{table}\n";
        await File.WriteAllTextAsync(BenchPaths.Document, page[..begin] + figures + page[end..]);
    }
}
