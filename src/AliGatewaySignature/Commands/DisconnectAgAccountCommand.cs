using System.Management.Automation;
using AliGatewaySignature.Commands.SigningIn;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Signs this runspace out and closes its context, also where it is held in a variable. Temporary keys that were obtained are
/// forgotten. What the default chain finds serves again afterwards, with keys that are obtained anew.
/// </summary>
[Cmdlet(VerbsCommunications.Disconnect, "AgAccount")]
public sealed class DisconnectAgAccountCommand : AgCommand
{
    /// <summary>The context to close; the runspace's own when left out.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public AgContext? Context { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var own = RunspaceContexts.Current.Explicit;
        var closing = Context ?? own;
        closing?.Connection.Dispose();
        CredentialMemory.OfProcess.ForgetKeys();
        if (closing is not null && ReferenceEquals(closing, own))
        {
            RunspaceContexts.SignOut();
        }
    }
}
