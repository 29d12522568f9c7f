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
/// <param name="clock">Waits.</param>
/// <param name="tellAdopted">Is told, from any thread, when a key that a failed call had created was found.</param>
internal sealed class SignatureCreator(GatewayClient client, IClock clock, Action<string> tellAdopted)
{
    /// <summary>The waits before each look. A listing may lag behind, and a call that was given up may be carried out late.</summary>
    private static readonly TimeSpan[] Waits = [TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

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

        var reason = string.Empty;
        foreach (var wait in Waits)
        {
            await clock.Delay(wait, cancellationToken).ConfigureAwait(false);
            try
            {
                var search = new KeySearch(client, clock, began, isUnique);
                if (await search.FindAsync(name, key, secret, cancellationToken).ConfigureAwait(false) is { } found)
                {
                    tellAdopted($"CreateSignature failed half-way ({failure.ErrorId}), but the key was created: "
                        + $"{found.SignatureId} has this name, Key and Secret and is taken.");
                    return found;
                }

                reason = search.Doubt ?? "no key with this name, Key and Secret is listed after some seconds, but it may still be created";
                if (search.Doubt is not null)
                {
                    break;
                }
            }
            catch (AgException e)
            {
                reason = "the keys could not be listed: " + e.Message.TrimEnd('.');

                // A listing that contradicts itself may be in order a moment later. Other failures were repeated already.
                if (e.Kind != Faults.UnreadableReply)
                {
                    break;
                }
            }
        }

        throw failure.OutcomeUnknown
            ? Unclear(failure, reason)
            : failure.WithDetail("Looking for the key all the same: " + reason + ".", outcomeUnknown: true);
    }

    private static AgException Unclear(AgException failure, string reason) =>
        new(Faults.CreateOutcomeUnknown, $"Whether the key was created is not known. {failure.Message} Looking for it: {reason}.", failure)
        {
            Code = failure.Code,
            RequestId = failure.RequestId,
            Operation = Operations.CreateSignature.Name,
            HttpStatus = failure.HttpStatus,
            OutcomeUnknown = true,
        };
}
