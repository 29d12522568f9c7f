using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands.SigningIn;

/// <summary>
/// Finds out whether the service takes the key of a new context, and whose key it is: one read that changes nothing, and one question to
/// STS beside it.
/// </summary>
/// <param name="machine">The way to STS.</param>
/// <param name="context">Gets to know whose key it is.</param>
internal sealed class SignInProof(Machine machine, AgContext context)
{
    /// <summary>How long the service is waited for.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Only these say that the key is not taken. A service that refuses the operation has looked at the key before.</summary>
    private static readonly FaultKind[] Refusals =
    [
        Faults.AccessKeyRefused, Faults.RequestSignatureRefused, Faults.SecurityTokenRefused, Faults.SecurityTokenExpired,
        Faults.ClockSkewed,
    ];

    private static readonly FaultKind[] Proofs = [Faults.PermissionDenied, Faults.WrongService];

    /// <summary>Asks both.</summary>
    /// <param name="asksWho">Whether STS is asked whose key it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A warning; null when the service takes the key.</returns>
    /// <exception cref="AgException">The service does not take the key.</exception>
    public async Task<string?> FindAsync(bool asksWho, CancellationToken cancellationToken)
    {
        var who = asksWho && context.GetConnection().ReadyKey() is { } key
            ? CallerIdentity.TryFindAsync(machine, key, cancellationToken)
            : Task.FromResult<CallerIdentity?>(null);
        var warning = await ProveAsync(cancellationToken).ConfigureAwait(false);
        if (await who.ConfigureAwait(false) is { } caller)
        {
            context.AccountId = caller.AccountId;
            context.Arn = caller.Arn;
        }

        return warning;
    }

    private async Task<string?> ProveAsync(CancellationToken cancellationToken)
    {
        if (context.GetConnection().TryClientAtOnce(Limit) is not { } client)
        {
            return null;
        }

        try
        {
            await client.DescribeRegionsAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (AgException e) when (Proofs.Contains(e.Kind))
        {
            return null;
        }
        catch (AgException e) when (!Refusals.Contains(e.Kind))
        {
            return $"Signed in, but whether the service takes this key was not found out; the first call will show it. {e.Message}";
        }
    }
}
