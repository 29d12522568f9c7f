using AliGatewaySignature.Credentials.Keys;

namespace AliGatewaySignature.Credentials.Sources;

/// <summary>An address that gives keys to whoever asks.</summary>
internal sealed class UriSource : IChainLink
{
    public string Title => "credentials URI";

    public Task<Look> LookAsync(Machine machine, CredentialMemory memory, CancellationToken cancellationToken)
    {
        var text = machine.Value(Variables.CredentialsUri);
        return Task.FromResult(text is null
            ? Look.Nothing($"{Variables.CredentialsUri} is not set")
            : Look.At(new SignIn(
                SourceNames.CredentialsUri, memory.KeysOf(UriKeys.Of(machine, text, Variables.CredentialsUri), machine.Clock))));
    }
}
