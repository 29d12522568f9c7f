using System;
using System.Management.Automation;
using System.Security;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Signs this runspace in, to an account or to the embedded sandbox. Nothing is sent: a wrong key shows at the first call.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "AgAccount", DefaultParameterSetName = CredentialSet)]
[OutputType(typeof(AgContext))]
public sealed class ConnectAgAccountCommand : AgCommand
{
    private const string CredentialSet = "Credential";
    private const string SandboxSet = "Sandbox";

    /// <summary>Works with a service inside this process, fresh at each call, with sample groups and APIs.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet)]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>The AccessKey id as the user name, its secret as the password; the environment's keys when left out.</summary>
    [Parameter(Position = 0, ParameterSetName = CredentialSet)]
    [ValidateNotNull]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The security token of temporary keys.</summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [ValidateNotNull]
    [SecretTransformation]
    public SecureString? SecurityToken { get; set; }

    /// <summary>The region, for example cn-hangzhou; ALIBABA_CLOUD_REGION_ID when left out.</summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [ValidateNotNullOrEmpty]
    [Alias("Region")]
    public string? RegionId { get; set; }

    /// <summary>A host name or https address in place of the region's own; http for a loopback address only.</summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    /// <summary>How many attempts a call may take, the first included; 1 never repeats. 8 when left out.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int MaxAttempts { get; set; } = RetryPolicy.Default.MaxAttempts;

    /// <summary>For how many seconds a call may be repeated, its waits included. 120 when left out.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int MaxRetrySeconds { get; set; } = (int)RetryPolicy.Default.MaxTotal.TotalSeconds;

    /// <summary>For how many seconds one attempt waits for its answer. 30 when left out.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = (int)RetryPolicy.Default.AttemptTimeout.TotalSeconds;

    private RetryPolicy Policy => new()
    {
        MaxAttempts = MaxAttempts,
        MaxTotal = TimeSpan.FromSeconds(MaxRetrySeconds),
        AttemptTimeout = TimeSpan.FromSeconds(TimeoutSec),
    };

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        try
        {
            var context = ParameterSetName == SandboxSet ? ConnectSandbox() : ConnectAccount();
            RunspaceContexts.SignIn(context);
            WriteObject(context);
        }
        catch (AgException e)
        {
            ThrowFailure(e);
        }
    }

    private AgContext ConnectSandbox() =>
        Sandbox
            ? ContextFactory.Sandbox(Policy)
            : throw new AgException(Faults.InvalidInput, "-Sandbox:$false signs in to nothing: leave -Sandbox out to sign in to an account.");

    private AgContext ConnectAccount()
    {
        var regionId = RegionId ?? EnvironmentCredentials.Region(Environment.GetEnvironmentVariable);
        if (Credential is not null)
        {
            var id = Credential.UserName.Trim();
            return id.Length == 0 || Credential.Password.Length == 0
                ? throw new AgException(Faults.CredentialIncomplete, "-Credential must have the AccessKey id as its user name and the AccessKey secret as its password.")
                : ContextFactory.FromCredential("Parameter", new Credential(id, Credential.Password, SecurityToken), regionId, Endpoint, Policy);
        }

        if (SecurityToken is not null)
        {
            throw new AgException(Faults.CredentialIncomplete, "-SecurityToken belongs to an AccessKey: give -Credential too.");
        }

        var credential = EnvironmentCredentials.Read(Environment.GetEnvironmentVariable)
            ?? throw ContextFactory.NotSignedIn("-Credential was not given");
        return ContextFactory.FromCredential("Environment", credential, regionId, Endpoint, Policy);
    }
}
