using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Credentials.Cloud;
using AliGatewaySignature.Tests.Credentials.Oracle;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>
/// This module's credential chain against Alibaba Cloud's own (npm @alicloud/credentials), on the same machines: both sign
/// in as the same identity or both refuse, except where <see cref="OracleDeviations"/> says otherwise.
/// </summary>
public class OracleTests(OracleRun run) : IClassFixture<OracleRun>
{
    public static TheoryData<string> Cases => [.. OracleCases.All.Keys];

    public static TheoryData<string> Deviations => [.. OracleDeviations.All.Select(deviation => deviation.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Both_chains_agree_or_the_difference_is_listed(string name)
    {
        var one = OracleCases.All[name];
        var pair = run.Outcomes[name];
        var listed = OracleDeviations.All.Where(deviation => deviation.Applies(one));
        Assert.True(!pair.Differs
            || listed.Any(deviation => deviation.SignsIn is null || deviation.SignsIn == pair.Ours.SignsIn), pair.ToString());

        // Only where nothing was there at all may the error say so.
        Assert.True(pair.Ours.SignsIn || (pair.Ours.ErrorId == Faults.NotSignedIn.Id) == (one.Decider is null), pair.ToString());
        Assert.True(pair.LeftFilesAlone, "A file of the home was changed.");
    }

    [Theory]
    [MemberData(nameof(Deviations))]
    public void Every_deviation_is_seen(string name)
    {
        var deviation = OracleDeviations.All.Single(deviation => deviation.Name == name);
        Assert.Contains(
            run.Outcomes,
            outcome => outcome.Value.Differs
                && OracleDeviations.All.Where(other => other.Applies(OracleCases.All[outcome.Key])).SequenceEqual([deviation]));
    }

    [Fact]
    public void The_page_lists_the_deviations_and_no_others() => Assert.Equal(
        OracleDeviations.All.Select(deviation => $"- **{deviation.Name}**: {deviation.Reason}").Order(),
        File.ReadLines(Path.Combine(RepositoryPaths.Root, "docs", "decisions", "0010-credential-chain-deviations.md"))
            .Where(line => line.StartsWith("- **", StringComparison.Ordinal)).Order());

    [Fact]
    public void There_are_many_cases_and_most_sign_in()
    {
        Assert.True(OracleCases.All.Count >= 200, $"{OracleCases.All.Count} cases.");
        var same = run.Outcomes.Values.Count(pair => pair.Ours.SignsIn && !pair.Differs);
        Assert.True(same >= 100, $"Only in {same} of {run.Outcomes.Count} cases both sign in alike.");
    }

    [Fact]
    public void The_tokens_of_the_CLI_are_left_to_the_CLI()
    {
        Assert.NotEmpty(run.Outcomes);
        Assert.DoesNotContain(
            run.OurRequests,
            request => request.Endpoint is CloudEndpoint.CloudSso or CloudEndpoint.OAuthToken or CloudEndpoint.OAuthExchange);
    }
}
