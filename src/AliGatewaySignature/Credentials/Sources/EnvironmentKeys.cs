using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Sources;

/// <summary>Keys in the environment, read anew each time.</summary>
internal sealed class EnvironmentKeys : IChainLink
{
    private const string Prefix = "ALIBABA_CLOUD_";

    public string Title => "environment keys";

    public Task<ChainResult> TryAsync(Machine machine, CredentialMemory memory, CancellationToken cancellationToken) =>
        Task.FromResult(Read(machine, Prefix) is { } key
            ? ChainResult.Found(new SignIn(SourceNames.Environment, new FixedCredential(key)))
            : ChainResult.Absent($"{Variables.AccessKeyId} and {Variables.AccessKeySecret} are not set"));

    /// <summary>The key whose variables begin so; null when there is none. Its parts are never mixed with those of another.</summary>
    public static Credential? Read(Machine machine, string prefix)
    {
        string idName = prefix + "ACCESS_KEY_ID", secretName = prefix + "ACCESS_KEY_SECRET";
        var id = machine.Value(idName);
        var secret = machine.Value(secretName);
        if (id is null && secret is null)
        {
            return null;
        }

        if (id is null || secret is null)
        {
            // Signing in as somebody else instead would be worse.
            throw new AgException(Faults.CredentialIncomplete, id is null
                ? $"{secretName} is set in the environment, {idName} is not."
                : $"{idName} is set in the environment, {secretName} is not.");
        }

        return Credential.Read($"{prefix}ACCESS_KEY_... of the environment", id, secret, machine.Value(prefix + "SECURITY_TOKEN"));
    }
}
