using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching.Undoing;

/// <summary>What undoing comes to, given what the APIs carry now. Each API is in one of the lists.</summary>
internal sealed class UndoPlan
{
    private readonly List<PlannedBinding> _changes = [];
    private readonly List<AgSignatureBinding> _settled = [];
    private readonly List<BatchFailure> _failures = [];

    private UndoPlan()
    {
    }

    /// <summary>What is to be put back.</summary>
    public IReadOnlyList<PlannedBinding> Changes => _changes;

    /// <summary>What is as it was before already.</summary>
    public IReadOnlyList<AgSignatureBinding> Settled => _settled;

    /// <summary>What cannot be put back, or must not.</summary>
    public IReadOnlyList<BatchFailure> Failures => _failures;

    /// <summary>How many APIs go back to what somebody else had set between two of the changes.</summary>
    public int Interrupted { get; private set; }

    /// <param name="apis">What was done to each API.</param>
    /// <param name="present">What they carry now.</param>
    /// <param name="keys">The names of keys.</param>
    /// <param name="missing">What is not there.</param>
    /// <param name="formerNames">The names that keys had which are not there.</param>
    public static UndoPlan Create(
        IReadOnlyList<UndoneApi> apis, PresentBindings present, KeyNames keys, MissingThings missing,
        IReadOnlyDictionary<string, string> formerNames)
    {
        var plan = new UndoPlan();
        plan.RefuseUnknown([.. apis.Where(static api => !api.IsTargetKnown)]);
        apis = plan.RefuseMissing([.. apis.Where(static api => api.IsTargetKnown)], missing, formerNames);
        var changed = new List<(UndoneApi Api, string? Carried)>();
        foreach (var api in apis.Where(present.IsRead))
        {
            var carried = present.KeyOf(api);
            if (CloudApi.Ids.Comparer.Equals(carried, api.Target))
            {
                // It carries the key that it carried before, or none as before.
                var settled = Plan(api, api.SignatureId, api.ApiName);
                plan._settled.Add(Bindings.Settled(settled, keys.Known(settled.Key.SignatureId!)));
            }
            else if (api.IsPossible(carried))
            {
                plan.Interrupted += api.IsInterrupted ? 1 : 0;
                plan._changes.Add(Plan(api, carried, api.ApiName ?? present.NameOf(api)));
            }
            else
            {
                changed.Add((api, carried));
            }
        }

        plan.RefuseChanged(changed, keys);
        foreach (var (failure, part) in present.Failures)
        {
            List<UndoneApi> unread = [.. part.Where(api => !missing.HasNoGroup(api) && !missing.HasNoKey(api))];
            if (unread.Count == 0)
            {
                continue;
            }

            plan.Fail(failure.WithDetail($"{UndoWords.Apis(unread)} were not put back: {UndoWords.List(unread)}.", false), unread);
        }

        return plan;
    }

    private static PlannedBinding Plan(UndoneApi api, string? from, string? apiName) =>
        new(api.GroupId, api.StageName, api.ApiId, from, api.Target) { GroupName = api.GroupName, ApiName = apiName };

    private void RefuseUnknown(List<UndoneApi> unknown)
    {
        foreach (var place in unknown.GroupBy(static api => (api.GroupId, api.StageName)))
        {
            List<UndoneApi> apis = [.. place];
            Fail(
                new AgException(
                    Faults.CannotBeUndone,
                    $"{UndoWords.Apis(apis)} cannot be put back, for it was not read what they carried before (-SkipRead): "
                        + $"{UndoWords.List(apis)}.")
                {
                    RecommendedAction = "Set them with Add-AgSignatureApi or Remove-AgSignatureApi to what they should carry.",
                },
                apis);
        }
    }

    /// <summary>Refuses what names something that is not there, each thing once.</summary>
    /// <returns>The others.</returns>
    private List<UndoneApi> RefuseMissing(
        List<UndoneApi> apis, MissingThings missing, IReadOnlyDictionary<string, string> formerNames)
    {
        foreach (var group in apis.Where(missing.HasNoGroup).GroupBy(static api => api.GroupId, CloudApi.Ids.Comparer))
        {
            Fail(UndoWords.NoGroup([.. group]), [.. group]);
        }

        apis.RemoveAll(missing.HasNoGroup);
        foreach (var key in apis.Where(missing.HasNoKey).GroupBy(static api => api.Target!, CloudApi.Ids.Comparer))
        {
            Fail(UndoWords.NoKey(key.Key, formerNames.TryGetValue(key.Key, out var name) ? name : null, [.. key]), [.. key]);
        }

        apis.RemoveAll(missing.HasNoKey);
        foreach (var group in apis.Where(missing.HasNoApi).GroupBy(static api => api.GroupId, CloudApi.Ids.Comparer))
        {
            Fail(UndoWords.NoApis([.. group]), [.. group]);
        }

        apis.RemoveAll(missing.HasNoApi);
        return apis;
    }

    private void RefuseChanged(List<(UndoneApi Api, string? Carried)> changed, KeyNames keys)
    {
        foreach (var place in changed.GroupBy(static one => (one.Api.GroupId, one.Api.StageName, Carried: one.Carried?.ToUpperInvariant())))
        {
            List<UndoneApi> apis = [.. place.Select(static one => one.Api)];
            var carried = place.First().Carried;
            Fail(
                new AgException(
                    Faults.ChangedSince,
                    $"{UndoWords.Apis(apis)} {(apis.Count == 1 ? "carries" : "carry")} "
                        + (carried is null ? "no key" : BatchWords.Key(keys.Known(carried), carried))
                        + $" by now, which is not what was left there, and {(apis.Count == 1 ? "stays" : "stay")} as "
                        + $"{(apis.Count == 1 ? "it is" : "they are")}: {UndoWords.List(apis)}."),
                apis,
                carried);
        }
    }

    private void Fail(AgException failure, IReadOnlyList<UndoneApi> apis, string? carried = null) =>
        _failures.Add(new BatchFailure(failure, [.. apis.Select(api => new AgSignatureBinding(
            carried ?? api.Target ?? api.SignatureId, api.GroupId, api.StageName, api.ApiId,
            carried is not null ? AgBindingState.Bound
                : failure.Kind == Faults.ChangedSince ? AgBindingState.Unbound
                : AgBindingState.Unknown)
        {
            GroupName = api.GroupName,
            ApiName = api.ApiName,
        })]));
}
