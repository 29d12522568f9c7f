using System.Management.Automation;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Commands;

/// <content>What needs no change.</content>
public abstract partial class AgChangeCommand
{
    /// <summary>Counts the change at hand as needless, says so and writes what is there. Nothing was sent for it.</summary>
    /// <param name="notice">What somebody is told: shown as Write-Host would, and no reason for a script to stop.</param>
    /// <param name="shown">The object as it is.</param>
    private protected void ShowUnchanged(string notice, object shown)
    {
        _outcome = () => Tally.AddUnchanged(_items);
        Settle();
        WriteInformation(new HostInformationMessage { Message = ForeignText.Clean(notice) }, ["PSHOST"]);
        Show(shown);
    }
}
