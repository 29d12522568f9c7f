using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Planning;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Coverage;
using Xunit;

namespace AliGatewaySignature.Tests.Planning;

/// <summary>Plans against a sandbox: what differs, what is wrong, and which calls that takes.</summary>
public class PlanOutcomeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_by_id_and_by_name_come_to_the_same()
    {
        using var sandbox = await PlanSandbox.CreateAsync(Cancellation);
        await sandbox.BindAsync("old_key", "orders", "TEST", 1, 2);
        await sandbox.BindAsync("new_key", "orders", "TEST", 3, 3);

        var byId = await sandbox.ReadAsync([.. Enumerable.Range(1, 4).Select(api => sandbox.Row("new_key", "orders", "TEST", api))]);
        var byName = await sandbox.ReadAsync(
            [.. Enumerable.Range(1, 4).Select(api => PlanSandbox.Named("NEW_key", "Orders", "test", PlanSandbox.ApiName("ORDERS", api)))]);

        Assert.Equal(
            [
                "1 Replace orders_api_0001 TEST old_key new_key", "2 Replace orders_api_0002 TEST old_key new_key",
                "3 Keep orders_api_0003 TEST new_key new_key", "4 Bind orders_api_0004 TEST - new_key",
            ],
            PlanSandbox.Words(byId));
        Assert.Equal(PlanSandbox.Words(byId), PlanSandbox.Words(byName));
    }

    [Fact]
    public async Task All_that_is_wrong_is_one_error()
    {
        using var sandbox = await PlanSandbox.CreateAsync(Cancellation, null, "old_key", "new_key", "twin", "Twin");
        var good = sandbox.Row("new_key", "orders", "TEST", 1);
        var outcome = await sandbox.ReadAsync(
            good,
            good with { SignatureId = "nobody" },
            good with { SignatureId = null, SignatureName = "new_ke" },
            good with { SignatureId = null, SignatureName = "twin" },
            good with { SignatureName = "old_key" },
            good with { GroupId = "nowhere" },
            good with { GroupName = "payments" },
            good with { GroupId = null, GroupName = "ordres" },
            good with { ApiId = "nothing" },
            good with { ApiId = PlanSandbox.Api("payments", 1) },
            good with { ApiName = "orders_api_0002" },
            good with { ApiId = null, ApiName = "orders_api_000" },
            sandbox.Row("new_key", "drafts", "RELEASE", 1),
            good with { SignatureId = sandbox.Keys["old_key"] },
            good with { StageName = "STAGING" },
            good,
            good with { ApiId = null });

        Assert.Equal(
            [
                "2 SignatureId", "3 SignatureName", "4 SignatureName", "5 SignatureName", "6 GroupId", "7 GroupName", "8 GroupName",
                "9 ApiId", "10 ApiId", "11 ApiName", "12 ApiName", "13 StageName", "14 SignatureId", "15 StageName", "17 ApiId",
            ],
            PlanSandbox.Places(outcome));
        Assert.Same(Faults.InvalidPlan, outcome.Failure!.Kind);
        Assert.StartsWith("15 of 17 rows are wrong; nothing was sent. Row 2: no key ", outcome.Failure.Message);
        Assert.EndsWith("(and 5 more)", outcome.Failure.Message);
        Assert.Equal("new_key", outcome.Problems[1].Message.Split(' ').Last().TrimEnd('.'));
        Assert.Contains(sandbox.Keys["twin"], outcome.Problems[2].Message);
        Assert.Contains(sandbox.Keys["Twin"], outcome.Problems[2].Message);
        Assert.Contains("published to RELEASE, only to TEST", outcome.Problems[11].Message);
        Assert.Contains("row 1 gives it the key new_key", outcome.Problems[12].Message);
    }

    [Fact]
    public async Task Whoever_puts_a_name_where_an_id_belongs_is_told()
    {
        using var sandbox = await PlanSandbox.CreateAsync(Cancellation);
        var outcome = await sandbox.ReadAsync(
            sandbox.Row("new_key", "orders", "TEST", 1) with { SignatureId = "new_key", ApiId = "orders_api_0001" },
            PlanSandbox.Named(sandbox.Keys["new_key"], PlanSandbox.Group("orders"), "TEST", "orders_api_0001"));

        Assert.Equal(["1 SignatureId", "1 ApiId", "2 SignatureName", "2 GroupName"], PlanSandbox.Places(outcome));
        Assert.All(outcome.Problems, static problem => Assert.Matches("call the column (Signature|Group|Api)(Id|Name)", problem.Message));
    }

    [Theory]
    [InlineData("\u8ba2\u5355\u5bc6\u94a5", "'\u8ba2\u5355\u5bc6\u94a5'")]
    [InlineData("old_key\u200b", "'old_key\\u200b'")]
    [InlineData("old key", "'old key'")]
    public async Task A_name_that_is_not_there_is_shown_so_that_it_can_be_read(string name, string shown)
    {
        using var sandbox = await PlanSandbox.CreateAsync(Cancellation);
        var outcome = await sandbox.ReadAsync(PlanSandbox.Named(name, "orders", "TEST", "orders_api_0001"));
        Assert.Contains(shown, Assert.Single(outcome.Problems).Message);
    }

    /// <summary>An API that was published once may carry a key still; where the list names no stage, nothing is known.</summary>
    [Fact]
    public async Task A_stage_is_wrong_only_where_an_API_carries_nothing_and_is_known_to_be_elsewhere()
    {
        using var sandbox = await PlanSandbox.CreateAsync(Cancellation);
        sandbox.Service.Service.Semantics = sandbox.Service.Service.Semantics with { UnpublishedApi = Acceptance.Allow };
        await sandbox.BindAsync("old_key", "drafts", "RELEASE", 1, 1);

        var outcome = await sandbox.ReadAsync(
            sandbox.Row("new_key", "drafts", "RELEASE", 1), sandbox.Row("new_key", "hidden", "RELEASE", 1));
        Assert.Equal(
            ["1 Replace drafts_api_0001 RELEASE old_key new_key", "2 Bind hidden_api_0001 RELEASE - new_key"],
            PlanSandbox.Words(outcome));
    }

    [Fact]
    public async Task A_row_that_says_the_same_again_does_no_harm()
    {
        using var sandbox = await PlanSandbox.CreateAsync(Cancellation);
        var outcome = await sandbox.ReadAsync(
            sandbox.Row("new_key", "orders", "TEST", 1),
            PlanSandbox.Named("new_key", "orders", "TEST", "orders_api_0001"),
            sandbox.Row("old_key", "orders", "PRE", 1));

        Assert.Equal(
            ["1 Bind orders_api_0001 TEST - new_key", "3 Bind orders_api_0001 PRE - old_key"], PlanSandbox.Words(outcome));
    }

    [Fact]
    public async Task Pruning_stays_within_the_keys_groups_and_stages_that_rows_name()
    {
        using var sandbox = await PlanSandbox.CreateAsync(Cancellation, null, "old_key", "new_key", "other_key");
        foreach (var (group, stage) in new[] { ("orders", "TEST"), ("orders", "PRE"), ("payments", "TEST") })
        {
            await sandbox.BindAsync("old_key", group, stage, 1, 1);
            await sandbox.BindAsync("new_key", group, stage, 2, 2);
            await sandbox.BindAsync("other_key", group, stage, 3, 3);
        }

        PlanCells[] rows = [sandbox.Row("new_key", "orders", "TEST", 4), sandbox.Row("old_key", "payments", "TEST", 1)];

        Assert.Equal(2, (await sandbox.ReadAsync(rows)).Steps.Count);
        Assert.Equal(
            [
                "1 Bind orders_api_0004 TEST - new_key", "0 Unbind orders_api_0001 TEST old_key -",
                "0 Unbind orders_api_0002 TEST new_key -", "2 Keep payments_api_0001 TEST old_key old_key",
                "0 Unbind payments_api_0002 TEST new_key -",
            ],
            PlanSandbox.Words(await sandbox.ReadAsync(rows, prune: true)));
    }

    [Fact]
    public async Task More_unbinds_than_allowed_are_refused_with_their_number()
    {
        using var sandbox = await PlanSandbox.CreateAsync(Cancellation);
        await sandbox.BindAsync("old_key", "orders", "TEST", 1, 30);
        var outcome = await sandbox.ReadAsync([sandbox.Row("old_key", "orders", "TEST", 1)], prune: true);

        Assert.Null(outcome.TooManyUnbinds(29));
        var refused = outcome.TooManyUnbinds(28)!;
        Assert.Same(Faults.TooManyUnbinds, refused.Kind);
        Assert.Contains("unbinds 29 APIs, and -MaxUnbind is 28", refused.Message);
        Assert.Contains("-MaxUnbind 29", refused.RecommendedAction);

        outcome = await sandbox.ReadAsync(
            [.. Enumerable.Range(1, 29).Select(api => sandbox.Row("old_key", "orders", "TEST", api))], prune: true);
        Assert.Contains("unbinds 1 API,", outcome.TooManyUnbinds(0)!.Message);
    }

    [Fact]
    public async Task Differences_are_refused_when_their_starting_point_has_changed()
    {
        using var sandbox = await PlanSandbox.CreateAsync(Cancellation, null, "old_key", "new_key", "other_key");
        await sandbox.BindAsync("old_key", "orders", "TEST", 1, 4);
        PlanCells[] rows = [.. Enumerable.Range(2, 4).Select(api => sandbox.Row("new_key", "orders", "TEST", api))];
        var seen = await sandbox.ReadAsync([.. rows, sandbox.Row("old_key", "orders", "PRE", 9)], prune: true);
        PlanCells[] differences = [.. seen.Steps.Select(static step => PlanSandbox.Difference(step))];

        // Nothing has changed; then what is to be is there already; then somebody else was faster.
        Assert.Equal(PlanSandbox.Words(seen).Select(static word => word[2..]), PlanSandbox.Words(await sandbox.ReadAsync(differences))
            .Select(static word => word[2..]));
        await sandbox.BindAsync("new_key", "orders", "TEST", 2, 2);
        Assert.Equal(1, (await sandbox.ReadAsync(differences)).Steps.Count(AgDifferenceAction.Keep));
        await sandbox.BindAsync("other_key", "orders", "TEST", 3, 3);
        await sandbox.BindAsync("other_key", "orders", "TEST", 1, 1);

        var late = await sandbox.ReadAsync(differences);
        Assert.Same(Faults.ChangedSince, late.Failure!.Kind);
        Assert.Empty(late.Steps);
        Assert.Equal(["2 PreviousSignatureId", "5 PreviousSignatureId"], PlanSandbox.Places(late));
        Assert.Contains("carries other_key now, where the plan saw old_key", late.Problems[0].Message);
    }

    [Fact]
    public async Task What_is_kept_must_still_be_there()
    {
        using var sandbox = await PlanSandbox.CreateAsync(Cancellation);
        await sandbox.BindAsync("new_key", "orders", "TEST", 1, 1);
        var seen = await sandbox.ReadAsync(sandbox.Row("new_key", "orders", "TEST", 1));
        var keep = PlanSandbox.Difference(seen.Steps[0]);
        Assert.True(Assert.Single((await sandbox.ReadAsync(keep)).Steps).IsSettled);

        await sandbox.BindAsync("old_key", "orders", "TEST", 1, 1);
        Assert.Same(Faults.ChangedSince, (await sandbox.ReadAsync(keep)).Failure!.Kind);
    }

    /// <summary>The calls of 2,000 APIs in five groups: one for the keys, and for each group four pages of each.</summary>
    [Theory]
    [InlineData(false, 400, 1 + 20 + 20)]
    [InlineData(true, 400, 1 + 1 + 20 + 20)]
    [InlineData(false, 0, 1 + 20 + 5)]
    public async Task It_reads_in_the_fewest_calls(bool byName, int bound, int calls)
    {
        string[] groups = ["alpha", "beta", "gamma", "delta", "omega"];
        using var sandbox = await PlanSandbox.CreateAsync(
            Cancellation, [.. groups.Select(static name => new SandboxGroup(name, 400)), new SandboxGroup("other", 400)]);
        foreach (var group in groups.Where(_ => bound > 0))
        {
            await sandbox.BindAsync("old_key", group, "RELEASE", 1, bound);
        }

        var outcome = await sandbox.ReadAsync(
            groups.SelectMany(group => Enumerable.Range(1, 400).Select(api => byName
                ? PlanSandbox.Named("new_key", group, "RELEASE", PlanSandbox.ApiName(group, api))
                : sandbox.Row("new_key", group, "RELEASE", api))),
            prune: true);

        Assert.Equal(2000, outcome.Steps.Count(bound > 0 ? AgDifferenceAction.Replace : AgDifferenceAction.Bind));
        Assert.Equal(calls, sandbox.Service.TakeCalls().Count);
        Assert.InRange(sandbox.Service.MostAtOnce, 2, 4);
    }

    [Fact]
    public async Task What_must_not_be_read_ends_it_and_a_list_of_groups_is_no_must()
    {
        using var sandbox = await PlanSandbox.CreateAsync(Cancellation);
        foreach (var operation in new[] { "DescribeSignatures", "DescribeApis", "DescribeApiSignatures" })
        {
            sandbox.Service.Disturb = (_, call) => call.Operation.Name == operation ? CoverageSandbox.Denied() : null;
            var denied = await Assert.ThrowsAsync<AgException>(() => sandbox.ReadAsync(sandbox.Row("new_key", "orders", "TEST", 1)));
            Assert.Same(Faults.PermissionDenied, denied.Kind);
        }

        sandbox.Service.Disturb = static (_, call) => call.Operation.Name == "DescribeApiGroups" ? CoverageSandbox.Denied() : null;
        Assert.Single((await sandbox.ReadAsync(sandbox.Row("new_key", "orders", "TEST", 1))).Steps);
        Assert.Equal(
            ["1 GroupId"], PlanSandbox.Places(await sandbox.ReadAsync(sandbox.Row("new_key", "orders", "TEST", 1) with { GroupId = "x" })));
    }
}
