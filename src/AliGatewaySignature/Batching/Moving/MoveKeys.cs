using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching.Moving;

/// <summary>Finds the keys of a move, and keeps their names.</summary>
internal sealed class MoveKeys(GatewayClient client, KeyNames names)
{
    private const string Destination = "-DestinationSignatureId";
    private readonly Finder<AgSignature> _keys = Finders.Keys(client);

    /// <param name="oldIds">The ids of the keys that are moved from.</param>
    /// <param name="oldName">The name of such a key; null when ids are given.</param>
    /// <param name="newId">The id of the key that is moved to; null when its name is given.</param>
    /// <param name="newName">Its name.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AgException">One of them is not there, or they are the same.</exception>
    public async Task<(IReadOnlyList<AgSignature> Old, AgSignature New)> FindAsync(
        IReadOnlyList<string> oldIds, string? oldName, string? newId, string? newName, CancellationToken cancellationToken)
    {
        // What can be told without a call is told first.
        RefuseSame(oldIds, newId);
        var to = newName is null
            ? await FindAsync(newId!, Destination, cancellationToken).ConfigureAwait(false)
            : await _keys.FindOneAsync(newName, cancellationToken, Destination).ConfigureAwait(false);
        var from = new List<AgSignature>();
        if (oldName is not null)
        {
            from.Add(await _keys.FindOneAsync(oldName, cancellationToken).ConfigureAwait(false));
        }

        foreach (var id in oldIds.Distinct(Ids.Comparer))
        {
            from.Add(await FindAsync(id, null, cancellationToken).ConfigureAwait(false));
        }

        RefuseSame(from.Select(static key => key.SignatureId), to.SignatureId);
        foreach (var key in from.Append(to))
        {
            names.Know(key.SignatureId, key.SignatureName);
        }

        return (from, to);
    }

    private static void RefuseSame(IEnumerable<string> oldIds, string? newId)
    {
        if (newId is not null && oldIds.Contains(newId, Ids.Comparer))
        {
            throw new AgException(
                Faults.InvalidInput, $"The key to move from and the key to move to are the same, {newId}: there is nothing to move.");
        }
    }

    private async Task<AgSignature> FindAsync(string signatureId, string? parameter, CancellationToken cancellationToken)
    {
        AgException? cause = null;
        try
        {
            if (await new KeyReading(client, signatureId).TryFindAsync(cancellationToken).ConfigureAwait(false) is { } key)
            {
                return key;
            }
        }
        catch (AgException e) when (e.Kind == Faults.NotFound)
        {
            cause = e;
        }

        throw await _keys.MissingIdAsync(signatureId, cause, cancellationToken, parameter).ConfigureAwait(false);
    }
}
