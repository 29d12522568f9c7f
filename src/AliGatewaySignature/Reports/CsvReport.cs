using System.Globalization;
using System.Text;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Reports;

/// <summary>
/// A table for spreadsheets: every value quoted, lines that end with CRLF, a mark that it is UTF-8, without which Excel takes it for
/// something else. A name that a spreadsheet would take for a formula begins with an apostrophe.
/// </summary>
internal sealed class CsvReport() : ReportFormat(".csv")
{
    private const string BeginsFormula = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    public override Encoding Encoding { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Whether a spreadsheet would take a text for a formula.</summary>
    public static bool IsFormula(string text) => text.Length > 0 && BeginsFormula.IndexOf(text[0]) >= 0;

    public override void Write(CoverageReport report, TextWriter to)
    {
        WriteLine(to, RowFields.All.Select(static field => field.Key));
        foreach (var row in report.Rows)
        {
            WriteLine(to, RowFields.All.Select(field => Text(field.Value(row))));
        }
    }

    private static void WriteLine(TextWriter to, IEnumerable<string> values)
    {
        to.Write(string.Join(",", values.Select(static value => "\"" + value.Replace("\"", "\"\"") + "\"")));
        to.Write("\r\n");
    }

    private static string Text(object? value) => value is string text
        ? Disarm(ForeignText.Clean(text))
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;

    private static string Disarm(string text) => IsFormula(text) ? "'" + text : text;
}
