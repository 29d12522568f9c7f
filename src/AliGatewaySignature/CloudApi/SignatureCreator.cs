using System.Security;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.CloudApi;

/// <summary>
/// Creates a key without ever creating it twice. The service has no idempotency token, so after a failure that leaves
/// open whether the key exists, it is looked for by name, Key and Secret before the call is sent again.
/// </summary>
/// <param name="client">Sends the calls.</param>
/// <param name="policy">How often to try, and how long to wait in between.</param>
/// <param name="clock">Waits.</param>
/// <param name="random">Spreads the waits.</param>
/// <param name="tellAdopted">Is told, from any thread, when a key that a failed call had created was found.</param>
internal sealed class SignatureCreator(
    GatewayClient client, RetryPolicy policy, IClock clock, Func<double> random, Action<string> tellAdopted)
{
    public async Task<AgSignature> CreateAsync(string name, string key, SecureString secret, CancellationToken cancellationToken)
    {
        var began = clock.Elapsed;
        AgException? open = null;
        for (var attempt = 1; ; attempt++)
        {
            AgException failure;
            try
            {
                return await client.CreateSignatureAsync(name, key, secret, cancellationToken).ConfigureAwait(false);
            }
            catch (AgException e) when (e.OutcomeUnknown || (open is not null && e.Kind == Faults.AlreadyExists))
            {
                failure = e;
            }

            // The service may take a moment to list what it has just created.
            open ??= failure;
            var delay = policy.Backoff(attempt, random());
            await clock.Delay(delay, cancellationToken).ConfigureAwait(false);
            if (await FindAsync(name, key, secret, failure, cancellationToken).ConfigureAwait(false) is { } found)
            {
                tellAdopted($"CreateSignature failed half-way ({failure.ErrorId}), but the key was created: "
                    + $"{found.SignatureId} has this name, Key and Secret and is taken.");
                return found;
            }

            if (!failure.OutcomeUnknown || attempt >= policy.MaxAttempts || clock.Elapsed - began > policy.MaxTotal)
            {
                throw failure.WithDetail(
                    $"No key with this name, Key and Secret was found after {attempt} {(attempt == 1 ? "attempt" : "attempts")}.");
            }
        }
    }

    /// <summary>Null when the key is clearly not there.</summary>
    private async Task<AgSignature?> FindAsync(
        string name, string key, SecureString secret, AgException failure, CancellationToken cancellationToken)
    {
        try
        {
            var all = await Paging<AgSignature>.ReadAllAsync(page =>
                client.DescribeSignaturesAsync(null, name, includeSecret: true, page, cancellationToken)).ConfigureAwait(false);
            var same = all.Where(one => one.SignatureName == name && one.SignatureKey == key && IsSame(one.SignatureSecret, secret))
                .ToList();
            return same.Count <= 1
                ? same.SingleOrDefault()
                : throw Unclear(
                    failure,
                    $"{same.Count} keys have this name, Key and Secret: {string.Join(", ", same.Select(one => one.SignatureId))}",
                    null);
        }
        catch (AgException e) when (e.Kind != Faults.CreateOutcomeUnknown)
        {
            throw Unclear(failure, "the keys could not be listed: " + e.Message.TrimEnd('.'), e);
        }
    }

    private static bool IsSame(SecureString? listed, SecureString secret) =>
        listed is not null && string.Equals(PlainText.Reveal(listed), PlainText.Reveal(secret), StringComparison.Ordinal);

    private static AgException Unclear(AgException failure, string reason, AgException? inner) =>
        new(Faults.CreateOutcomeUnknown, $"Whether the key was created is not known. {failure.Message} Looking for it: {reason}.",
            inner ?? failure)
        {
            Code = failure.Code,
            RequestId = failure.RequestId,
            Operation = Operations.CreateSignature.Name,
            HttpStatus = failure.HttpStatus,
            OutcomeUnknown = true,
        };
}
