using System.Text.RegularExpressions;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests;

/// <summary>Which room may call which, read from the using lines; docs/architecture.md draws the same picture.</summary>
public class ArchitectureTests
{
    /// <summary>Each room with the rooms that it may know. Model and Errors are the ground.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Errors"] = [],
        ["Model"] = [],
        ["Wire"] = ["Errors"],
        ["Credentials"] = ["Errors", "Wire"],
        ["Transport"] = ["Credentials", "Errors", "Model", "Wire"],
        ["CloudApi"] = ["Transport", "Credentials", "Errors", "Model", "Wire"],
        ["Batching"] = ["CloudApi", "Errors", "Model"],
        ["Coverage"] = ["CloudApi", "Errors", "Model"],
        ["Planning"] = ["Batching", "CloudApi", "Errors", "Model"],
        ["Parameters"] = ["CloudApi", "Credentials", "Errors", "Model"],
        ["Sandbox"] = [],
        ["Backend"] = ["Errors", "Model", "Wire"],
        ["Reports"] = ["Errors", "Model", "Wire"],
        ["Files"] = [],
        ["Journal"] = ["CloudApi", "Errors", "Files", "Model", "Wire"],
        ["Snapshots"] = ["CloudApi", "Errors", "Files", "Model", "Sandbox", "Wire"],
        ["Commands"] =
        [
            "Backend", "Batching", "CloudApi", "Coverage", "Credentials", "Errors", "Journal", "Model", "Parameters", "Planning",
            "Reports", "Sandbox", "Snapshots", "Transport", "Wire",
        ],
    };

    [Fact]
    public void Every_room_is_known() =>
        Assert.Equal(
            Allowed.Keys.Order(),
            Directory.GetDirectories(Source).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj" or "Module")).Order());

    [Fact]
    public void No_arrow_runs_back_up()
    {
        var wrong = from file in Files
                    from target in Regex.Matches(File.ReadAllText(file), @"AliGatewaySignature\.([A-Z]\w+)")
                        .Select(match => match.Groups[1].Value).Distinct()
                    where Allowed.ContainsKey(target) && target != Room(file) && !Allowed[Room(file)].Contains(target)
                    select $"{Path.GetRelativePath(Source, file)} knows {target}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_commands_and_parameters_know_PowerShell()
    {
        var wrong = from file in Files
                    where Room(file) is not ("Commands" or "Parameters")
                    where File.ReadAllText(file).Contains("System.Management.Automation", StringComparison.Ordinal)
                    select Path.GetRelativePath(Source, file);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Namespaces_follow_folders()
    {
        var wrong = from file in Files
                    let room = Path.GetRelativePath(Source, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.')
                    where !File.ReadAllText(file).Contains($"namespace AliGatewaySignature.{room};", StringComparison.Ordinal)
                    select Path.GetRelativePath(Source, file);

        Assert.Empty(wrong);
    }

    private static string Source => Path.Combine(RepositoryPaths.Root, "src", "AliGatewaySignature");

    private static IEnumerable<string> Files =>
        Allowed.Keys.SelectMany(room => Directory.GetFiles(Path.Combine(Source, room), "*.cs", SearchOption.AllDirectories));

    private static string Room(string file) => Path.GetRelativePath(Source, file).Split(Path.DirectorySeparatorChar)[0];
}
