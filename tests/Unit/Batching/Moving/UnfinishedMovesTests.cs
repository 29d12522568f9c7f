using AliGatewaySignature.Batching.Moving;
using AliGatewaySignature.Model;
using Xunit;

namespace AliGatewaySignature.Tests.Batching.Moving;

public class UnfinishedMovesTests
{
    private const AgChangeOutcome Done = AgChangeOutcome.Done;
    private const AgChangeOutcome Unknown = AgChangeOutcome.Unknown;
    private const AgChangeOutcome NotDone = AgChangeOutcome.NotDone;

    [Fact]
    public void What_a_move_has_unbound_and_nobody_has_bound_since_is_unfinished() =>
        Assert.Equal(["a", "b"], Find(Unbound("old", "new", Done, "a", "b")));

    [Theory]
    [InlineData(Done, "")]
    [InlineData(NotDone, "a")]
    [InlineData(Unknown, "a")]
    public void What_was_bound_since_is_finished(AgChangeOutcome outcome, string left) =>
        Assert.Equal(left, string.Concat(Find(Unbound("old", "new", Done, "a"), Bound("new", outcome, "a"))));

    [Fact]
    public void A_call_that_was_not_carried_out_has_unbound_nothing() => Assert.Empty(Find(Unbound("old", "new", NotDone, "a")));

    [Fact]
    public void A_call_of_which_nobody_knows_may_have() => Assert.Equal(["a"], Find(Unbound("old", "new", Unknown, "a")));

    [Theory]
    [InlineData("old", "other")]
    [InlineData("other", "new")]
    [InlineData("old", null)]
    public void Other_keys_and_what_was_unbound_on_purpose_are_not_of_the_move(string from, string? to) =>
        Assert.Empty(Find(Unbound(from, to, Done, "a")));

    [Fact]
    public void What_was_bound_and_then_unbound_on_purpose_stays_so() =>
        Assert.Empty(Find(Unbound("old", "new", Done, "a"), Bound("new", Unknown, "a"), Unbound("new", null, Done, "a")));

    [Fact]
    public void The_place_counts_and_ids_may_come_in_other_letters() =>
        Assert.Empty(Find(Unbound("OLD", "New", Done, "a"), Bound("new", Done, "A")));

    [Fact]
    public void What_is_unfinished_is_bound_where_nothing_is_carried()
    {
        var row = Assert.Single(UnfinishedMoves.Find([Unbound("old", "new", Done, "a")], "new", ["old"]));
        Assert.Equal(("g", "TEST", "a", null, "new", "orders"), (row.GroupId, row.StageName, row.ApiId, row.From, row.To, row.GroupName));
    }

    private static IEnumerable<string> Find(params AgChange[] changes) =>
        UnfinishedMoves.Find(changes, "new", ["old"]).Select(static one => one.ApiId).Order(StringComparer.Ordinal);

    private static AgChange Unbound(string from, string? to, AgChangeOutcome outcome, params string[] apiIds) =>
        Change("RemoveSignatureApis", from, to, outcome, apiIds);

    private static AgChange Bound(string key, AgChangeOutcome outcome, params string[] apiIds) =>
        Change("SetSignatureApis", key, null, outcome, apiIds);

    private static AgChange Change(string operation, string key, string? to, AgChangeOutcome outcome, string[] apiIds) => new()
    {
        Operation = operation,
        SignatureId = key,
        DestinationSignatureId = to,
        GroupId = "g",
        GroupName = "orders",
        StageName = "TEST",
        Outcome = outcome,
        Apis = [.. apiIds.Select(static id => new AgChangeApi(id, isPreviousKnown: true, null))],
    };
}
