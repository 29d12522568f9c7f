namespace AliGatewaySignature.Credentials;

/// <summary>What signs in, and where it was found.</summary>
internal sealed class SignIn(string source, ICredentialSource credentials)
{
    /// <summary>One of <see cref="SourceNames"/>.</summary>
    public string Source { get; } = source;

    public ICredentialSource Credentials { get; } = credentials;

    /// <summary>The profile of the CLI's file, or the section of the ini file.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The role that was assumed, as far as this machine knows it: an ARN, or the name of an ECS role.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The region that the profile names.</summary>
    public string? RegionId { get; init; }
}
