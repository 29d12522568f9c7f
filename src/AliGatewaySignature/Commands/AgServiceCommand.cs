using System.Management.Automation;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands;

/// <summary>A cmdlet that calls the service.</summary>
public abstract class AgServiceCommand : AgCommand
{
    private GatewayClient? client;
    private VerboseObserver? observer;

    private protected AgServiceCommand()
    {
    }

    /// <summary>
    /// The account, region and endpoint to work with; the runspace's own when left out. Parallel blocks and thread jobs
    /// need it: <c>-Context $using:ctx</c>.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public AgContext? Context { get; set; }

    private protected GatewayClient Client => client!;

    private protected GatewayConnection Connection => (GatewayConnection)Context!.Connection;

    private protected VerboseObserver Observer => observer!;

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        observer = new VerboseObserver(IsVerbose ? line => Pump.Post(() => WriteVerbose(line)) : null);
        try
        {
            Context ??= CurrentContext();
            client = Connection.ClientFor(observer);
        }
        catch (AgException e)
        {
            ThrowFailure(e);
        }
    }
}
