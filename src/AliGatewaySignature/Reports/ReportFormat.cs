using System.Text;

namespace AliGatewaySignature.Reports;

/// <summary>A kind of file that a report can be.</summary>
/// <param name="ending">How the names of such files end.</param>
internal abstract class ReportFormat(string ending)
{
    private static readonly ReportFormat[] All = [new HtmlReport(), new MarkdownReport(), new CsvReport(), new JsonReport()];

    /// <summary>How the names of such files end: ".html".</summary>
    public string Ending { get; } = ending;

    /// <summary>UTF-8; half a surrogate pair becomes U+FFFD instead of an error.</summary>
    public virtual Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The endings of all formats, for a message.</summary>
    public static string Endings { get; } = string.Join(", ", All.Select(static format => format.Ending));

    /// <summary>The format of a file, by the ending of its name; null for one that there is none for.</summary>
    public static ReportFormat? Find(string path) =>
        Array.Find(All, format => path.EndsWith(format.Ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Writes the whole file.</summary>
    public abstract void Write(CoverageReport report, TextWriter to);
}
