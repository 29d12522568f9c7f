using System.Reflection;
using System.Text.RegularExpressions;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>docs/credentials.md names tests, sources and variables; all of them must exist, and none be left out.</summary>
public partial class CredentialsPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryPaths.Root, "docs", "credentials.md"));

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        var known = from type in typeof(CredentialsPageTests).Assembly.GetTypes()
                    from method in type.GetMethods()
                    where method.GetCustomAttributes().Any(attribute => attribute is FactAttribute)
                    select type.Name + "." + method.Name;
        var named = TestName().Matches(Page).Select(match => match.Groups[1].Value).ToList();

        Assert.True(named.Count >= CredentialChain.Links.Count);
        Assert.Empty(named.Except(known));
    }

    [Fact]
    public void Every_source_is_in_the_table()
    {
        var names = typeof(SourceNames).GetFields()
            .Select(field => (string)field.GetRawConstantValue()!)
            .Except([SourceNames.Parameter, SourceNames.Sandbox]);

        Assert.All(names, name => Assert.Contains($"| `{name}` |", Page, StringComparison.Ordinal));
        Assert.Equal(CredentialChain.Links.Select(link => link.Title), Row().Matches(Page).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Every_variable_is_named()
    {
        var variables = typeof(Variables).GetFields().SelectMany(
            field => field.GetValue(null) is IEnumerable<string> names ? names : [(string)field.GetValue(null)!]);

        Assert.All(variables, variable => Assert.Contains($"`{variable}", Page, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^\| \d \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
