using AliGatewaySignature.Credentials.Keys;
using AliGatewaySignature.Credentials.Tokens;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Sources;

/// <summary>A role that is assumed with the token in a file: what Kubernetes (RRSA) sets up.</summary>
internal sealed class OidcVariables : IChainLink
{
    private const string Origin = "OIDC role of the environment";

    public string Title => "OIDC role";

    public Task<ChainResult> TryAsync(Machine machine, CredentialMemory memory, CancellationToken cancellationToken) =>
        Task.FromResult(Try(machine, memory));

    private static ChainResult Try(Machine machine, CredentialMemory memory)
    {
        var role = machine.Value(Variables.RoleArn);
        var provider = machine.Value(Variables.OidcProviderArn);
        var file = machine.Value(Variables.OidcTokenFile);
        if (provider is null && file is null)
        {
            // A role alone is no OIDC role: other tools read that variable too.
            return ChainResult.Absent($"{Variables.OidcProviderArn} and {Variables.OidcTokenFile} are not set");
        }

        if (role is null || provider is null || file is null)
        {
            var missing = role is null ? Variables.RoleArn : provider is null ? Variables.OidcProviderArn : Variables.OidcTokenFile;
            throw new AgException(
                Faults.CredentialIncomplete,
                $"{Origin}: {missing} is not set, although {(provider is null ? Variables.OidcTokenFile : Variables.OidcProviderArn)} is.");
        }

        var request = new RoleRequest(
            role, StsAddress.Find(machine, Origin), Origin)
        { SessionName = machine.Value(Variables.RoleSessionName) }.Checked();
        var maker = new OidcRole(new StsClient(machine), new TokenFile(file, $"{Origin}, {Variables.OidcTokenFile}"), provider, request);
        return ChainResult.Found(new SignIn(SourceNames.Oidc, memory.KeysOf(maker, machine.Clock)) { RoleArn = role });
    }
}
