using System.Reflection;
using System.Text.RegularExpressions;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>docs/faults.md names tests and error ids; both must exist.</summary>
public partial class FaultsPageTests
{
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(RepositoryPaths.Root, "docs", "faults.md"));

    private static List<string[]> Rows { get; } =
        [.. Page.Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells[0] is not "fault" and not "---")];

    [Fact]
    public void Every_row_names_a_test_that_exists()
    {
        var known = AllTests().ToHashSet();
        Assert.NotEmpty(Rows);
        Assert.All(Rows, cells =>
        {
            Assert.Equal(5, cells.Length);
            Assert.Contains(cells[4].Trim('`'), known);
        });
    }

    [Fact]
    public void Every_fault_test_has_a_row()
    {
        var named = Rows.Select(cells => cells[4].Trim('`')).ToList();
        Assert.Equal(named.Distinct(), named);
        Assert.All(
            AllTests(typeof(FaultsPageTests).Namespace).Where(name => !name.StartsWith(nameof(FaultsPageTests), StringComparison.Ordinal)),
            name => Assert.Contains(name, named));
    }

    [Fact]
    public void Every_error_id_is_one_of_the_table()
    {
        var known = Faults.All.Select(fault => fault.Id).ToHashSet();
        Assert.All(Rows.SelectMany(
            cells => ErrorId().Matches(cells[3]).Select(match => match.Groups[1].Value)), id => Assert.Contains(id, known));
    }

    private static IEnumerable<string> AllTests(string? space = null) =>
        from type in typeof(FaultsPageTests).Assembly.GetTypes()
        where space is null || type.Namespace == space
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where method.GetCustomAttributes().Any(attribute => attribute is FactAttribute)
        select type.Name + "." + method.Name;

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex ErrorId();
}
