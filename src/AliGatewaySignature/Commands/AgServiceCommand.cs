using System.Management.Automation;
using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Commands.Completion;
using AliGatewaySignature.Commands.SigningIn;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands;

/// <summary>A cmdlet that calls the service.</summary>
public abstract class AgServiceCommand : AgCommand
{
    private GatewayClient? _client;
    private VerboseObserver? _observer;
    private HashSet<string>? _strangeStages;

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

    private protected GatewayClient Client => _client!;

    private protected GatewayConnection Connection => Context!.GetConnection();

    private protected VerboseObserver Observer => _observer!;

    /// <summary>Writes down what the cmdlet changes; null for one that changes nothing, and where nobody keeps a journal.</summary>
    private protected virtual IWriteLog? NewWriteLog() => null;

    /// <summary>The keys are not what they were: the Tab key must not offer those from before.</summary>
    private protected void KeysChanged() => AccountListings.GetFor(Context!).Forget();

    /// <summary>Writes a failure of a batch. One API is its own target, so that a script need not unwrap it.</summary>
    private protected void WriteFailure(BatchFailure failure) =>
        WriteFailure(failure.Exception, failure.Bindings.Count == 1 ? failure.Bindings[0] : failure.Bindings);

    /// <summary>Finds what the command line names. Nothing can be done for any input when it is not there.</summary>
    /// <param name="find">For example <see cref="CommandTarget.FindAsync"/>.</param>
    private protected CommandTarget FindTarget(
        Func<GatewayClient, IReadOnlyDictionary<string, object>, CancellationToken, Task<CommandTarget>> find)
    {
        try
        {
            return Run(token => find(Client, MyInvocation.BoundParameters, token));
        }
        catch (AgException e)
        {
            ThrowFailure(e);
            throw;
        }
    }

    /// <summary>The one key that has a name.</summary>
    /// <exception cref="AgException">There is none, or there are several.</exception>
    private protected AgSignature FindKey(string name) => Run(token => Finders.Keys(Client).FindOneAsync(name, token));

    /// <summary>
    /// Warns, once for each, of a stage that the service does not document. It is sent all the same: only the service knows its future.
    /// But where it finds nothing there, that looks like an answer.
    /// </summary>
    private protected void WarnOfStage(string stage)
    {
        if (!StageNames.IsKnown(stage) && (_strangeStages ??= new(Ids.Comparer)).Add(stage))
        {
            WriteWarning($"StageName is '{IdRules.Visible(stage)}'; the stages that are known are {StageNames.List}. It is sent as it is.");
        }
    }

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _observer = new VerboseObserver(IsVerbose ? line => Pump.Post(() => WriteVerbose(line)) : null);
        try
        {
            Context ??= this.GetCurrentContext();
            _client = Connection.ClientFor(_observer, NewWriteLog());
        }
        catch (AgException e)
        {
            ThrowFailure(e);
        }

        // What comes by rows is looked at row by row.
        MyInvocation.BoundParameters.TryGetValue("StageName", out var stages);
        foreach (var stage in stages as string[] ?? (stages is string { Length: > 0 } one ? [one] : []))
        {
            WarnOfStage(stage);
        }
    }
}
