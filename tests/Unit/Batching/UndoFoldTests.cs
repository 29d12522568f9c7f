using AliGatewaySignature.Batching.Undoing;
using AliGatewaySignature.Model;
using Xunit;

namespace AliGatewaySignature.Tests.Batching;

/// <summary>Many changes of one API come to one: what it carried before the first, and what it may carry after the last.</summary>
public class UndoFoldTests
{
    private static readonly string?[] Keys = [null, "a1", "b2", "c3"];

    /// <summary>Any run of writes by us alone, some of them with an outcome that nobody knows.</summary>
    [Fact]
    public void Whatever_we_did_the_target_is_what_was_there_first_and_the_present_is_possible()
    {
        var random = new Random(1);
        for (var round = 0; round < 5_000; round++)
        {
            var first = Keys[random.Next(Keys.Length)];
            var now = first;
            var fold = new UndoFold();
            for (var write = random.Next(1, 8); write > 0; write--)
            {
                var made = Keys[random.Next(Keys.Length)];
                var isSure = random.Next(3) > 0;
                fold.Add(Step(made) with { IsBeforeKnown = true, Before = now, IsSure = isSure });
                now = isSure || random.Next(2) > 0 ? made : now;
            }

            var api = Assert.Single(fold.Apis);
            Assert.True(api.IsTargetKnown);
            Assert.False(api.IsInterrupted);
            Assert.Equal(first, api.Target);
            Assert.True(api.IsPossible(now));
        }
    }

    /// <summary>Others change the API in between and afterwards: what they set is never undone.</summary>
    [Fact]
    public void What_others_set_is_never_taken_for_ours()
    {
        var random = new Random(2);
        var (left, back) = (0, 0);
        for (var round = 0; round < 5_000; round++)
        {
            var first = Keys[random.Next(Keys.Length)];
            var now = first;
            var fold = new UndoFold();
            var start = first;
            var ourLast = first;
            for (var write = random.Next(1, 8); write > 0; write--)
            {
                if (random.Next(3) == 0)
                {
                    now = Keys[random.Next(Keys.Length)];
                }

                // What a reading shows to be another's is where our changes begin anew.
                start = fold.Apis.Count == 0 || now != ourLast ? now : start;
                var made = Keys[random.Next(Keys.Length)];
                fold.Add(Step(made) with { IsBeforeKnown = true, Before = now });
                now = ourLast = made;
            }

            var api = Assert.Single(fold.Apis);
            Assert.Equal(start, api.Target);
            Assert.True(api.IsPossible(now));
            back++;
            foreach (var other in Keys.Where(key => key != now))
            {
                Assert.False(api.IsPossible(other));
                left++;
            }
        }

        Assert.True(left > back);
    }

    [Fact]
    public void One_run_that_sends_an_API_twice_has_read_it_once()
    {
        var run = Guid.NewGuid();
        var fold = new UndoFold();
        fold.Add(Step("a1") with { IsBeforeKnown = true, Before = "b2", RunId = run });
        fold.Add(Step("a1") with { IsBeforeKnown = true, Before = "b2", RunId = run });
        var api = Assert.Single(fold.Apis);
        Assert.Equal(("b2", false), (api.Target, api.IsInterrupted));
        Assert.False(api.IsPossible("b2"));
    }

    [Fact]
    public void What_was_not_read_is_not_known_unless_an_earlier_step_knows_it()
    {
        var fold = new UndoFold();
        fold.Add(Step("a1") with { IsBeforeKnown = true });
        fold.Add(Step("b2"));
        Assert.True(Assert.Single(fold.Apis).IsTargetKnown);
        Assert.Null(fold.Apis[0].Target);

        fold = new UndoFold();
        fold.Add(Step("a1"));
        fold.Add(Step("b2") with { IsBeforeKnown = true, Before = "a1" });
        Assert.False(Assert.Single(fold.Apis).IsTargetKnown);
    }

    [Fact]
    public void Ids_and_stages_compare_without_case_and_stages_are_apart()
    {
        var fold = new UndoFold();
        fold.Add(Step("a1") with { IsBeforeKnown = true });
        fold.Add(new UndoStep("G", "release", "API", null) { IsBeforeKnown = true, Before = "A1" });
        fold.Add(Step("a1") with { StageName = "TEST", IsBeforeKnown = true });
        Assert.Equal(2, fold.Apis.Count);
        Assert.False(fold.Apis[0].IsInterrupted);
        Assert.True(fold.Apis[0].IsPossible(null));
    }

    [Theory]
    [InlineData(AgBindingAction.Bound, AgBindingState.Bound, true, null, "a1")]
    [InlineData(AgBindingAction.Replaced, AgBindingState.Bound, true, "p0", "a1")]
    [InlineData(AgBindingAction.Unbound, AgBindingState.Unbound, true, "a1", null)]
    [InlineData(AgBindingAction.Sent, AgBindingState.Bound, false, null, "a1")]
    [InlineData(AgBindingAction.Sent, AgBindingState.Unbound, false, null, null)]
    public void A_result_tells_what_was_before(AgBindingAction action, AgBindingState state, bool isKnown, string? before, string? made)
    {
        var step = UndoStep.Of(new AgSignatureBinding("a1", "g", "TEST", "api", state)
        {
            Action = action,
            PreviousSignatureId = action == AgBindingAction.Replaced ? "p0" : null,
        })!;
        Assert.Equal((isKnown, before, made), (step.IsBeforeKnown, step.Before, step.Made));
    }

    [Theory]
    [InlineData(AgBindingAction.AlreadyBound)]
    [InlineData(AgBindingAction.NotBound)]
    public void A_result_of_nothing_is_no_step(AgBindingAction action) =>
        Assert.Null(UndoStep.Of(new AgSignatureBinding("a1", "g", "TEST", "api", AgBindingState.Bound) { Action = action }));

    private static UndoStep Step(string? made) => new("g", "RELEASE", "api", made);
}
