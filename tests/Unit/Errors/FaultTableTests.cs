using System.Globalization;
using System.Text;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.Errors;

public class FaultTableTests
{
    /// <summary>Made from the table; AG_WRITE_DOCS=1 writes it anew.</summary>
    [Fact]
    public void The_page_says_what_the_table_says()
    {
        var path = Path.Combine(RepositoryPaths.Root, "docs", "errors.md");
        var page = Page();
        if (Environment.GetEnvironmentVariable("AG_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(page, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    /// <summary>The table of about_AgError. AG_WRITE_DOCS=1 writes it too; then `build.ps1 Help` makes the help from it.</summary>
    [Fact]
    public void The_help_lists_the_same_ids()
    {
        var path = Path.Combine(RepositoryPaths.Root, "docs", "en-US", "about_AgError.md");
        var page = File.ReadAllText(path).ReplaceLineEndings("\n");
        var start = page.IndexOf("| id | category | happened |", StringComparison.Ordinal);
        var end = page.IndexOf("\n\n", start, StringComparison.Ordinal);
        var table = string.Join('\n',
            ["| id | category | happened |", "| --- | --- | --- |", .. Faults.All.Select(
                fault => $"| `{fault.Id}` | {fault.Category} | {fault.Meaning} |")]);
        var expected = page[..start] + table + page[end..];
        if (Environment.GetEnvironmentVariable("AG_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void No_id_stands_for_two_faults()
    {
        Assert.True(Faults.All.Count > 40);
        Assert.Equal(Faults.All.Count, Faults.All.Select(fault => fault.Id).Distinct().Count());
    }

    [Fact]
    public void Every_row_says_what_happened_and_what_to_do() => Assert.All(Faults.All, fault =>
    {
        Assert.Matches("^[A-Z][A-Za-z]+$", fault.Id);
        Assert.EndsWith(".", fault.Meaning, StringComparison.Ordinal);
        Assert.EndsWith(".", fault.Advice, StringComparison.Ordinal);
    });

    /// <summary>A row behind one that already matches would never be reached.</summary>
    [Fact]
    public void Every_code_is_reachable() => Assert.All(CodeTable.Rows, row =>
        Assert.Same(row.Value, CodeTable.Find(row.Key.TrimEnd('*'), 400)));

    /// <summary>The names of ErrorCategory, whose values PowerShell fixed.</summary>
    [Fact]
    public void Categories_are_those_of_PowerShell()
    {
        string[] known =
        [
            "NotSpecified", "OpenError", "CloseError", "DeviceError", "DeadlockDetected", "InvalidArgument", "InvalidData",
            "InvalidOperation",
            "InvalidResult", "InvalidType", "MetadataError", "NotImplemented", "NotInstalled", "ObjectNotFound",
            "OperationStopped", "OperationTimeout",
            "SyntaxError", "ParserError", "PermissionDenied", "ResourceBusy", "ResourceExists", "ResourceUnavailable",
            "ReadError", "WriteError",
            "FromStdErr", "SecurityError", "ProtocolError", "ConnectionError", "AuthenticationError", "LimitsExceeded",
            "QuotaExceeded", "NotEnabled",
        ];

        Assert.Subset(known.ToHashSet(), Enum.GetNames<FaultCategory>().ToHashSet());
        Assert.DoesNotContain("NotSpecified", Enum.GetNames<FaultCategory>());
    }

    private static string Page()
    {
        var page = new StringBuilder()
            .Append("# Errors\n\n")
            .Append("Every error of this module has one of these ids as the first part of its FullyQualifiedErrorId. The ids "
                + "are stable: a\n")
            .Append("script may compare them. This page is made from `Errors/Faults.cs` and `Errors/CodeTable.cs`.\n\n")
            .Append("*Sent again* says whether a call is repeated by itself: **always** (the service turned it away before "
                + "doing anything),\n")
            .Append("**if repeatable** (every operation but CreateSignature), **after a refresh** of temporary keys, or **no**.\n\n")
            .Append("| id | category | happened | sent again | what to do |\n| --- | --- | --- | --- | --- |\n");
        foreach (var fault in Faults.All)
        {
            page.Append(CultureInfo.InvariantCulture,
                $"| `{fault.Id}` | {fault.Category} | {Cell(fault.Meaning)} | {Again(fault.Repeat)} | {Cell(fault.Advice)} |\n");
        }

        page.Append("\n## The service's codes\n\n")
            .Append("The service documents its codes as families, so most rows match a beginning (`*`). The first row that "
                + "matches wins. A code\n")
            .Append("that matches none is judged by the HTTP status: 429 `Throttled`, 5xx `ServiceFailed`, 401 `AccessKeyRefused`,\n")
            .Append("403 `PermissionDenied`, 3xx `Redirected`, any other `ServiceRefused`, or `UnreadableReply` when there is "
                + "no code at all. A\n")
            .Append("refusal (4xx) that carries a positive `x-acs-retry-after` is `Throttled`, whatever its code, unless it is a "
                + "time-out.\n\n")
            .Append("| code | id |\n| --- | --- |\n");
        foreach (var row in CodeTable.Rows)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{row.Key}` | `{row.Value.Id}` |\n");
        }

        return page.ToString();
    }

    private static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Again(Repeat repeat) => repeat switch
    {
        Repeat.Always => "always",
        Repeat.WhenRepeatable => "if repeatable",
        Repeat.AfterRefresh => "after a refresh",
        _ => "no",
    };
}
