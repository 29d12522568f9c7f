using System.Management.Automation;
using AliGatewaySignature.Commands.SigningIn;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands;

/// <summary>Shows the account, region and endpoint that the cmdlets of this runspace work with.</summary>
[Cmdlet(VerbsCommon.Get, "AgContext")]
[OutputType(typeof(AgContext))]
public sealed class GetAgContextCommand : AgCommand
{
    /// <inheritdoc />
    protected override void EndProcessing()
    {
        try
        {
            WriteObject(this.GetCurrentContext());
        }
        catch (AgException e) when (e.Kind == Faults.NotSignedIn)
        {
            // The answer to the question, and no failure of it.
            WriteWarning(e.Message + " " + e.RecommendedAction);
        }
        catch (AgException e)
        {
            ThrowFailure(e);
        }
    }
}
