using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>Says where a key is bound.</summary>
internal static class BindingPlaces
{
    /// <summary>"RELEASE of group orders (8c1d…): 40 APIs; TEST of group …": each group and stage, in the order of the listing.</summary>
    public static string Describe(IEnumerable<AgSignatureBinding> bindings) => string.Join("; ", bindings
        .GroupBy(binding => (binding.GroupName, binding.GroupId, binding.StageName))
        .Select(place => $"{place.Key.StageName} of group "
            + (string.IsNullOrEmpty(place.Key.GroupName) ? place.Key.GroupId : $"{place.Key.GroupName} ({place.Key.GroupId})")
            + $": {IdList.Count(place.Count())}"));
}
