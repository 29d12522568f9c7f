using AliGatewaySignature.Model;
using AliGatewaySignature.Planning;
using Xunit;

namespace AliGatewaySignature.Tests.Planning;

/// <summary>Random plans against random states: carrying a plan out gives what it wants, and then nothing differs any more.</summary>
public class PlanStepsTests
{
    private static readonly PlanThing[] Keys = [new("k1", "one"), new("k2", "two"), new("k3", "three")];

    private static readonly PlanPlace[] Places =
        [.. new[] { "g1", "g2", "g3" }.Select(static id => new PlanThing(id, id)).SelectMany(static group =>
            new[] { "RELEASE", "TEST" }.Select(stage => new PlanPlace(group, stage)))];

    private static readonly Dictionary<PlanPlace, PlanApi[]> Apis = Places.ToDictionary(
        static place => place,
        static place => Enumerable.Range(1, 12).Select(number => new PlanApi($"{place.Group.Id}_a{number}", null, [])).ToArray());

    [Fact]
    public void Applied_it_gives_what_is_wanted_and_then_nothing_differs()
    {
        var kinds = new HashSet<AgDifferenceAction>();
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var actual = Random(random, 0.4);
            var desired = Random(random, 0.6).Where(_ => random.Next(3) > 0).ToDictionary(static one => one.Key, static one => one.Value);
            var prune = random.Next(2) == 0;
            var rows = Rows(desired);

            var steps = PlanSteps.Of(rows, State(actual), prune, new PlanProblems());
            kinds.UnionWith(steps.Select(static step => step.Action));
            var after = Apply(actual, steps);

            Assert.All(desired, one => Assert.Same(one.Value, after[one.Key]));
            Assert.All(PlanSteps.Of(rows, State(after), prune, new PlanProblems()), static step => Assert.True(step.IsSettled));
            AssertOnlyPruned(actual, desired, after, prune);

            // The same by way of differences that somebody looked at, of which a part was carried out before.
            var differences = steps.Select(static step => new PlanItem(1, step.Place, step.Api, step.From, step.To, step.Action)).ToList();
            var half = Apply(actual, [.. steps.Where(_ => random.Next(2) == 0)]);
            var changed = new PlanProblems();
            var rest = PlanSteps.Remaining(differences, State(half), new PlanProblems(), changed);
            Assert.Equal(0, changed.Count);
            Assert.Equal(Sorted(after), Sorted(Apply(half, rest)));
            var again = PlanSteps.Remaining(differences, State(after), new PlanProblems(), changed);
            Assert.All(again, static step => Assert.True(step.IsSettled));
        }

        Assert.Equal(4, kinds.Count);
    }

    /// <summary>Its group no longer lists it, and two rows name it.</summary>
    [Fact]
    public void An_API_that_is_gone_is_unbound_once()
    {
        var group = Places[0].Group;
        var account = new PlanAccount(
            new Lookup<PlanThing>("key", "here", Keys),
            new Lookup<PlanThing>("group", "here", [group]),
            new Dictionary<string, Lookup<PlanApi>> { [group.Id] = new Lookup<PlanApi>("API", "here", []) });
        var target = new PlanTarget(null, null, group.Id, null, "TEST", AgDifferenceAction.Unbind, "k1", null);
        var problems = new PlanProblems();

        var items = new PlanCheck(account, problems).Check(
            [new PlanRow(1, target, "gone", null), new PlanRow(2, target, "GONE", null), new PlanRow(3, target, "gone_2", null)]);
        Assert.Equal([1, 3], items.Select(static item => item.Row));

        new PlanCheck(account, problems).Check(
            [new PlanRow(1, target, "gone", null), new PlanRow(2, target with { PreviousSignatureId = "k2" }, "gone", null)]);
        Assert.Equal(2, Assert.Single(problems.ToArray()).RowNumber);
    }

    private static Dictionary<(PlanPlace Place, string ApiId), PlanThing> Random(Random random, double share) => Places
        .SelectMany(static place => Apis[place].Select(api => (place, api.Id)))
        .Where(_ => random.NextDouble() < share)
        .ToDictionary(static at => at, _ => Keys[random.Next(Keys.Length)]);

    private static List<PlanItem> Rows(Dictionary<(PlanPlace Place, string ApiId), PlanThing> desired) =>
    [
        .. desired.Select(static (one, i) => new PlanItem(
            i + 1, one.Key.Place, Apis[one.Key.Place].Single(api => api.Id == one.Key.ApiId), null, one.Value, null)),
    ];

    private static PlanState State(Dictionary<(PlanPlace Place, string ApiId), PlanThing> actual)
    {
        var state = new PlanState(TimeSpan.Zero);
        foreach (var place in actual.GroupBy(static one => one.Key.Place))
        {
            var carried = PlanState.NewTable();
            foreach (var one in place)
            {
                carried[one.Key.ApiId] = (one.Value, null);
            }

            state.Add(place.Key, carried);
        }

        return state;
    }

    private static Dictionary<(PlanPlace Place, string ApiId), PlanThing> Apply(
        Dictionary<(PlanPlace Place, string ApiId), PlanThing> actual, IEnumerable<PlanStep> steps)
    {
        var after = new Dictionary<(PlanPlace Place, string ApiId), PlanThing>(actual);
        foreach (var step in steps.Where(static step => !step.IsSettled))
        {
            Assert.Same(step.From, after.GetValueOrDefault((step.Place, step.Api.Id)));
            if (step.To is null)
            {
                after.Remove((step.Place, step.Api.Id));
            }
            else
            {
                after[(step.Place, step.Api.Id)] = step.To;
            }
        }

        return after;
    }

    /// <summary>What the plan does not list is as it was, but for what pruning is about.</summary>
    private static void AssertOnlyPruned(
        Dictionary<(PlanPlace Place, string ApiId), PlanThing> actual,
        Dictionary<(PlanPlace Place, string ApiId), PlanThing> desired,
        Dictionary<(PlanPlace Place, string ApiId), PlanThing> after,
        bool prune)
    {
        var (keys, places) = (desired.Values.ToHashSet(), desired.Keys.Select(static at => at.Place).ToHashSet());
        Assert.All(actual.Where(one => !desired.ContainsKey(one.Key)), one => Assert.Equal(
            !(prune && keys.Contains(one.Value) && places.Contains(one.Key.Place)), after.ContainsKey(one.Key)));
        Assert.DoesNotContain(after, one => !actual.ContainsKey(one.Key) && !desired.ContainsKey(one.Key));
    }

    private static IEnumerable<string> Sorted(Dictionary<(PlanPlace Place, string ApiId), PlanThing> state) =>
        state.Select(static one => $"{one.Key.Place} {one.Key.ApiId} {one.Value.Id}").Order(StringComparer.Ordinal);
}
