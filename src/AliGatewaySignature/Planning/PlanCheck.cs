using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Planning;

/// <summary>Finds what rows name, and says what is wrong with what cannot be found.</summary>
/// <param name="account">What there is.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class PlanCheck(PlanAccount account, PlanProblems problems)
{
    private readonly Dictionary<PlanTarget, Found> _found = [];
    private readonly Dictionary<(string GroupId, string StageName), PlanPlace> _places = [];
    private readonly Dictionary<(PlanPlace Place, PlanApi Api), int> _at = [];
    private readonly Dictionary<PlanPlace, Dictionary<string, PlanApi>> _gone = [];
    private readonly List<PlanItem> _items = [];

    /// <summary>The rows in which nothing is wrong, each API of a stage once.</summary>
    public IReadOnlyList<PlanItem> Check(IReadOnlyList<PlanRow> rows)
    {
        foreach (var row in rows)
        {
            var found = Find(row.Target);
            foreach (var (column, message) in found.Problems)
            {
                problems.Add(row.Number, column, message);
            }

            // What is wrong with the API can be said as soon as its group is known.
            if (found.Place is { } place && FindApi(row, place) is { } api && found.Problems.Count == 0)
            {
                Add(new PlanItem(row.Number, place, api, found.From, found.To, row.Target.Action));
            }
        }

        return _items;
    }

    private void Add(in PlanItem item)
    {
        if (!_at.TryGetValue((item.Place, item.Api), out var index))
        {
            _at[(item.Place, item.Api)] = _items.Count;
            _items.Add(item);
            return;
        }

        var earlier = _items[index];
        if (earlier.To != item.To || earlier.From != item.From)
        {
            // A row that says the same again does no harm.
            problems.Add(
                item.Row,
                "SignatureId",
                $"the API {item.Api.Name ?? item.Api.Id} of {item.Place} is given {Named(item.To)}, and row {earlier.Row} gives it "
                    + $"{Named(earlier.To)}{(earlier.To == item.To ? " from another starting point" : string.Empty)}.");
        }
    }

    private static string Named(PlanThing? key) => key is null ? "no key" : "the key " + (key.Name ?? key.Id);

    private PlanApi? FindApi(in PlanRow row, PlanPlace place)
    {
        var api = account.ApisOf(place.Group).Find(row.ApiId, row.ApiName, "ApiId", hints: !problems.IsLong, out var problem);
        if (api is null && row.Target.Action is AgDifferenceAction.Unbind && row.ApiId is { } id)
        {
            // What is gone carries nothing, and what is bound is listed with its place.
            return Gone(place, id, row.ApiName);
        }

        if (problem is { } wrong)
        {
            problems.Add(row.Number, wrong.Column, wrong.Message);
            return null;
        }

        return api;
    }

    /// <summary>An API that its group does not list; the same one for each row that names it.</summary>
    private PlanApi Gone(PlanPlace place, string apiId, string? apiName)
    {
        if (!_gone.TryGetValue(place, out var gone))
        {
            _gone[place] = gone = new Dictionary<string, PlanApi>(Ids.Comparer);
        }

        if (!gone.TryGetValue(apiId, out var api))
        {
            gone[apiId] = api = new PlanApi(apiId, apiName, []);
        }

        return api;
    }

    private Found Find(PlanTarget target)
    {
        if (_found.TryGetValue(target, out var known))
        {
            return known;
        }

        var found = new Found();
        found.To = target.HasKey ? FindThing(found, account.Keys, target.SignatureId, target.SignatureName, "SignatureId") : null;
        found.From = target.HasPrevious
            ? FindThing(found, account.Keys, target.PreviousSignatureId, target.PreviousSignatureName, "PreviousSignatureId")
            : null;
        if (FindThing(found, account.Groups, target.GroupId, target.GroupName, "GroupId") is { } group)
        {
            if (!_places.TryGetValue((group.Id, target.StageName), out var place))
            {
                _places[(group.Id, target.StageName)] = place = new PlanPlace(group, target.StageName);
            }

            found.Place = place;
        }

        if (found.Problems.Count == 0 && Contradiction(target, found) is { } contradiction)
        {
            found.Problems.Add(("Action", contradiction));
        }

        return _found[target] = found;
    }

    private static string? Contradiction(PlanTarget target, Found found) => target.Action switch
    {
        AgDifferenceAction.Replace when found.To == found.From => "Action is Replace, and the key is the previous one.",
        AgDifferenceAction.Keep when found.To != found.From => "Action is Keep, and the key is not the previous one.",
        _ => null,
    };

    private PlanThing? FindThing(Found found, Lookup<PlanThing> lookup, string? id, string? name, string column)
    {
        var thing = lookup.Find(id, name, column, hints: !problems.IsLong, out var problem);
        if (problem is { } wrong)
        {
            found.Problems.Add(wrong);
        }

        return thing;
    }

    /// <summary>What a target names.</summary>
    private sealed class Found
    {
        public PlanThing? To { get; set; }

        public PlanThing? From { get; set; }

        public PlanPlace? Place { get; set; }

        public List<(string Column, string Message)> Problems { get; } = [];
    }
}
