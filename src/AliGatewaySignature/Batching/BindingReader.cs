using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>Reads which key each API carries now.</summary>
internal sealed class BindingReader
{
    private readonly GatewayClient client;

    public BindingReader(GatewayClient client) => this.client = client;

    /// <summary>From the id of an API to the id of its key; an API that carries none is not in it.</summary>
    /// <exception cref="AgException">It could not be read.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(BatchKey key, IReadOnlyList<string> apiIds, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(key, apiIds, wanted: null, cancellationToken).ConfigureAwait(false);
        }
        catch (AgException e) when (Refusals.IsAboutContent(e) && RefusalSubjects.Of(e.Code) is RefusalSubject.ApiIds or RefusalSubject.Unclear)
        {
            // A bad id may spoil the reading as it spoiled the writing: then the whole stage is read.
            return await ReadAsync(key, null, new HashSet<string>(apiIds, StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        BatchKey key, IReadOnlyList<string>? apiIds, HashSet<string>? wanted, CancellationToken cancellationToken)
    {
        var all = await Paging<AgSignatureBinding>.ReadAllAsync(page =>
            client.DescribeApiSignaturesAsync(key.GroupId, key.StageName, apiIds, page, cancellationToken)).ConfigureAwait(false);
        var carried = new Dictionary<string, string>(all.Count, StringComparer.Ordinal);
        foreach (var binding in all)
        {
            // Should an API carry several keys after all, the one that we ask about counts.
            if ((wanted is null || wanted.Contains(binding.ApiId))
                && (!carried.ContainsKey(binding.ApiId) || binding.SignatureId == key.SignatureId))
            {
                carried[binding.ApiId] = binding.SignatureId;
            }
        }

        return carried;
    }
}
