using AliGatewaySignature.Credentials.Files;
using AliGatewaySignature.Credentials.Keys;
using AliGatewaySignature.Credentials.Tokens;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Sources;

/// <summary>From a section of the ini file to somebody who signs.</summary>
internal sealed class IniProfileReader(Machine machine, CredentialMemory memory)
{
    public SignIn SignIn(IniProfile profile)
    {
        var type = profile.Required("type");
        return type switch
        {
            "access_key" => Found(profile, Fixed(profile), null),
            "ram_role_arn" => Found(
                profile, Keys(new AssumedRole(new StsClient(machine), Fixed(profile), Request(profile))), RoleArnOf(profile)),
            "oidc_role_arn" => Found(profile, Keys(Oidc(profile)), RoleArnOf(profile)),
            "ecs_ram_role" => Found(profile, Keys(Ecs(profile)), profile.Text("role_name")),
            _ => throw new AgException(Faults.CredentialSourceInvalid,
                $"{profile.Origin}: its type '{type}' is not supported; access_key, ram_role_arn, ecs_ram_role and oidc_role_arn are."),
        };
    }

    private static SignIn Found(
        IniProfile profile, ICredentialSource credentials, string? role) => new(SourceNames.CredentialsFile, credentials)
    {
        ProfileName = profile.Name,
        RoleArn = role,
        RegionId = profile.Text("region_id"),
    };

    private static FixedCredential Fixed(IniProfile profile) =>
        new(Credential.Of(profile.Required("access_key_id"), profile.Required("access_key_secret")));

    private RefreshingCredential Keys(IKeyMaker maker) => memory.KeysOf(maker, machine.Clock);

    private string RoleArnOf(IniProfile profile) =>
        profile.Text("role_arn") ?? machine.Value(Variables.RoleArn) ?? profile.Required("role_arn");

    private RoleRequest Request(IniProfile profile) => new RoleRequest(
        RoleArnOf(profile),
        StsAddress.Of(machine, profile.Origin, host: null, profile.Text("sts_region"), profile.IsOn("enable_vpc")),
        profile.Origin)
    {
        SessionName = profile.Text("role_session_name") ?? machine.Value(Variables.RoleSessionName),
        Policy = profile.Text("policy"),
        ExternalId = profile.Text("type") == "oidc_role_arn" ? null : profile.Text("external_id"),
    }.Checked();

    private OidcRole Oidc(IniProfile profile) => new(
        new StsClient(machine),
        new TokenFile(profile.Required("oidc_token_file_path"), profile.Origin + ", oidc_token_file_path"),
        profile.Required("oidc_provider_arn"),
        Request(profile));

    private EcsRole Ecs(IniProfile profile) =>
        machine.IsOn(Variables.EcsMetadataDisabled)
            ? throw new AgException(
                Faults.CredentialSourceInvalid,
                $"{profile.Origin} has the type ecs_ram_role, but {Variables.EcsMetadataDisabled} forbids to ask the metadata server.")
            : new EcsRole(
                new EcsMetadata(machine, profile.Origin),
                profile.Text("role_name") ?? machine.Value(Variables.EcsMetadata),
                profile.Origin);
}
