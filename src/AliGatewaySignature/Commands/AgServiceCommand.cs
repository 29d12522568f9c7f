using System.Management.Automation;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Commands.Completion;
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

    /// <summary>The keys are not what they were: the Tab key must not offer those from before.</summary>
    private protected void KeysChanged() => AccountListings.Of(Context!).Forget();

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
