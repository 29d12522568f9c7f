namespace AliGatewaySignature.Batching.Undoing;

/// <summary>Puts the steps of many calls together, API by API, in the order in which they came.</summary>
internal sealed class UndoFold
{
    private readonly Dictionary<(string GroupId, string StageName, string ApiId), UndoneApi> _byPlace = new(PlaceComparer.Instance);
    private readonly List<UndoneApi> _apis = [];

    /// <summary>Every API that a step is about, in the order of its first step.</summary>
    public IReadOnlyList<UndoneApi> Apis => _apis;

    public void Add(UndoStep step)
    {
        var place = (step.GroupId, step.StageName, step.ApiId);
        if (_byPlace.TryGetValue(place, out var api))
        {
            api.Add(step);
            return;
        }

        _byPlace[place] = api = new UndoneApi(step);
        _apis.Add(api);
    }
}
