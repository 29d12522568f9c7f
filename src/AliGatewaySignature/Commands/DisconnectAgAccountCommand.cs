using System.Management.Automation;
using AliGatewaySignature.Commands.SigningIn;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Signs this runspace out and closes its context, also where it is held in a variable. Keys that the environment
/// names serve again afterwards.
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
        if (closing is not null && ReferenceEquals(closing, own))
        {
            RunspaceContexts.SignOut();
        }
    }
}
