using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.Packaging;

/// <summary>What the PowerShell Gallery gets: what is in it, what it says of itself, and that anybody can make it again.</summary>
public partial class PackageTests(PackedTwice packed) : IClassFixture<PackedTwice>
{
    private static readonly Guid SourceLinkId = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    // What a package is to NuGet; an installer leaves it out.
    private static readonly string[] Wrapping =
    [
        "[Content_Types].xml", "_rels/.rels", "package/services/metadata/core-properties/nuget.psmdcp",
    ];

    private static readonly string[] SecondTransport =
    [
        "AcsCore/AliGatewaySignature.AcsCore.dll", "AcsCore/AliGatewaySignature.AcsCore.pdb", "AcsCore/Newtonsoft.Json.dll",
        "AcsCore/THIRD-PARTY-NOTICES.txt", "AcsCore/aliyun-net-sdk-core.dll",
    ];

    private static string Manifest => File.ReadAllText(Path.Combine(RepositoryPaths.Root, "AliGatewaySignature.psd1"));

    private static string ManifestVersion => ModuleVersion().Match(Manifest).Groups[1].Value;

    [Fact]
    public void The_same_commit_gives_the_same_bytes()
    {
        packed.NeedsPackages();
        Assert.Equal(Hash(packed.First), Hash(packed.Second));
    }

    [Fact]
    public void Its_time_is_that_of_the_commit()
    {
        packed.NeedsPackages();
        using var package = ZipFile.OpenRead(packed.First);
        Assert.All(package.Entries, static entry => Assert.Equal(PackedTwice.CommitTime, entry.LastWriteTime.DateTime));
    }

    [Fact]
    public void It_holds_the_module_and_nothing_else()
    {
        packed.NeedsPackages();
        using var package = ZipFile.OpenRead(packed.First);
        var names = package.Entries.Select(static entry => entry.FullName).Except(Wrapping).ToList();

        string[] needed =
        [
            "AliGatewaySignature.Format.ps1xml", "AliGatewaySignature.dll", "AliGatewaySignature.nuspec", "AliGatewaySignature.pdb",
            "AliGatewaySignature.psd1", "LICENSE", "icon.png", .. packed.WithAcsCore ? SecondTransport : [],
        ];
        Assert.Empty(needed.Except(names));
        Assert.Equal(names.Distinct(), names);

        // Views, types and help may be more than these; nothing else may.
        Assert.All(names.Except(needed), static name => Assert.Matches(@"^([\w.]+\.ps1xml|en-US/[\w.-]+\.(xml|txt))$", name));
    }

