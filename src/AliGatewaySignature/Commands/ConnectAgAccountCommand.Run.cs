using AliGatewaySignature.Commands.SigningIn;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Credentials.Tokens;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.Commands;

/// <content>What the cmdlet does; its parameters are in the other file.</content>
public sealed partial class ConnectAgAccountCommand
{
    /// <inheritdoc />
    protected override void EndProcessing()
    {
        try
        {
            ValidateParameters();
            var options = Options();
            var context = ParameterSetName == SandboxSet
                ? ContextBuilder.Sandbox(options)
                : this.SignIn(token => new ContextBuilder().ConnectAsync(options, token));
            RunspaceContexts.SignIn(context);
            WriteObject(context);
        }
        catch (AgException e)
        {
            ThrowFailure(e);
        }
    }

    /// <summary>Refuses what the parameter sets let through.</summary>
    private void ValidateParameters()
    {
        var off = ParameterSetName switch
        {
            SandboxSet when !Sandbox => nameof(Sandbox),
            GitHubSet when !GitHubActions => nameof(GitHubActions),
            AzureSet when !AzurePipelines => nameof(AzurePipelines),
            _ => null,
        };
        if (off is not null)
        {
            throw new AgException(Faults.InvalidInput, $"-{off}:$false signs in to nothing: leave -{off} out to sign in another way.");
        }

        if (Credential is not null && (Credential.UserName.Trim().Length == 0 || Credential.Password.Length == 0))
        {
            throw new AgException(
                Faults.CredentialIncomplete,
                "-Credential must have the AccessKey id as its user name and the AccessKey secret as its password.");
        }

        if (SecurityToken is not null && Credential is null)
        {
            throw new AgException(Faults.CredentialIncomplete, "-SecurityToken belongs to an AccessKey: give -Credential too.");
        }

        if (RoleArn is null && ((RoleSessionName ?? ExternalId ?? Policy) is not null || DurationSeconds != 0))
        {
            throw new AgException(
                Faults.InvalidInput,
                "-RoleSessionName, -DurationSeconds, -Policy and -ExternalId belong to a role: give -RoleArn too.");
        }

        if (VpcEndpoint && Endpoint is not null)
        {
            throw new AgException(
                Faults.InvalidInput, "-VpcEndpoint and -Endpoint both say where the calls go: give one of them.");
        }
    }

    private SignInOptions Options() => new()
    {
        AccessKey = Credential is { } given ? new Credential(given.UserName.Trim(), given.Password, SecurityToken) : null,
        ProfileName = ProfileName,
        Tokens = TokenSource(new Machine()),
        OidcProviderArn = OidcProviderArn,
        RoleArn = RoleArn,
        RoleSessionName = RoleSessionName,
        DurationSeconds = DurationSeconds == 0 ? null : DurationSeconds,
        Policy = Policy,
        ExternalId = ExternalId,
        RegionId = RegionId,
        Endpoint = Endpoint,
        VpcEndpoint = VpcEndpoint,
        Transport = Transport,
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = MaxAttempts,
            MaxTotal = TimeSpan.FromSeconds(MaxRetrySeconds),
            AttemptTimeout = TimeSpan.FromSeconds(TimeoutSec),
        },
    };

    private ITokenSource? TokenSource(Machine machine) => ParameterSetName switch
    {
        TokenFileSet => new TokenFile(GetUnresolvedProviderPathFromPSPath(OidcTokenFile), "-OidcTokenFile"),
        TokenSet => new GivenToken(OidcToken!),
        GitHubSet => RunnerToken.GitHubActions(machine, OidcAudience),
        AzureSet => RunnerToken.AzurePipelines(machine, ServiceConnectionId),
        _ => null,
    };
}
