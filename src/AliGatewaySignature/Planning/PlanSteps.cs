using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Planning;

/// <summary>From what is wanted and what is to what must happen.</summary>
internal static class PlanSteps
{
    /// <summary>What must happen for the APIs of a plan to be as its rows say, place by place in the order of the rows.</summary>
    /// <param name="items">The rows, each API of a stage once.</param>
    /// <param name="state">What is.</param>
    /// <param name="prune">
    /// Whether what the rows do not list is to lose its key: only a key that they name, in a group and stage that they name.
    /// </param>
    /// <param name="problems">Takes the rows whose API is not in its stage.</param>
    public static IReadOnlyList<PlanStep> Of(IReadOnlyList<PlanItem> items, PlanState state, bool prune, PlanProblems problems)
    {
        var steps = new List<PlanStep>(items.Count);
        var keys = new HashSet<PlanThing>(items.Select(static item => item.To).OfType<PlanThing>());
        foreach (var place in items.GroupBy(static item => item.Place))
        {
            var listed = prune ? new HashSet<string>(Ids.Comparer) : null;
            foreach (var item in place)
            {
                listed?.Add(item.Api.Id);
                if (Now(item, state, problems, out var now))
                {
                    steps.Add(new PlanStep(item.Row, item.Place, item.Api, now, item.To, IsSettled: now == item.To));
                }
            }

            if (listed is not null)
            {
                steps.AddRange(state.Bindings(place.Key)
                    .Where(one => keys.Contains(one.Key) && !listed.Contains(one.ApiId))
                    .OrderBy(static one => one.ApiName ?? one.ApiId, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(static one => one.ApiId, StringComparer.Ordinal)
                    .Select(one => new PlanStep(0, place.Key, new PlanApi(one.ApiId, one.ApiName, []), one.Key, null, IsSettled: false)));
            }
        }

        return steps;
    }

    /// <summary>What is left to be done of differences.</summary>
    /// <param name="items">The differences.</param>
    /// <param name="state">What is.</param>
    /// <param name="problems">Takes the rows whose API is not in its stage.</param>
    /// <param name="changed">Takes the rows whose API is neither as it was then nor as it is to be.</param>
    public static IReadOnlyList<PlanStep> Remaining(
        IReadOnlyList<PlanItem> items, PlanState state, PlanProblems problems, PlanProblems changed)
    {
        var steps = new List<PlanStep>(items.Count);
        foreach (var item in items)
        {
            if (!Now(item, state, problems, out var now))
            {
                continue;
            }

            if (now == item.To)
            {
                steps.Add(new PlanStep(item.Row, item.Place, item.Api, item.From, item.To, IsSettled: true));
            }
            else if (now == item.From)
            {
                steps.Add(new PlanStep(item.Row, item.Place, item.Api, now, item.To, IsSettled: false));
            }
            else
            {
                changed.Add(
                    item.Row,
                    "PreviousSignatureId",
                    $"{item.Api.Name ?? item.Api.Id} of {item.Place} carries {Named(now)} now, where the plan saw {Named(item.From)}.");
            }
        }

        return steps;
    }

    /// <summary>The key that an API carries, or what is wrong where it can carry none.</summary>
    private static bool Now(in PlanItem item, PlanState state, PlanProblems problems, out PlanThing? now)
    {
        now = state.KeyOf(item.Place, item.Api.Id);
        if (state.Refused.TryGetValue(item.Place, out var refused))
        {
            problems.Add(item.Row, "StageName", $"what the APIs of {item.Place} carry could not be read. {refused.Message}");
            return false;
        }

        // One that carries a key is there, whatever the listing says: it was published once.
        if (now is null && item.To is not null && !item.Api.IsPublishedTo(item.Place.StageName))
        {
            problems.Add(
                item.Row,
                "StageName",
                $"the API {item.Api.Name ?? item.Api.Id} of {item.Place.Group.Name ?? item.Place.Group.Id} is not published to "
                    + $"{item.Place.StageName}, only to {string.Join(", ", item.Api.Stages)}.");
            return false;
        }

        return true;
    }

    private static string Named(PlanThing? key) => key is null ? "no key" : key.Name ?? "the key " + key.Id;

    /// <summary>How many steps there are of a kind.</summary>
    public static int Count(this IEnumerable<PlanStep> steps, AgDifferenceAction action) => steps.Count(step => step.Action == action);
}
