using AliGatewaySignature.Credentials.Files;
using AliGatewaySignature.Credentials.Keys;
using AliGatewaySignature.Credentials.Tokens;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Sources;

/// <summary>From a profile, of either kind of file and in any of its modes, to what signs in.</summary>
/// <param name="machine">This machine.</param>
/// <param name="memory">Keeps temporary keys.</param>
/// <param name="config">The CLI's file, whose profiles can name each other; null for the ini file.</param>
internal sealed class ProfileReader(Machine machine, CredentialMemory memory, CliConfig? config)
{
    /// <summary>Each profile of a chain is a role to be assumed; more of them are a mistake, or an attack.</summary>
    private const int LongestChain = 16;

    /// <exception cref="AgException">The profile lacks a field, or its mode is unknown.</exception>
    public SignIn SignIn(Profile profile) => new(profile.Form.Source, Source(profile, []))
    {
        ProfileName = profile.Name,
        RoleArn = ModeOf(profile) switch
        {
            "RamRoleArn" or "ChainableRamRoleArn" or "OIDC" => RoleArnOf(profile),
            "EcsRamRole" => profile.Text(profile.Form.EcsRole),
            _ => null,
        },
        RegionId = profile.Text("region_id"),
    };

    private ICredentialSource Source(Profile profile, IReadOnlyList<string> before)
    {
        if (before.Contains(profile.Name))
        {
            throw new AgException(
                Faults.CredentialSourceInvalid,
                $"{profile.Origin}: source_profile runs in a circle "
                + $"({string.Join(" -> ", before.SkipWhile(name => name != profile.Name))} -> {profile.Name}).");
        }

        if (before.Count == LongestChain)
        {
            throw new AgException(
                Faults.CredentialSourceInvalid,
                $"Profile '{before[0]}': its source_profile leads over more than {LongestChain} profiles.");
        }

        if (profile.IsOff)
        {
            throw new AgException(
                Faults.CredentialSourceInvalid,
                $"{profile.Origin} is switched off by its field {profile.Form.Switch}: it does not sign.");
        }

        return ModeOf(profile) switch
        {
            "StsToken" => AccessKey(profile, profile.Required(profile.Form.SecurityToken)),

            // With the token, if there is one, as the CLI does: without it those keys do not work.
            "RamRoleArn" => Role(profile, AccessKey(profile, profile.Text(profile.Form.SecurityToken))),
            "ChainableRamRoleArn" => Role(profile, Source(SourceProfile(profile), [.. before, profile.Name])),
            "EcsRamRole" => Keys(EcsRole(profile)),
            "OIDC" => Keys(OidcRole(profile)),
            "CredentialsURI" => Keys(UriKeys.Create(
                machine, External(profile, "credentials_uri"), profile.Origin + ", credentials_uri")),
            "External" => Keys(new ProcessKeys(machine, External(profile, "process_command"), profile.Origin)),
            "CloudSSO" or "OAuth" => Keys(new SignInKeys(machine, config!.Path, profile.Name, ModeOf(profile))),
            _ => AccessKey(profile, null),
        };
    }

    private static string ModeOf(Profile profile)
    {
        var form = profile.Form;
        var said = profile.Required(form.Mode);
        return form.Modes.TryGetValue(said, out var mode)
            ? mode
            : throw new AgException(
                Faults.CredentialSourceInvalid,
                $"{profile.Origin}: its {form.Mode} '{said}' is not supported. Supported are: {string.Join(", ", form.Modes.Keys)}.");
    }

    private static FixedCredential AccessKey(Profile profile, string? token) =>
        new(Credential.Read(profile.Origin, profile.Required("access_key_id"), profile.Required("access_key_secret"), token));

    private RefreshingCredential Keys(IKeyMaker maker) => memory.KeysOf(maker, machine.Clock);

    private Profile SourceProfile(Profile profile)
    {
        var name = profile.Required("source_profile");
        return config!.Find(name)
            ?? throw new AgException(
                Faults.CredentialSourceInvalid, $"{profile.Origin}: source_profile names '{name}', which is not in the file.");
    }

    /// <summary>The SDKs and the CLI take the role from the environment where the profile leaves it open.</summary>
    private string RoleArnOf(Profile profile) =>
        profile.Text(profile.Form.RoleArn)
        ?? FromCli(profile, Variables.CliRoleArns)
        ?? machine.Value(Variables.RoleArn)
        ?? profile.Required(profile.Form.RoleArn);

    /// <summary>The CLI fills the blanks of its own profiles with variables that the SDKs do not read.</summary>
    private string? FromCli(Profile profile, IEnumerable<string> variables) =>
        profile.Form == ProfileForm.Cli ? machine.First(variables)?.Value : null;

    private RoleRequest Request(Profile profile)
    {
        var form = profile.Form;
        var endpoint = StsAddress.Find(
            machine, profile.Origin, profile.Text(form.StsEndpoint), profile.Text("sts_region"), profile.IsOn("enable_vpc"));
        return new RoleRequest(RoleArnOf(profile), endpoint, profile.Origin)
        {
            SessionName = profile.Text(form.SessionName) ?? machine.Value(Variables.RoleSessionName),
            DurationSeconds = profile.Seconds(form.DurationSeconds),
            Policy = profile.Text(form.Policy),
            ExternalId = ModeOf(profile) == "OIDC" ? null : profile.Text("external_id") ?? FromCli(profile, Variables.CliExternalIds),
        }.Checked();
    }

    private RefreshingCredential Role(Profile profile, ICredentialSource caller) =>
        Keys(new AssumedRole(new StsClient(machine), caller, Request(profile)));

    private OidcRole OidcRole(Profile profile)
    {
        var file = profile.Form.TokenFile;
        return new(
            new StsClient(machine),
            new TokenFile(
                profile.Text(file) ?? FromCli(profile, Variables.CliOidcTokenFiles) ?? profile.Required(file),
                $"{profile.Origin}, {file}"),
            profile.Text("oidc_provider_arn")
                ?? FromCli(profile, Variables.CliOidcProviderArns)
                ?? profile.Required("oidc_provider_arn"),
            Request(profile));
    }

    private EcsRole EcsRole(Profile profile) =>
        machine.IsOn(Variables.EcsMetadataDisabled)
            ? throw Forbidden(profile, $", but {Variables.EcsMetadataDisabled} forbids to ask the metadata server")
            : new EcsRole(
                new EcsMetadata(machine, profile.Origin),
                profile.Text(profile.Form.EcsRole) ?? machine.Value(Variables.EcsMetadata),
                profile.Origin);

    /// <summary>A field that has something run or asked that is not Alibaba Cloud's.</summary>
    private string External(Profile profile, string field) =>
        machine.ForbidsExternalSources
            ? throw Forbidden(profile, $", which {Variables.DisableExternalProcess} forbids")
            : profile.Required(field);

    private static AgException Forbidden(Profile profile, string why) =>
        new(Faults.CredentialSourceInvalid, $"{profile.Origin} has the {profile.Form.Mode} {profile.Text(profile.Form.Mode)}{why}.");
}
