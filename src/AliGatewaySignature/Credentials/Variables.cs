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

    /// <summary>The CLI's file, in place of ~/.aliyun/config.json.</summary>
    public const string ConfigFile = "ALIBABA_CLOUD_CONFIG_FILE";
    public const string CliProfileDisabled = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";

    /// <summary>The CLI's own switch for the same.</summary>
    public const string IgnoreProfile = "ALIBABA_CLOUD_IGNORE_PROFILE";

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
    public const string StsRegion = "ALIBABA_CLOUD_STS_REGION";
    public const string StsEndpoint = "ALIBABA_CLOUD_STS_ENDPOINT";
    public const string VpcEndpointEnabled = "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED";
}
