using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>How questions, results and errors call what a batch is about: by name where it is known, and by id.</summary>
internal static class BatchWords
{
    private const int ShownOfId = 8;

    /// <summary>"orders_key (1f06a2b3…)", or "the key 1f06…" in full where its name is not known.</summary>
    public static string Key(Batch batch, string signatureId) => Key(batch.Plan?.Keys.Known(signatureId), signatureId);

    /// <summary>The same for a key outside of a batch.</summary>
    public static string Key(string? name, string signatureId) => string.IsNullOrEmpty(name)
        ? "the key " + signatureId
        : $"{name} ({(signatureId.Length > ShownOfId ? signatureId.Substring(0, ShownOfId) + "…" : signatureId)})";

    /// <summary>"orders", or "group 8c1d…" in full where its name is not known.</summary>
    public static string Group(Batch batch) => batch.Names.GroupName ?? "group " + batch.Key.GroupId;

    /// <summary>": 35 new, 5 in place of payments_key; 60 carry it already"; nothing where all are alike.</summary>
    public static string Parts(Batch batch)
    {
        if (batch.Plan is not { } plan)
        {
            return string.Empty;
        }

        var parts = plan.Replaced
            .GroupBy(apiId => plan.OtherKeys[apiId], Ids.Comparer)
            .Select(other => $"{other.Count()} in place of {Key(batch, other.Key)}")
            .ToList();
        if (parts.Count > 0 && plan.Plain.Count > 0)
        {
            parts.Insert(0, $"{plan.Plain.Count} new");
        }

        return (parts.Count > 0 ? ": " + string.Join(", ", parts) : string.Empty)
            + Settled(plan.Settled.Count, plan.Goal);
    }

    /// <summary>"; 60 carry it already"; nothing where there are none.</summary>
    public static string Settled(int count, AgBindingState goal) => (goal, count) switch
    {
        (_, 0) => string.Empty,
        (AgBindingState.Bound, 1) => "; 1 carries it already",
        (AgBindingState.Bound, _) => $"; {count} carry it already",
        (_, 1) => "; 1 does not carry it",
        _ => $"; {count} do not carry it",
    };

    /// <summary>The first ten APIs, by name where it is known, and how many more there are.</summary>
    public static string List(Batch batch, IReadOnlyList<string> apiIds) =>
        IdList.Shorten([.. apiIds.Select(apiId => batch.Names.ApiName(apiId) ?? apiId)]);
}
