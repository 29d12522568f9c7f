using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.Help;

/// <summary>
/// What Get-Help shows is made from docs/en-US and committed. help.sha256 says from what, and what came of it, so that a
/// forgotten step shows here, on a machine without PowerShell too.
/// </summary>
public partial class HelpFilesTests
{
    private const string Advice = "'pwsh ./build.ps1 Help' makes the help anew";

    private static readonly string Shipped = Path.Combine(RepositoryPaths.Root, "src", "AliGatewaySignature", "Module", "en-US");

    private static readonly Dictionary<string, string> Hashes = File.ReadLines(Path.Combine(Shipped, "help.sha256"))
        .Select(static line => line.Split("  ")).ToDictionary(static parts => parts[1], static parts => parts[0], StringComparer.Ordinal);

    [Fact]
    public void Nothing_changed_since_the_help_was_made()
    {
        var changed = Hashes.Where(static file => File.Exists(InRepository(file.Key)) && HashOf(InRepository(file.Key)) != file.Value)
            .Select(static file => file.Key).ToList();
        Assert.True(changed.Count == 0, $"{string.Join(", ", changed)}: changed since then; {Advice}.");
    }

    [Fact]
    public void No_file_came_or_went_since_the_help_was_made() => Assert.Equal(
        Files("docs/en-US", ".md").Concat(Files("src/AliGatewaySignature/Module/en-US", ".txt", ".xml"))
            .Concat(Files("tools/Help", ".ps1", ".psm1")).Order(StringComparer.Ordinal),
        Hashes.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_cmdlet_has_help_and_every_topic_its_text()
    {
        var manifest = File.ReadAllText(Path.Combine(RepositoryPaths.Root, "AliGatewaySignature.psd1"));
        var cmdlets = CmdletName().Matches(manifest).Select(static match => match.Groups[1].Value).Order(StringComparer.Ordinal).ToList();
        XNamespace command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
        var described = XDocument.Load(Path.Combine(Shipped, "AliGatewaySignature.dll-Help.xml")).Root!.Elements(command + "command")
            .Select(node => node.Element(command + "details")!.Element(command + "name")!.Value).Order(StringComparer.Ordinal);

        Assert.NotEmpty(cmdlets);
        Assert.Equal(cmdlets, described);
        Assert.Equal(
            cmdlets,
            Files("docs/en-US", ".md").Select(static path => Path.GetFileNameWithoutExtension(path))
                .Where(static name => name.Contains('-', StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(
            Directory.GetFiles(Path.Combine(RepositoryPaths.Root, "docs", "en-US"), "about_*.md")
                .Select(static path => Path.GetFileNameWithoutExtension(path) + ".help.txt").Order(StringComparer.Ordinal),
            Directory.GetFiles(Shipped, "about_*").Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    private static string InRepository(string name) => Path.Combine(RepositoryPaths.Root, name.Replace('/', Path.DirectorySeparatorChar));

    private static IEnumerable<string> Files(string folder, params string[] extensions) =>
        Directory.GetFiles(InRepository(folder))
            .Where(path => extensions.Contains(Path.GetExtension(path)))
            .Select(path => folder + "/" + Path.GetFileName(path));

    /// <summary>With line feeds, whatever the clone has.</summary>
    private static string HashOf(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(File.ReadAllText(path).ReplaceLineEndings("\n"))));

    [GeneratedRegex(@"^\s+'([A-Z][a-z]+-Ag\w+)'\s*$", RegexOptions.Multiline)]
    private static partial Regex CmdletName();
}
