using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.Surface;

public class PublicSurfaceTests
{
    /// <summary>What a script or a program can rely on. A change shows in the diff; AG_WRITE_DOCS=1 writes the page anew.</summary>
    [Fact]
    public void The_page_says_what_the_assembly_offers()
    {
        var path = Path.Combine(RepositoryPaths.Root, "docs", "public-surface.txt");
        using var surface = new PublicSurface(Path.Combine(AppContext.BaseDirectory, "AliGatewaySignature.dll"));
        var page = surface.ToString();
        if (Environment.GetEnvironmentVariable("AG_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), page);
    }

    /// <summary>PowerShell hands a null switch to a compiled cmdlet as one that is present: no switch may take null.</summary>
    [Fact]
    public void Every_switch_refuses_null()
    {
        using var surface = new PublicSurface(Path.Combine(AppContext.BaseDirectory, "AliGatewaySignature.dll"));
        var switches = surface.Switches().ToList();

        Assert.NotEmpty(switches);
        Assert.Empty(switches.Where(one => !one.Attributes.Contains("SwitchTransformationAttribute")).Select(one => one.Name));
    }
}
