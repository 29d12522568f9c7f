using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Batching;

/// <summary>The names of keys, each asked for once in a run.</summary>
internal sealed class KeyNames(GatewayClient client)
{
    private readonly NamesOnce _names = new((signatureId, token) => ReadAsync(client, signatureId, token));

    /// <summary>The name of a key; null when it could not be read.</summary>
    /// <exception cref="AgException">The service knows no such key.</exception>
    public Task<string?> FindAsync(string signatureId, CancellationToken cancellationToken) =>
        _names.FindAsync(signatureId, cancellationToken);

    /// <summary>Takes a name that is known already, so that it is not asked for.</summary>
    public void Know(string signatureId, string? name) => _names.Know(signatureId, name);

    /// <summary>The same, where it has been found before; null where it has not.</summary>
    public string? Known(string signatureId) => _names.Known(signatureId);

    private static async Task<string?> ReadAsync(GatewayClient client, string signatureId, CancellationToken cancellationToken)
    {
        try
        {
            var key = await new KeyReading(client, signatureId).TryFindAsync(cancellationToken).ConfigureAwait(false);
            return key?.SignatureName ?? throw Missing(signatureId, null);
        }
        catch (AgException e) when (e.Kind == Faults.NotFound && e.HttpStatus is not null)
        {
            throw Missing(signatureId, e);
        }
        catch (AgException e) when (e.Kind != Faults.NotFound)
        {
            // A name is a help for whoever reads. Nothing fails for want of one.
            return null;
        }
    }

    private static AgException Missing(string signatureId, AgException? inner) =>
        new(
            Faults.NotFound,
            $"There is no key with the id {signatureId} in this account and region.{IdShape.Hint(signatureId, "SignatureId")}",
            inner)
        {
            Operation = Operations.DescribeSignatures.Name,
            RequestId = inner?.RequestId,
            Code = inner?.Code,
        };
}
