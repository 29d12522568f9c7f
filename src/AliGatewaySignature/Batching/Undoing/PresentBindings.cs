using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Batching.Undoing;

/// <summary>What APIs carry now: up to 100 of a group and stage in one call, several calls side by side.</summary>
internal sealed class PresentBindings
{
    private readonly Dictionary<(string GroupId, string StageName, string ApiId), string> _keys = new(PlaceComparer.Instance);
    private readonly Dictionary<string, string> _names = new(Ids.Comparer);
    private readonly List<(AgException Failure, IReadOnlyList<UndoneApi> Apis)> _failures = [];
    private readonly HashSet<UndoneApi> _unread = [];

    private PresentBindings()
    {
    }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<(AgException Failure, IReadOnlyList<UndoneApi> Apis)> Failures => _failures;

    /// <summary>Every key that was found.</summary>
    public IEnumerable<string> Keys => _keys.Values.Distinct(Ids.Comparer);

    /// <summary>Reads. What cannot be read is a failure of its own and does not cost the rest.</summary>
    public static async Task<PresentBindings> ReadAsync(
        GatewayClient client, IEnumerable<UndoneApi> apis, int throttleLimit, CancellationToken cancellationToken)
    {
        var present = new PresentBindings();
        var turns = new Turns(throttleLimit);
        var readings = apis
            .GroupBy(static api => (GroupId: api.GroupId.ToUpperInvariant(), StageName: api.StageName.ToUpperInvariant()))
            .SelectMany(static place => Cut([.. place]))
            .Select(part => present.ReadPartAsync(client, part, turns, cancellationToken))
            .ToList();
        await Task.WhenAll(readings).ConfigureAwait(false);
        return present;
    }

    public bool IsRead(UndoneApi api) => !_unread.Contains(api);

    /// <summary>The key that an API carries; null for none.</summary>
    public string? KeyOf(UndoneApi api) => _keys.TryGetValue((api.GroupId, api.StageName, api.ApiId), out var key) ? key : null;

    public string? NameOf(UndoneApi api) => _names.TryGetValue(api.ApiId, out var name) ? name : null;

    private static IEnumerable<List<UndoneApi>> Cut(List<UndoneApi> apis)
    {
        var most = Operations.DescribeApiSignatures.IdsPerCall;
        for (var start = 0; start < apis.Count; start += most)
        {
            yield return apis.GetRange(start, Math.Min(most, apis.Count - start));
        }
    }

    private async Task ReadPartAsync(GatewayClient client, List<UndoneApi> part, Turns turns, CancellationToken cancellationToken)
    {
        try
        {
            var names = new Dictionary<string, string>(Ids.Comparer);
            var (groupId, stageName) = (part[0].GroupId, part[0].StageName);
            var key = new BatchKey(null, groupId, stageName);
            List<string> apiIds = [.. part.Select(static api => api.ApiId)];
            var carried = await turns.RunAsync(
                () => new BindingReader(client).ReadAsync(key, apiIds, cancellationToken, names), cancellationToken).ConfigureAwait(false);
            lock (_keys)
            {
                foreach (var one in carried)
                {
                    _keys[(groupId, stageName, one.Key)] = one.Value;
                }

                foreach (var one in names)
                {
                    _names[one.Key] = one.Value;
                }
            }
        }
        catch (AgException e)
        {
            lock (_keys)
            {
                _failures.Add((e, part));
                _unread.UnionWith(part);
            }
        }
    }
}
