using System.Collections.Concurrent;
using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Batching;

/// <summary>Names by their ids, each asked for once, from any thread.</summary>
/// <param name="read">Asks for the name of an id; null when it could not be read.</param>
internal sealed class NamesOnce(Func<string, CancellationToken, Task<string?>> read)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<string?>>> _names = new(Ids.Comparer);

    public Task<string?> FindAsync(string id, CancellationToken cancellationToken) =>
        _names.GetOrAdd(id, one => new Lazy<Task<string?>>(() => read(one, cancellationToken))).Value;

    /// <summary>Takes a name that is known already, so that it is not asked for.</summary>
    public void Know(string id, string? name) => _names.TryAdd(id, new Lazy<Task<string?>>(() => Task.FromResult(name)));

    /// <summary>A name that has been found before; null where it has not.</summary>
    public string? Known(string id) =>
        _names.TryGetValue(id, out var name) && name.Value.Status == TaskStatus.RanToCompletion ? name.Value.Result : null;
}
