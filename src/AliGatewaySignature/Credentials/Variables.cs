namespace AliGatewaySignature.Credentials;

/// <summary>The variables of the environment that sign in, with the spelling of Alibaba Cloud's SDKs.</summary>
internal static class Variables
{
    public const string AccessKeyId = "ALIBABA_CLOUD_ACCESS_KEY_ID";
    public const string AccessKeySecret = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
    public const string SecurityToken = "ALIBABA_CLOUD_SECURITY_TOKEN";

    public const string RoleArn = "ALIBABA_CLOUD_ROLE_ARN";
    public const string RoleSessionName = "ALIBABA_CLOUD_ROLE_SESSION_NAME";
    public const string OidcProviderArn = "ALIBABA_CLOUD_OIDC_PROVIDER_ARN";
    public const string OidcTokenFile = "ALIBABA_CLOUD_OIDC_TOKEN_FILE";

    /// <summary>A profile of the CLI's file, or a section of the ini file.</summary>
    public const string Profile = "ALIBABA_CLOUD_PROFILE";

    /// <summary>The names of the same in the order of the CLI, which reads all three.</summary>
    public static readonly IReadOnlyList<string> Profiles = ["ALIBABACLOUD_PROFILE", Profile, "ALICLOUD_PROFILE"];

    /// <summary>The CLI's file, in place of ~/.aliyun/config.json.</summary>
    public const string ConfigFile = "ALIBABA_CLOUD_CONFIG_FILE";
    public const string CliProfileDisabled = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";

    /// <summary>The CLI's own switch for the same.</summary>
    public const string IgnoreProfile = "ALIBABA_CLOUD_IGNORE_PROFILE";

    /// <summary>The names of that switch in the order of the CLI.</summary>
    public static readonly IReadOnlyList<string> IgnoreProfiles = [IgnoreProfile, "ALIBABACLOUD_IGNORE_PROFILE"];

    /// <summary>
    /// How the names of keys begin that the CLI alone reads. It takes them where no profile of its file serves, in this order.
    /// </summary>
    public static readonly IReadOnlyList<string> CliPrefixes = ["ALIBABACLOUD_", "ALICLOUD_"];

    /// <summary>Role, external id and OIDC token in the order of the CLI, which fills the blanks of a profile with them.</summary>
    public static readonly IReadOnlyList<string> CliRoleArns = ["ALIBABACLOUD_ROLE_ARN", RoleArn];
    public static readonly IReadOnlyList<string> CliExternalIds = ["ALIBABACLOUD_EXTERNAL_ID", "ALIBABA_CLOUD_EXTERNAL_ID"];
    public static readonly IReadOnlyList<string> CliOidcProviderArns = ["ALIBABACLOUD_OIDC_PROVIDER_ARN", OidcProviderArn];
    public static readonly IReadOnlyList<string> CliOidcTokenFiles = ["ALIBABACLOUD_OIDC_TOKEN_FILE", OidcTokenFile];

    /// <summary>Forbids what may be run or asked for keys: the modes External and CredentialsURI, and the credentials URI.</summary>
    public const string DisableExternalProcess = "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS";

    /// <summary>The ini file, in place of ~/.alibabacloud/credentials.</summary>
    public const string CredentialsFile = "ALIBABA_CLOUD_CREDENTIALS_FILE";

    /// <summary>The role of the ECS instance, which is asked for when it is not given.</summary>
    public const string EcsMetadata = "ALIBABA_CLOUD_ECS_METADATA";
    public const string EcsMetadataDisabled = "ALIBABA_CLOUD_ECS_METADATA_DISABLED";
    public const string ImdsV1Disabled = "ALIBABA_CLOUD_IMDSV1_DISABLED";

    public const string CredentialsUri = "ALIBABA_CLOUD_CREDENTIALS_URI";

    public const string RegionId = "ALIBABA_CLOUD_REGION_ID";

    /// <summary>The other names of the region that the CLI reads, where its profile names none.</summary>
    public static readonly IReadOnlyList<string> CliRegionIds = ["ALIBABACLOUD_REGION_ID", "ALICLOUD_REGION_ID"];

    public const string StsRegion = "ALIBABA_CLOUD_STS_REGION";
    public const string StsEndpoint = "ALIBABA_CLOUD_STS_ENDPOINT";
    public const string VpcEndpointEnabled = "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED";
}
