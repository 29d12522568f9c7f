using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Batching.Undoing;

/// <summary>How undoing is put into words.</summary>
internal static class UndoWords
{
    private const int Shown = 10;

    /// <summary>"2 APIs of orders in RELEASE": all of one group and stage.</summary>
    public static string Apis(IReadOnlyList<UndoneApi> apis) =>
        $"{IdList.Count(apis.Count)} of {apis[0].GroupName ?? "group " + apis[0].GroupId} in {apis[0].StageName}";

    /// <summary>The first ten, by name where it is known.</summary>
    public static string List(IReadOnlyList<UndoneApi> apis) => IdList.Shorten([.. apis.Select(static api => api.ApiName ?? api.ApiId)]);

    /// <summary>"Put back 3 APIs: bind orders_key (1f06a2b3…) to 2 of orders in RELEASE; unbind …".</summary>
    public static string Whole(UndoPlan plan, KeyNames keys)
    {
        var parts = plan.Changes
            .GroupBy(static one => (one.Key, one.From, one.To))
            .Select(one => Part(one.Key.From, one.Key.To, one.First(), one.Count(), keys))
            .ToList();
        return $"Put back {IdList.Count(plan.Changes.Count)}: {string.Join("; ", parts.Take(Shown))}"
            + (parts.Count > Shown ? $"; and {parts.Count - Shown} more keys, groups and stages" : string.Empty)
            + Rest(plan);
    }

    /// <summary>A key that APIs carried before is not there.</summary>
    public static AgException NoKey(string signatureId, string? name, IReadOnlyList<UndoneApi> apis) => Missing(
        $"There is no key {(name is null ? string.Empty : name + " ")}with the id {signatureId} in this account and region. "
            + $"{Carried(apis)} it before and cannot get it back: {List(apis)}.",
        "Look at the keys that there are (Get-AgSignature), and bind one of them with Add-AgSignatureApi.");

    /// <summary>The group of APIs is not there.</summary>
    public static AgException NoGroup(IReadOnlyList<UndoneApi> apis) => Missing(
        $"There is no group {(apis[0].GroupName is { } name ? name + " " : string.Empty)}with the id {apis[0].GroupId} in this account and "
            + $"region. {NotPutBack(apis)}",
        "With their group its APIs are gone, and nothing is to be put back.");

    /// <summary>APIs are not in their group.</summary>
    public static AgException NoApis(IReadOnlyList<UndoneApi> apis) => Missing(
        $"{apis[0].GroupName ?? "The group " + apis[0].GroupId} does not have all of the APIs that were changed. {NotPutBack(apis)}",
        "Nothing is to be put back to an API that is gone.");

    private static AgException Missing(string message, string ifDeleted) => new(Faults.NotFound, message)
    {
        RecommendedAction = "Sign in to where the change was made, if that was another account, region or sandbox: Get-AgContext shows "
            + $"this one. If it was deleted since: {char.ToLowerInvariant(ifDeleted[0])}{ifDeleted.Substring(1)}",
    };

    private static string Carried(IReadOnlyList<UndoneApi> apis) =>
        $"{IdList.Count(apis.Count)} in {Stages(apis)} carried";

    private static string NotPutBack(IReadOnlyList<UndoneApi> apis) =>
        $"{IdList.Count(apis.Count)} in {Stages(apis)} {(apis.Count == 1 ? "was" : "were")} not put back: {List(apis)}.";

    private static string Stages(IReadOnlyList<UndoneApi> apis) =>
        string.Join(", ", apis.Select(static api => api.StageName).Distinct(StringComparer.OrdinalIgnoreCase));

    private static string Part(string? from, string? to, PlannedBinding first, int count, KeyNames keys)
    {
        var where = $"{count} of {first.GroupName ?? "group " + first.GroupId} in {first.StageName}";
        return to is null ? $"unbind {Key(from!)} from {where}"
            : from is null ? $"bind {Key(to)} to {where}"
            : $"bind {Key(to)} in place of {Key(from)} to {where}";

        string Key(string id) => BatchWords.Key(keys.Known(id), id);
    }

    private static string Rest(UndoPlan plan)
    {
        var left = plan.Failures.Sum(static failure => failure.Bindings.Count);
        return (plan.Settled.Count > 0 ? $"; {plan.Settled.Count} need nothing" : string.Empty)
            + (left > 0 ? $"; {left} cannot be put back" : string.Empty);
    }
}
