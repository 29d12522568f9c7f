using System.Security;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Commands.SigningIn;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Credentials.Tokens;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
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
            var (machine, options) = TakeOptions();
            var journal = JournalChoice.Open(this, JournalPath, options.SandboxPath);
            var context = ParameterSetName is SandboxSet or SandboxPathSet
                ? ContextBuilder.Sandbox(options)
                : this.SignIn(token => ContextBuilder.ForConnect(machine).ConnectAsync(options, token));
            if (!context.IsSandbox)
            {
                WarnOfRegion(context.RegionId, options);
                Verify(machine, context, asksWho: options.Endpoint is null && !options.VpcEndpoint);
            }

            context.JournalPath = journal;
            var former = RunspaceContexts.Current.Explicit;
            RunspaceContexts.SignIn(context);
            if (former?.SandboxPath is { } path && path == context.SandboxPath)
            {
                // Nobody is left to close it: it would hold the file as long as the process runs.
                former.Connection.Dispose();
            }

            WriteObject(context);
        }
        catch (AgException e)
        {
            ThrowFailure(e);
        }
    }

    /// <summary>A region that is not known may be new; that of a host that is named does not matter.</summary>
    private void WarnOfRegion(string? regionId, SignInOptions options)
    {
        if (options.Endpoint is null && regionId is not null && Regions.NearestTo(regionId) is { } nearest)
        {
            WriteWarning($"The region '{regionId}' is none that this module knows; if it is not a new one, {nearest} may be meant.");
        }
    }

    private void Verify(Machine machine, AgContext context, bool asksWho)
    {
        if (SkipVerification)
        {
            return;
        }

        try
        {
            if (Run(token => new SignInProof(machine, context).FindAsync(asksWho, token)) is { } warning)
            {
                WriteWarning(warning);
            }
            else if (IsVerbose)
            {
                WriteVerbose("The service takes the key" + (context.Arn is { } arn ? $" of {arn}." : "."));
            }
        }
        catch (AgException)
        {
            context.Connection.Dispose();
            throw;
        }
    }

    private (Machine Machine, SignInOptions Options) TakeOptions()
    {
        try
        {
            ValidateParameters();
            var machine = MachineOf();
            return (machine, Options(machine));
        }
        catch (ObjectDisposedException e)
        {
            throw new AgException(
                Faults.CredentialIncomplete,
                "A secret of -Credential, -SecurityToken, -OidcToken or -ProxyCredential was disposed before Connect-AgAccount got it.",
                e);
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

        if (Credential is not null && (string.IsNullOrWhiteSpace(Credential.UserName) || IsBlank(Credential.Password)))
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

        ValidateProxy();
        if (VpcEndpoint && Endpoint is not null)
        {
            throw new AgException(
                Faults.InvalidInput, "-VpcEndpoint and -Endpoint both say where the calls go: give one of them.");
        }
    }

    /// <summary>Secrets are copied: a caller may dispose its own right after.</summary>
    private SignInOptions Options(Machine machine) => new()
    {
        AccessKey = AccessKey(),
        ProfileName = ProfileName,
        Tokens = TokenSource(machine),
        OidcProviderArn = OidcProviderArn?.Trim(),
        RoleArn = RoleArn?.Trim(),
        RoleSessionName = RoleSessionName,
        DurationSeconds = DurationSeconds == 0 ? null : DurationSeconds,
        Policy = Policy,
        ExternalId = ExternalId,
        RegionId = RegionId is null ? null : Regions.IdOf(RegionId.Trim()),
        SandboxPath = SandboxPath is null ? null : ReportPath.Resolve(this, SandboxPath, isLiteral: true),
        Endpoint = Endpoint?.Trim(),
        VpcEndpoint = VpcEndpoint,
        Transport = Transport,
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = MaxAttempts,
            MaxTotal = TimeSpan.FromSeconds(MaxRetrySeconds),
            AttemptTimeout = TimeSpan.FromSeconds(TimeoutSec),
        },
    };

    /// <summary>A copy of the key: whoever gave the SecureStrings may dispose them afterwards.</summary>
    private Credential? AccessKey() => Credential is null ? null : AliGatewaySignature.Credentials.Credential.Read(
        SecurityToken is null ? "-Credential" : "-Credential and -SecurityToken",
        Credential.UserName,
        PlainText.Reveal(Credential.Password),
        SecurityToken is null ? null : PlainText.Reveal(SecurityToken));

    private static bool IsBlank(SecureString secret) => string.IsNullOrWhiteSpace(PlainText.Reveal(secret));

    private ITokenSource? TokenSource(Machine machine) => ParameterSetName switch
    {
        TokenFileSet => new TokenFile(GetUnresolvedProviderPathFromPSPath(OidcTokenFile), "-OidcTokenFile"),
        TokenSet => new GivenToken(OidcToken!.Copy()),
        GitHubSet => RunnerToken.GitHubActions(machine, OidcAudience),
        AzureSet => RunnerToken.AzurePipelines(machine, ServiceConnectionId),
        _ => null,
    };
}
