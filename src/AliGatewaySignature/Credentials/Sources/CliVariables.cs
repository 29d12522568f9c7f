using AliGatewaySignature.Credentials.Keys;
using AliGatewaySignature.Credentials.Tokens;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Sources;

/// <summary>
/// The variables that the CLI reads and the SDKs do not. The CLI takes them where its file has no profile, so they come after the
/// profile here too.
/// </summary>
internal sealed class CliVariables : IChainLink
{
    private const string Origin = "CLI variables";

    public string Title => Origin;

    public Task<ChainResult> TryAsync(Machine machine, CredentialMemory memory, CancellationToken cancellationToken) =>
        Task.FromResult(Try(machine, memory));

    private static ChainResult Try(Machine machine, CredentialMemory memory)
    {
        if (machine.First(Variables.Profiles) is { } named)
        {
            // Whoever names a profile does not mean these, not even where there is no such profile.
            return ChainResult.Absent($"{named.Name} names a profile");
        }

        var role = machine.First(Variables.CliRoleArns)?.Value;
        foreach (var prefix in Variables.CliPrefixes)
        {
            if (EnvironmentKeys.Read(machine, prefix) is { } key)
            {
                var keys = new FixedCredential(key);
                return ChainResult.Found(role is null || key.SecurityToken is not null
                    ? new SignIn(SourceNames.Environment, keys)
                    : Assume(machine, memory, role, request => new AssumedRole(new StsClient(machine), keys, request)));
            }
        }

        var provider = machine.First(Variables.CliOidcProviderArns);
        var file = machine.First(Variables.CliOidcTokenFiles);
        if (provider is null && file is null)
        {
            return ChainResult.Absent($"no key in {string.Join(" or ", Variables.CliPrefixes.Select(prefix => prefix + "ACCESS_KEY_ID"))}");
        }

        if (role is null || provider is null || file is null)
        {
            var missing = role is null ? Variables.CliRoleArns
                : provider is null ? Variables.CliOidcProviderArns : Variables.CliOidcTokenFiles;
            throw new AgException(
                Faults.CredentialIncomplete, $"{Origin}: {missing[0]} is not set, although {(provider ?? file)!.Value.Name} is.");
        }

        var tokens = new TokenFile(file.Value.Value, $"{Origin}, {file.Value.Name}");
        return ChainResult.Found(Assume(
            machine, memory, role, request => new OidcRole(new StsClient(machine), tokens, provider.Value.Value, request)));
    }

    private static SignIn Assume(Machine machine, CredentialMemory memory, string role, Func<RoleRequest, IKeyMaker> make)
    {
        var request = new RoleRequest(role, StsAddress.Find(machine, Origin), Origin)
        {
            SessionName = machine.Value(Variables.RoleSessionName),
        };
        return new SignIn(SourceNames.Environment, memory.KeysOf(make(request.Checked()), machine.Clock)) { RoleArn = role };
    }
}
