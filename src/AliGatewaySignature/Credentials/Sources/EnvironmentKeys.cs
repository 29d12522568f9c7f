using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Sources;

/// <summary>Keys in the environment, read anew each time.</summary>
internal sealed class EnvironmentKeys : IChainLink
{
    public string Title => "environment keys";

    public Task<ChainResult> TryAsync(Machine machine, CredentialMemory memory, CancellationToken cancellationToken) =>
        Task.FromResult(Try(machine));

    private static ChainResult Try(Machine machine)
    {
        var id = machine.Value(Variables.AccessKeyId);
        var secret = machine.Value(Variables.AccessKeySecret);
        if (id is null && secret is null)
        {
            return ChainResult.Absent($"{Variables.AccessKeyId} and {Variables.AccessKeySecret} are not set");
        }

        if (id is null || secret is null)
        {
            // Signing in as somebody else instead would be worse.
            throw new AgException(Faults.CredentialIncomplete, id is null
                ? $"{Variables.AccessKeySecret} is set in the environment, {Variables.AccessKeyId} is not."
                : $"{Variables.AccessKeyId} is set in the environment, {Variables.AccessKeySecret} is not.");
        }

        return ChainResult.Found(
            new SignIn(SourceNames.Environment, new FixedCredential(
                Credential.Create(id, secret, machine.Value(Variables.SecurityToken)))));
    }
}
