using System.Collections.Immutable;
using System.Reflection;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.Editions;

/// <summary>
/// One assembly serves both editions of PowerShell: everything that it asks of the platform is in .NET Framework 4.7.2,
/// where Windows PowerShell 5.1 runs, member by member. tests/Unit.NetFramework runs the unit tests there.
/// </summary>
public class EditionTests
{
    private static readonly SemaphoreSlim RestoreOnce = new(1, 1);

    [Fact]
    public async Task All_that_the_module_names_is_in_NET_Framework()
    {
        // The one that ships: the one beside the tests has counters in it while coverage is counted, and they name more.
        using var module = new References(Path.Combine(RepositoryPaths.Root, "out", "AliGatewaySignature", "AliGatewaySignature.dll"));

        Assert.Equal(["System.Management.Automation", "netstandard"], module.Assemblies.Order(StringComparer.Ordinal));
        await AssertIsThereAsync(module, types: 100, members: 500);
    }

    [Theory]
    [InlineData("System.Index", null, null, false)]
    [InlineData("System.String", null, null, true)]
    [InlineData("System.String", "Join", "static System.String `0(System.String, System.String[])", true)]
    [InlineData("System.String", "Join", "static System.String `0(System.Char, System.String[])", false)]
    [InlineData("System.Net.Http.HttpClientHandler", "set_MaxConnectionsPerServer", "instance System.Void `0(System.Int32)", true)]
    [InlineData("System.Threading.Tasks.Task", "get_IsCompletedSuccessfully", "instance System.Boolean `0()", false)]
    [InlineData("System.IO.MemoryStream", "CopyToAsync", "instance System.Threading.Tasks.Task `0(System.IO.Stream)", true)]
    [InlineData("System.Collections.Generic.List`1", "Add", "instance System.Void `0(!0)", true)]
    [InlineData("System.Collections.Generic.List`1", "EnsureCapacity", "instance System.Int32 `0(System.Int32)", false)]
    public async Task The_check_tells_what_is_there_from_what_is_not(string type, string? name, string? signature, bool there)
    {
        using var surface = new FrameworkSurface(await ReferenceAssembliesAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            there,
            (name is null ? surface.CheckType(type) : surface.CheckMember(type, ImmutableArray<string>.Empty, name, signature!)) is null);
    }

    internal static async Task AssertIsThereAsync(References assembly, int types, int members)
    {
        using var surface = new FrameworkSurface(await ReferenceAssembliesAsync(TestContext.Current.CancellationToken));
        var namedTypes = assembly.TypesOf("netstandard").ToList();
        var namedMembers = assembly.MembersOf("netstandard").ToList();
        Assert.True(namedTypes.Count > types
            && namedMembers.Count > members, $"{namedTypes.Count} types and {namedMembers.Count} members: the reading has gone wrong.");

        Assert.Empty(namedTypes.Select(surface.CheckType).OfType<string>());
        Assert.Empty(namedMembers.Select(member => surface.CheckMember(member.Type, member.Arguments, member.Name, member.Signature))
            .OfType<string>());
    }

    /// <summary>
    /// The reference assemblies of .NET Framework 4.7.2, which the restore of tests/Unit.NetFramework brings. Skipped with a
    /// reason where they cannot be had: a machine without a network must not fail for it.
    /// </summary>
    private static async Task<string> ReferenceAssembliesAsync(CancellationToken cancellationToken)
    {
        await RestoreOnce.WaitAsync(cancellationToken);
        try
        {
            if (Find() is { } there)
            {
                return there;
            }

            var restored = await ChildProcess.RunAsync(
                EnginePaths.DotNet, ["restore", Path.Combine(
                    RepositoryPaths.Root, "tests", "Unit.NetFramework")], cancellationToken: cancellationToken);
            Assert.SkipWhen(
                restored.ExitCode != 0, "The reference assemblies of .NET Framework are not here, and could not be fetched: " + restored);
            return Find() ?? throw new InvalidOperationException("The restore brought no reference assemblies: " + restored);
        }
        finally
        {
            RestoreOnce.Release();
        }
    }

    private static string? Find()
    {
        var packages = typeof(EditionTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "NuGetPackageRoot").Value!;
        var package = Path.Combine(packages, "microsoft.netframework.referenceassemblies.net472");
        return Directory.Exists(package)
            ? Directory.GetDirectories(package)
                .Order(StringComparer.Ordinal)
                .Select(version => Path.Combine(version, "build", ".NETFramework", "v4.7.2")).LastOrDefault(Directory.Exists)
            : null;
    }
}
