using System.Text.RegularExpressions;

namespace AliGatewaySignature.Reports;

/// <summary>
/// One page that opens from disk and asks no server for anything. Its policy lets its own style and script run, by their hashes, and
/// nothing else. What others named is in it as data only.
/// </summary>
internal sealed class HtmlReport() : ReportFormat(".html")
{
    private static readonly Regex Mark = new(@"\{\{([a-z-]+)\}\}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public override void Write(CoverageReport report, TextWriter to)
    {
        // The template is cut at its marks, and never searched again once something is put in.
        var parts = Mark.Split(PageParts.Html);
        for (var i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 0)
            {
                to.Write(parts[i]);
                continue;
            }

            switch (parts[i])
            {
                case "style-hash":
                    to.Write(PageParts.Hash(PageParts.Style));
                    break;
                case "script-hash":
                    to.Write(PageParts.Hash(PageParts.Script));
                    break;
                case "style":
                    to.Write(PageParts.Style);
                    break;
                case "script":
                    to.Write(PageParts.Script);
                    break;
                case "data":
                    PageData.Write(report, to);
                    break;
                default:
                    throw new InvalidOperationException($"The page has an unknown mark '{parts[i]}'.");
            }
        }
    }
}
