using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>Says where a key is bound.</summary>
internal static class BindingPlaces
{
    /// <summary>"RELEASE of group orders (8c1d…): 40 APIs; TEST of group …": each group and stage, in the order of the listing.</summary>
    public static string Describe(IEnumerable<AgSignatureBinding> bindings) =>
        string.Join("; ", Places(bindings).Select(static place => $"{place.Name}: {IdList.Count(place.Count)}"));

    /// <summary>
    /// "40 APIs in RELEASE of group orders (8c1d…)", and "45 APIs: RELEASE of group orders (8c1d…): 40 APIs; TEST of group …" where there
    /// are several places: no number is said twice.
    /// </summary>
    public static string WithTotal(IReadOnlyCollection<AgSignatureBinding> bindings)
    {
        var places = Places(bindings);
        return IdList.Count(bindings.Count) + (places.Count == 1 ? $" in {places[0].Name}" : $": {Describe(bindings)}");
    }

    private static List<(string Name, int Count)> Places(IEnumerable<AgSignatureBinding> bindings) =>
    [
        .. bindings
            .GroupBy(static binding => (binding.GroupName, binding.GroupId, binding.StageName))
            .Select(static place => ($"{place.Key.StageName} of group "
                + (string.IsNullOrEmpty(place.Key.GroupName) ? place.Key.GroupId : $"{place.Key.GroupName} ({place.Key.GroupId})"),
                place.Count())),
    ];
}
