using System.Security;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.CloudApi;

/// <summary>
/// Creates a key without ever creating it twice. The service has no idempotency token. After a failure that leaves open whether the
/// key exists, the call is not sent again: the key is looked for by name, Key and Secret for about three seconds.
/// </summary>
/// <param name="client">Sends the calls.</param>
/// <param name="clock">Measures the time since the call began.</param>
/// <param name="tellAdopted">Is told, from any thread, when a key that a failed call had created was found.</param>
internal sealed class SignatureCreator(GatewayClient client, IClock clock, Action<string> tellAdopted)
{
    /// <param name="name">The name of the key.</param>
    /// <param name="key">Its Key.</param>
    /// <param name="secret">Its Secret.</param>
    /// <param name="isUnique">Whether Key or Secret was generated for this call, so that no other key can have both.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<AgSignature> CreateAsync(
        string name, string key, SecureString secret, bool isUnique, CancellationToken cancellationToken)
    {
        var began = clock.Elapsed;
        AgException failure;
        try
        {
            return await client.CreateSignatureAsync(name, key, secret, cancellationToken).ConfigureAwait(false);
        }
        catch (AgException e) when (e.OutcomeUnknown || e.Kind == Faults.ServiceRefused)
        {
            failure = e;
        }

        AgSignature? found = null;
        var search = new KeySearch(client, clock, began, isUnique);
        var unread = await Looks.RepeatAsync(
            client,
            Looks.AfterCreate,
            async () =>
            {
                found = await search.FindAsync(name, key, secret, cancellationToken).ConfigureAwait(false);
                return found is not null || search.Doubt is not null;
            },
            cancellationToken).ConfigureAwait(false);
        if (found is not null)
        {
            tellAdopted($"CreateSignature failed half-way ({failure.ErrorId}), but the key was created: "
                + $"{found.SignatureId} has this name, Key and Secret and is taken.");
            return found;
        }

        var reason = unread is not null
            ? "the keys could not be listed: " + unread.Message.TrimEnd('.')
            : search.Doubt ?? "no key with this name, Key and Secret is listed after some seconds, but it may still be created";
        throw failure.OutcomeUnknown
            ? Unclear(failure, reason)
            : failure.WithDetail("Looking for the key all the same: " + reason + ".", outcomeUnknown: true);
    }

    private static AgException Unclear(AgException failure, string reason) =>
        new(Faults.CreateOutcomeUnknown, $"{failure.Message} Looking for the key: {reason}.", failure)
        {
            Code = failure.Code,
            RequestId = failure.RequestId,
            Operation = Operations.CreateSignature.Name,
            HttpStatus = failure.HttpStatus,
            OutcomeUnknown = true,
        };
}