    [Fact]
    public void Its_icon_is_what_the_Gallery_asks_for()
    {
        packed.NeedsPackages();
        var icon = Read("icon.png");
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], icon[..4]);
        Assert.Equal([0, 0, 0, 85, 0, 0, 0, 85], icon[16..24]);
    }

    [Fact]
    public void It_says_of_itself_what_the_manifest_says()
    {
        packed.NeedsPackages();
        var said = XDocument.Parse(Encoding.UTF8.GetString(Read("AliGatewaySignature.nuspec")).TrimStart('\uFEFF')).Root!.Elements()
            .Single()
            .Elements().ToDictionary(static element => element.Name.LocalName, static element => element.Value);

        Assert.Equal("AliGatewaySignature", said["id"]);
        Assert.Equal(ManifestVersion, said["version"]);
        Assert.Equal(Quoted("Author"), said["authors"]);
        Assert.Equal(Quoted("Description"), said["description"]);
        Assert.Equal(Quoted("Copyright"), said["copyright"]);
        Assert.Equal(Quoted("LicenseUri"), said["licenseUrl"]);
        Assert.Equal(Quoted("ProjectUri"), said.GetValueOrDefault("projectUrl"));
        Assert.Equal(Quoted("IconUri"), said.GetValueOrDefault("iconUrl"));
        Assert.DoesNotContain("dependencies", said.Keys);

        var tags = said["tags"].Split(' ');
        var cmdlets = List("CmdletsToExport");
        Assert.NotEmpty(cmdlets);
        Assert.Equal(
            new[] { "PSModule", "PSIncludes_Cmdlet" }.Concat(List("Tags"))
                .Concat(cmdlets.SelectMany(static name => new[] { "PSCmdlet_" + name, "PSCommand_" + name })),
            tags);
        Assert.True(said["tags"].Length < 4000, "The Gallery takes 4000 characters of tags.");
    }

    [Fact]
    public void Its_release_notes_are_those_of_the_changelog()
    {
        packed.NeedsPackages();
        var notes = XDocument.Parse(Encoding.UTF8.GetString(Read("AliGatewaySignature.nuspec")).TrimStart('\uFEFF')).Descendants()
            .Single(static element => element.Name.LocalName == "releaseNotes").Value.ReplaceLineEndings("\n");
        var changelog = File.ReadAllText(Path.Combine(RepositoryPaths.Root, "CHANGELOG.md")).ReplaceLineEndings("\n");

        Assert.StartsWith("- ", notes, StringComparison.Ordinal);
        Assert.DoesNotContain("\n## ", notes, StringComparison.Ordinal);
        Assert.Contains($"\n\n{notes}\n", changelog, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_one_version()
    {
        packed.NeedsPackages();
        using var image = new PEReader(new MemoryStream(Read("AliGatewaySignature.dll")));
        var metadata = image.GetMetadataReader();
        var version = metadata.GetAssemblyDefinition().Version;

        Assert.Equal(ManifestVersion, version.ToString(3));
        Assert.Contains(
            $"{ManifestVersion}+{packed.Commit}", Encoding.UTF8.GetString(Read("AliGatewaySignature.dll")), StringComparison.Ordinal);
        Assert.Equal($"AliGatewaySignature.{ManifestVersion}.nupkg", Path.GetFileName(packed.First));
        Assert.Contains(
            $"\n## {ManifestVersion} ", File.ReadAllText(Path.Combine(RepositoryPaths.Root, "CHANGELOG.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_symbols_belong_to_the_assembly_and_link_to_the_sources_of_the_commit()
    {
        packed.NeedsPackages();
        using var image = new PEReader(new MemoryStream(Read("AliGatewaySignature.dll")));
        var built = image.ReadCodeViewDebugDirectoryData(
            image.ReadDebugDirectory().Single(static entry => entry.Type == DebugDirectoryEntryType.CodeView));
        var symbols = Read("AliGatewaySignature.pdb");
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));
        var reader = provider.GetMetadataReader();

        Assert.Equal(built.Guid, new BlobContentId(reader.DebugMetadataHeader!.Id).Guid);
        var link = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)
            .Single(info => reader.GetGuid(info.Kind) == SourceLinkId);
        Assert.Equal(
            $$$"""{"documents":{"/_/*":"https://raw.githubusercontent.com/example/AliGatewaySignature/{{{packed.Commit}}}/*"}}""",
            Encoding.UTF8.GetString(reader.GetBlobBytes(link.Value)));
        Assert.All(reader.Documents, document => Assert.StartsWith(
            "/_/", reader.GetString(reader.GetDocument(document).Name), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_readme_works_with_it_on_an_otherwise_empty_module_path()
    {
        packed.NeedsPackages();
        var result = await RunScriptAsync("Test-Package.ps1", new Dictionary<string, string?>());
        Assert.Contains("from its package in PowerShell", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PSResourceGet_installs_it_from_a_folder()
    {
        packed.NeedsPackages();
        Assert.SkipWhen(
            OperatingSystem.IsWindows(),
            "Windows has no HOME to move: what is installed would stay. ci.yml does this on machines that are thrown away.");
        var probe = await ChildProcess.RunAsync(
            PowerShellProgram.Chosen,
            ["-NoProfile", "-NonInteractive", "-Command", "[bool](Get-Module -ListAvailable Microsoft.PowerShell.PSResourceGet)"],
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.SkipUnless(probe.Output.Trim() == "True", "This PowerShell has no PSResourceGet.");

        var home = Directory.CreateTempSubdirectory("ag-home-").FullName;
        try
        {
            var result = await RunScriptAsync("Test-Install.ps1", new Dictionary<string, string?>
            {
                ["HOME"] = home,
                ["XDG_DATA_HOME"] = null,
                ["XDG_CONFIG_HOME"] = null,
                ["XDG_CACHE_HOME"] = null,
                ["PSModulePath"] = null,
            });
            Assert.Contains("bound 250 APIs", result.Output, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFiles(home, "AliGatewaySignature.*", SearchOption.AllDirectories));
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private async Task<ProcessResult> RunScriptAsync(string script, Dictionary<string, string?> environment)
    {
        environment["LANG"] = "en_US.UTF-8";
        environment["NO_COLOR"] = "1";
        string[] arguments =
        [
            "-NoProfile", "-NonInteractive", "-File", Path.Combine(RepositoryPaths.Root, "tests", "Package", script),
            "-Package", packed.First,
        ];
        var result = await ChildProcess.RunAsync(
            PowerShellProgram.Chosen, arguments, environment, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, $"{script}: {result}");
        return result;
    }

    private byte[] Read(string name)
    {
        using var package = ZipFile.OpenRead(packed.First);
        using var stream = package.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    // The manifest is PowerShell, but ours is plain enough to be read without one.
    private static string? Quoted(string key)
    {
        var match = Regex.Match(Manifest, $@"(?m)^\s*{key}\s*=\s*'(.*)'");
        return match.Success ? match.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal) : null;
    }

    private static IEnumerable<string> List(string key) =>
        Regex.Matches(Regex.Match(Manifest, $@"\b{key}\s*=\s*@\(([^)]*)\)").Groups[1].Value, "'([^']+)'")
            .Select(static match => match.Groups[1].Value);

    [GeneratedRegex(@"ModuleVersion\s*=\s*'([^']+)'")]
    private static partial Regex ModuleVersion();
}
