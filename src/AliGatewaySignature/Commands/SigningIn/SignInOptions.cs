using AliGatewaySignature.Credentials;
using AliGatewaySignature.Credentials.Tokens;
using AliGatewaySignature.Model;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.Commands.SigningIn;

/// <summary>What Connect-AgAccount was told. Null stands for what was left out.</summary>
internal sealed class SignInOptions
{
    /// <summary>The AccessKey of -Credential.</summary>
    public Credential? AccessKey { get; init; }

    public string? ProfileName { get; init; }

    /// <summary>Gives the token of an identity provider, which signs in with <see cref="RoleArn"/> in place of keys.</summary>
    public ITokenSource? Tokens { get; init; }

    public string? OidcProviderArn { get; init; }

    public string? RoleArn { get; init; }

    public string? RoleSessionName { get; init; }

    /// <summary>How long temporary keys last, in seconds.</summary>
    public int? DurationSeconds { get; init; }

    public string? Policy { get; init; }

    public string? ExternalId { get; init; }

    public string? RegionId { get; init; }

    public string? Endpoint { get; init; }

    public bool VpcEndpoint { get; init; }

    /// <summary>The full path of the file of a sandbox that lasts.</summary>
    public string? SandboxPath { get; init; }

    public AgTransport Transport { get; init; }

    public RetryPolicy RetryPolicy { get; init; } = RetryPolicy.Default;
}
