namespace AliGatewaySignature.Tests.Credentials.Cloud;

/// <summary>What the loopback cloud can be asked for.</summary>
internal enum CloudEndpoint
{
    /// <summary>Nothing that it knows: answered with 404.</summary>
    Unknown,

    /// <summary>STS, AssumeRole.</summary>
    AssumeRole,

    /// <summary>STS, AssumeRoleWithOIDC.</summary>
    AssumeRoleWithOidc,

    /// <summary>STS, GetCallerIdentity.</summary>
    CallerIdentity,

    /// <summary>The ECS metadata server: the token of version 2.</summary>
    MetadataToken,

    /// <summary>The ECS metadata server: the name of the instance's role.</summary>
    MetadataRole,

    /// <summary>The ECS metadata server: the keys of a role.</summary>
    MetadataKeys,

    /// <summary>The ECS metadata server: anything else, such as the region.</summary>
    MetadataOther,

    /// <summary>A page that hands out keys, as ALIBABA_CLOUD_CREDENTIALS_URI names one.</summary>
    CredentialsUri,

    /// <summary>Where a GitHub Actions job gets its identity token.</summary>
    GitHubToken,

    /// <summary>Where an Azure Pipelines job gets its identity token.</summary>
    AzureToken,

    /// <summary>CloudSSO, cloud-credentials.</summary>
    CloudSso,

    /// <summary>The CLI's browser sign-in: a new access token.</summary>
    OAuthToken,

    /// <summary>The CLI's browser sign-in: keys for an access token.</summary>
    OAuthExchange,
}
