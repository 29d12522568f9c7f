using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Batching;

/// <summary>Compares an API of a group in a stage. Ids and stages may come in other letters' case.</summary>
internal sealed class PlaceComparer : IEqualityComparer<(string GroupId, string StageName, string ApiId)>
{
    private PlaceComparer()
    {
    }

    public static PlaceComparer Instance { get; } = new();

    public bool Equals((string GroupId, string StageName, string ApiId) x, (string GroupId, string StageName, string ApiId) y) =>
        Ids.Comparer.Equals(x.ApiId, y.ApiId) && Ids.Comparer.Equals(x.StageName, y.StageName) && Ids.Comparer.Equals(x.GroupId, y.GroupId);

    public int GetHashCode((string GroupId, string StageName, string ApiId) place) =>
        (((Ids.Comparer.GetHashCode(place.ApiId) * 397) ^ Ids.Comparer.GetHashCode(place.StageName)) * 397)
        ^ Ids.Comparer.GetHashCode(place.GroupId);
}
