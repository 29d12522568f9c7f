using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>Reads which key each API carries now.</summary>
internal sealed class BindingReader(GatewayClient client)
{
    /// <summary>From the id of an API to the id of its key; an API that carries none is not in it.</summary>
    /// <param name="key">Where the APIs are.</param>
    /// <param name="apiIds">The APIs.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="names">Takes the names of the APIs that are listed.</param>
    /// <exception cref="AgException">It could not be read.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        BatchKey key, IReadOnlyList<string> apiIds, CancellationToken cancellationToken,
        IDictionary<string, string>? names = null)
    {
        try
        {
            // By the limit of the operation that reads, which need not be the limit of the one that wrote.
            var carried = new Dictionary<string, string>(apiIds.Count, Ids.Comparer);
            var most = Operations.DescribeApiSignatures.IdsPerCall;
            for (var start = 0; start < apiIds.Count; start += most)
            {
                var part = apiIds.Count <= most ? apiIds : apiIds.Skip(start).Take(most).ToList();
                await ReadAsync(key, part, carried, wanted: null, names, cancellationToken).ConfigureAwait(false);
            }

            return carried;
        }
        catch (AgException e) when (e.Kind.IsAboutContent
            && RefusalSubjects.Find(e.Code) is RefusalSubject.ApiIds or RefusalSubject.Unclear)
        {
            // A bad id may spoil the reading as it spoiled the writing: then the whole stage is read.
            var carried = new Dictionary<string, string>(Ids.Comparer);
            await ReadAsync(
                key, null, carried, new HashSet<string>(apiIds, Ids.Comparer), names, cancellationToken).ConfigureAwait(false);
            return carried;
        }
    }

    private async Task ReadAsync(
        BatchKey key, IReadOnlyList<string>? apiIds, Dictionary<string, string> carried, HashSet<string>? wanted,
        IDictionary<string, string>? names, CancellationToken cancellationToken)
    {
        var all = await Paging<AgSignatureBinding>.ReadAllAsync(page =>
            client.DescribeApiSignaturesAsync(key.GroupId, key.StageName, apiIds, page, cancellationToken)).ConfigureAwait(false);
        foreach (var binding in all)
        {
            // Should an API carry several keys after all, the one that we ask about counts.
            if ((wanted is null || wanted.Contains(binding.ApiId))
                && (!carried.ContainsKey(binding.ApiId) || Ids.Comparer.Equals(binding.SignatureId, key.SignatureId)))
            {
                carried[binding.ApiId] = binding.SignatureId;
                if (names is not null && binding.ApiName is { } name)
                {
                    names[binding.ApiId] = name;
                }
            }
        }
    }
}
