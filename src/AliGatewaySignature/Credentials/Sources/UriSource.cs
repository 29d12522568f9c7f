using AliGatewaySignature.Credentials.Keys;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Sources;

/// <summary>An address that gives keys to any caller.</summary>
internal sealed class UriSource : IChainLink
{
    public string Title => "credentials URI";

    public Task<ChainResult> TryAsync(Machine machine, CredentialMemory memory, CancellationToken cancellationToken)
    {
        var text = machine.Value(Variables.CredentialsUri);
        if (text is not null && machine.ForbidsExternalSources)
        {
            throw new AgException(
                Faults.CredentialSourceInvalid, $"{Variables.CredentialsUri} is set, which {Variables.DisableExternalProcess} forbids.");
        }

        return Task.FromResult(text is null
            ? ChainResult.Absent($"{Variables.CredentialsUri} is not set")
            : ChainResult.Found(new SignIn(
                SourceNames.CredentialsUri, memory.KeysOf(UriKeys.Create(machine, text, Variables.CredentialsUri), machine.Clock))));
    }
}
