using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Coverage;

/// <summary>What makes the gateway sign, as far as it could be read, and what could not.</summary>
internal sealed class SignatureSources
{
    private readonly Dictionary<string, KeyAtApi> _keys = new(Ids.Comparer);
    private readonly Dictionary<string, PluginAtPlace> _apiPlugins = new(Ids.Comparer);
    private readonly Dictionary<string, PluginAtPlace> _groupPlugins = new(Ids.Comparer);
    private readonly List<ReadFailure> _failures = [];

    /// <summary>When it was read, by the service's clock where that is known.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>The listings that could not be read to their end.</summary>
    public IReadOnlyList<ReadFailure> Failures => _failures;

    /// <summary>Every binding of a key to an API in a stage.</summary>
    public IEnumerable<KeyAtApi> Keys => _keys.Values;

    /// <summary>Every plug-in that an API has of its own in a stage.</summary>
    public IEnumerable<PluginAtPlace> ApiPlugins => _apiPlugins.Values;

    public void Fail(CoverageLevel level, AgException? why)
    {
        if (why is not null)
        {
            _failures.Add(new ReadFailure(level, why));
        }
    }

    /// <summary>Adds where a key is bound. An API that was bound again while this was read is listed twice: the later one counts.</summary>
    public void Add(AgSignature key, IReadOnlyList<AgSignatureBinding> bindings)
    {
        foreach (var binding in bindings)
        {
            var at = At(binding.ApiId, binding.StageName);
            if (!_keys.TryGetValue(at, out var other) || !(binding.BoundTime < other.Binding.BoundTime))
            {
                _keys[at] = new KeyAtApi(key, binding);
            }
        }
    }

    /// <summary>Adds where a plug-in is bound.</summary>
    public void Add(SigningPlugin plugin, IReadOnlyList<PluginPlace> places)
    {
        foreach (var place in places)
        {
            (place.ApiId is null ? _groupPlugins : _apiPlugins)[At(place.ApiId ?? place.GroupId, place.StageName)] =
                new PluginAtPlace(plugin, place);
        }
    }

    public KeyAtApi? KeyOf(string apiId, string stage) => Find(_keys, At(apiId, stage));

    public PluginAtPlace? PluginOfApi(string apiId, string stage) => Find(_apiPlugins, At(apiId, stage));

    public PluginAtPlace? PluginOfGroup(string groupId, string stage) => Find(_groupPlugins, At(groupId, stage));

    /// <summary>The first failure that leaves one of some questions open; null where none does.</summary>
    public AgException? FailureOf(CoverageLevel levels) =>
        _failures.Find(failure => (failure.Level & levels) != CoverageLevel.None)?.Exception;

    private static string At(string id, string stage) => id + "\n" + stage;

    private static T? Find<T>(Dictionary<string, T> all, string at)
        where T : class => all.TryGetValue(at, out var found) ? found : null;
}

/// <summary>A key and one of its bindings.</summary>
internal sealed record KeyAtApi(AgSignature Key, AgSignatureBinding Binding);

/// <summary>A plug-in and one of its places.</summary>
internal sealed record PluginAtPlace(SigningPlugin Plugin, PluginPlace Place);
