using AliGatewaySignature.Credentials.Files;
using AliGatewaySignature.Credentials.Keys;
using AliGatewaySignature.Credentials.Tokens;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Sources;

/// <summary>From a profile of the CLI, in any of its modes, to somebody who signs.</summary>
internal sealed class CliProfileReader(Machine machine, CredentialMemory memory, CliConfig config)
{
    private const string Modes =
        "AK, StsToken, RamRoleArn, EcsRamRole, OIDC, ChainableRamRoleArn, CredentialsURI, External, CloudSSO and OAuth";

    /// <exception cref="AgException">The profile lacks a field, or its mode is unknown.</exception>
    public SignIn SignIn(CliProfile profile) => new(SourceNames.CliProfile, Source(profile, []))
    {
        ProfileName = profile.Name,
        RoleArn = profile.Text("mode") switch
        {
            "RamRoleArn" or "ChainableRamRoleArn" or "OIDC" => RoleArnOf(profile),
            "EcsRamRole" => profile.Text("ram_role_name"),
            _ => null,
        },
        RegionId = profile.Text("region_id"),
    };

    private ICredentialSource Source(CliProfile profile, IReadOnlyList<string> before)
    {
        if (before.Contains(profile.Name))
        {
            throw new AgException(Faults.CredentialSourceInvalid,
                $"{profile.Origin}: source_profile runs in a circle "
                    + $"({string.Join(" -> ", before.SkipWhile(name => name != profile.Name))} -> {profile.Name}).");
        }

        return profile.Required("mode") switch
        {
            "AK" => Fixed(profile, null),
            "StsToken" => Fixed(profile, profile.Required("sts_token")),

            // With the token, if there is one, as the CLI does: without it those keys do not work.
            "RamRoleArn" => Role(profile, Fixed(profile, profile.Text("sts_token"))),
            "ChainableRamRoleArn" => Role(profile, Source(SourceProfile(profile), [.. before, profile.Name])),
            "EcsRamRole" => Keys(Ecs(profile)),
            "OIDC" => Keys(Oidc(profile)),
            "CredentialsURI" => Keys(
                Allowed(profile, () => UriKeys.Of(machine, profile.Required("credentials_uri"), profile.Origin + ", credentials_uri"))),
            "External" => Keys(Allowed(profile, () => new ProcessKeys(machine, profile.Required("process_command"), profile.Origin))),
            "CloudSSO" => Keys(new SignInKeys(machine, config.Path, profile.Name, "CloudSSO")),
            "OAuth" => Keys(new SignInKeys(machine, config.Path, profile.Name, "OAuth")),
            var mode => throw new AgException(
                Faults.CredentialSourceInvalid, $"{profile.Origin}: its mode '{mode}' is not supported; {Modes} are."),
        };
    }

    private static FixedCredential Fixed(CliProfile profile, string? token) =>
        new(Credential.Of(profile.Required("access_key_id"), profile.Required("access_key_secret"), token));

    private RefreshingCredential Keys(IKeyMaker maker) => memory.KeysOf(maker, machine.Clock);

    private CliProfile SourceProfile(CliProfile profile)
    {
        var name = profile.Required("source_profile");
        return config.Find(name)
            ?? throw new AgException(
                Faults.CredentialSourceInvalid, $"{profile.Origin}: source_profile names '{name}', which is not in the file.");
    }

    /// <summary>The SDKs and the CLI take the role from the environment where the profile leaves it open.</summary>
    private string RoleArnOf(CliProfile profile) =>
        profile.Text("ram_role_arn") ?? machine.Value(Variables.RoleArn) ?? profile.Required("ram_role_arn");

    private RoleRequest Request(CliProfile profile) => new RoleRequest(
        RoleArnOf(profile),
        StsAddress.Of(machine, profile.Origin, profile.Text("sts_endpoint"), profile.Text("sts_region"), profile.IsOn("enable_vpc")),
        profile.Origin)
    {
        SessionName = profile.Text("ram_session_name") ?? machine.Value(Variables.RoleSessionName),
        DurationSeconds = profile.Seconds("expired_seconds"),
        ExternalId = profile.Text("mode") == "OIDC" ? null : profile.Text("external_id"),
    }.Checked();

    private RefreshingCredential Role(CliProfile profile, ICredentialSource caller) =>
        Keys(new AssumedRole(new StsClient(machine), caller, Request(profile)));

    private OidcRole Oidc(CliProfile profile) => new(
        new StsClient(machine),
        new TokenFile(profile.Required("oidc_token_file"), profile.Origin + ", oidc_token_file"),
        profile.Required("oidc_provider_arn"),
        Request(profile));

    private EcsRole Ecs(CliProfile profile) =>
        machine.IsOn(Variables.EcsMetadataDisabled)
            ? throw new AgException(
                Faults.CredentialSourceInvalid,
                $"{profile.Origin} has the mode EcsRamRole, but {Variables.EcsMetadataDisabled} forbids to ask the metadata server.")
            : new EcsRole(
                new EcsMetadata(machine, profile.Origin),
                profile.Text("ram_role_name") ?? machine.Value(Variables.EcsMetadata),
                profile.Origin);

    private T Allowed<T>(CliProfile profile, System.Func<T> make) =>
        machine.IsOn(Variables.DisableExternalProcess)
            ? throw new AgException(
                Faults.CredentialSourceInvalid,
                $"{profile.Origin} has the mode {profile.Text("mode")}, which {Variables.DisableExternalProcess} forbids.")
            : make();
}
