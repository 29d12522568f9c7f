using System.Security.Cryptography;
using System.Text;

namespace AliGatewaySignature.Reports;

/// <summary>The files of Reports/Page, which travel in the assembly.</summary>
internal static class PageParts
{
    public static string Html { get; } = Read("coverage.html");

    public static string Style { get; } = Read("coverage.css");

    public static string Script { get; } = Read("coverage.js");

    /// <summary>What a content security policy calls a text.</summary>
    public static string Hash(string text)
    {
        using var sha = SHA256.Create();
        return "sha256-" + Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    private static string Read(string name)
    {
        using var stream = typeof(PageParts).Assembly.GetManifestResourceStream("AliGatewaySignature.Reports.Page." + name)
            ?? throw new InvalidOperationException($"The assembly lacks {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // A browser reads CRLF as LF before it compares hashes.
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
