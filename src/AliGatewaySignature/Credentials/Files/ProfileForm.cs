namespace AliGatewaySignature.Credentials.Files;

/// <summary>What the fields of a profile are called in one kind of file. Null where such a file has no field of that kind.</summary>
/// <param name="Source">One of <see cref="SourceNames"/>.</param>
/// <param name="Mode">The field that says how the profile signs in.</param>
/// <param name="Modes">From what that field says to the mode, which is called as the CLI calls it.</param>
internal sealed record ProfileForm(string Source, string Mode, IReadOnlyDictionary<string, string> Modes)
{
    /// <summary>~/.aliyun/config.json of the CLI.</summary>
    public static readonly ProfileForm Cli = new(
        SourceNames.CliProfile,
        "mode",
        new[]
        {
            "AK", "StsToken", "RamRoleArn", "EcsRamRole", "OIDC", "ChainableRamRoleArn", "CredentialsURI", "External", "CloudSSO", "OAuth",
        }.ToDictionary(mode => mode))
    {
        SecurityToken = "sts_token",
        RoleArn = "ram_role_arn",
        SessionName = "ram_session_name",
        DurationSeconds = "expired_seconds",
        StsEndpoint = "sts_endpoint",
        EcsRole = "ram_role_name",
        TokenFile = "oidc_token_file",
    };

    /// <summary>~/.alibabacloud/credentials of the SDKs.</summary>
    public static readonly ProfileForm Ini = new(
        SourceNames.CredentialsFile,
        "type",
        new Dictionary<string, string>
        {
            ["access_key"] = "AK",
            ["sts"] = "StsToken",
            ["ram_role_arn"] = "RamRoleArn",
            ["ecs_ram_role"] = "EcsRamRole",
            ["oidc_role_arn"] = "OIDC",
        })
    {
        SecurityToken = "security_token",
        Switch = "enable",
        RoleArn = "role_arn",
        SessionName = "role_session_name",
        Policy = "policy",
        EcsRole = "role_name",
        TokenFile = "oidc_token_file_path",
    };

    public string SecurityToken { get; private init; } = string.Empty;

    /// <summary>The field that switches a profile off where it says anything but true.</summary>
    public string? Switch { get; private init; }

    public string RoleArn { get; private init; } = string.Empty;

    public string? SessionName { get; private init; }

    public string? DurationSeconds { get; private init; }

    public string? Policy { get; private init; }

    public string? StsEndpoint { get; private init; }

    public string? EcsRole { get; private init; }

    public string TokenFile { get; private init; } = string.Empty;
}
