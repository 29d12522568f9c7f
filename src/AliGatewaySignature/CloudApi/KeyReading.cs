using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.CloudApi;

/// <summary>Reads one key: what it is, and where it is bound.</summary>
internal sealed class KeyReading(GatewayClient client, string signatureId)
{
    /// <summary>The key; null when it is not listed.</summary>
    public async Task<AgSignature?> TryFindAsync(CancellationToken cancellationToken, bool includeSecret = false)
    {
        var page = await client.DescribeSignaturesAsync(signatureId, null, includeSecret, 1, cancellationToken)
            .ConfigureAwait(false);
        return page.Items.Count > 0 ? page.Items[0] : null;
    }

    /// <summary>Every binding of the key, over all groups and stages.</summary>
    public Task<IReadOnlyList<AgSignatureBinding>> BindingsAsync(CancellationToken cancellationToken) =>
        Paging<AgSignatureBinding>.ReadAllAsync(page => client.DescribeApisBySignatureAsync(signatureId, page, cancellationToken));

    /// <summary>
    /// To how many APIs the key is bound, each counted in each of its stages. One call where the service says the number, as its page
    /// promises.
    /// </summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var first = await client.DescribeApisBySignatureAsync(signatureId, 1, cancellationToken).ConfigureAwait(false);
        return first.TotalCount ?? (await BindingsAsync(cancellationToken).ConfigureAwait(false)).Count;
    }

    /// <summary>
    /// The key after a change. Right after it the service may still show the key from before, so that it is looked at for about three
    /// seconds.
    /// </summary>
    /// <param name="isAsChanged">Whether the key is as it should be now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The key as it was seen last, whether it is as it should be, and why it could not be read.</returns>
    public async Task<(AgSignature? Key, bool IsAsChanged, AgException? Unread)> AfterChangeAsync(
        Func<AgSignature, bool> isAsChanged, CancellationToken cancellationToken)
    {
        AgSignature? seen = null;
        var unread = await Looks.RepeatAsync(
            client,
            Looks.AfterChange,
            async () =>
            {
                seen = await TryFindAsync(cancellationToken).ConfigureAwait(false);
                return seen is not null && isAsChanged(seen);
            },
            cancellationToken).ConfigureAwait(false);
        return (seen, seen is not null && isAsChanged(seen), unread);
    }
}
