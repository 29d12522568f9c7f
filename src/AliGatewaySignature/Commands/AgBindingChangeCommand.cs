using AliGatewaySignature.Batching;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Add- and Remove-AgSignatureApi: ids from the pipeline in batches that change bindings, with progress and a closing summary.
/// </summary>
public abstract class AgBindingChangeCommand : AgBatchedCommand
{
    private readonly BindingChange _change;
    private readonly PlanTotals _totals = new();
    private BindingRows? _rows;
    private KeyNames? _keys;
    private GroupNames? _groups;
    private Confirmation? _confirmation;

    private protected AgBindingChangeCommand(BindingChange change) => _change = change;

    /// <summary>The key and the group of the command line; null where the rows name them.</summary>
    private protected CommandTarget Target { get; private set; } = CommandTarget.None;

    private protected BindingRows Rows => _rows!;

    /// <summary>The names of keys, as far as the run has them.</summary>
    private protected KeyNames Keys => _keys!;

    /// <summary>The names of groups, as far as the run has them.</summary>
    private protected GroupNames Groups => _groups!;

    /// <summary>Asks before something changes, and remembers an answer for all.</summary>
    private protected Confirmation Confirmation => _confirmation ??= NewConfirmation();

    /// <summary>Whether batches may be sent without being read first.</summary>
    private protected abstract bool SkipsReading { get; }

    /// <summary>Whether another key may lose its place.</summary>
    private protected virtual bool Replaces => false;

    private protected abstract Confirmation NewConfirmation();

    /// <summary>Asks whether a batch that changes something may be sent, on the pipeline thread.</summary>
    private protected abstract bool Approves(Batch batch);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        CheckCommandLine();
        base.BeginProcessing();
        Target = FindTarget(CommandTarget.FindAsync);
        var isRehearsal = Confirmation.IsWhatIf;
        _keys = new KeyNames(Client);
        _groups = new GroupNames(Client);
        if (Target is { SignatureId: { } keyId, SignatureName: { } keyName })
        {
            _keys.Know(keyId, keyName);
        }

        if (Target is { GroupId: { } groupId, GroupName: { } groupName })
        {
            _groups.Know(groupId, groupName);
        }

        var from = Replaces ? StartingPoint.Any : StartingPoint.Unsigned;
        var reader = SkipsReading && !Verify && !isRehearsal ? null : new BatchReader(Client, _change, from, isRehearsal, _keys)
        {
            Groups = Confirmation.IsSeen(isHigh: false) || Context!.JournalPath is not null ? _groups : null,
        };
        _rows = new BindingRows(Target, new RealNames(ReadKeyName, ReadGroupName), WriteRefused) { SeesStage = WarnOfStage };
        var executor = new BatchExecutor(Client, _change, Verify, reader);
        Batches = new BatchPipeline(
            Pump,
            new BatchPipelineWork(_change.IdsPerCall, Gate, executor.RunAsync, WriteResult)
            {
                Read = reader is null ? null : reader.ReadAsync,
                Unread = (batch, e) => reader!.Unread(batch, e),
            },
            ThrottleLimit,
            StopToken);
        BeginProgress(_change.Participle);
    }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        Batches!.Complete();
        EndProgress();
        if (_totals.HasAny && Confirmation.IsWhatIf)
        {
            // Only shown, for nothing is done.
            ShouldProcess(_totals.Text(_change), null, null);
        }

        base.EndProcessing();
    }

    /// <summary>The ids of a record, with the names that came with them; null when the record was refused.</summary>
    /// <param name="signatureId">The key that the record names.</param>
    /// <param name="groupId">The group that the record names.</param>
    /// <param name="stageName">The stage.</param>
    /// <param name="apiIds">The APIs.</param>
    private protected BatchInput? Input(string? signatureId, string? groupId, string? stageName, string?[]? apiIds)
    {
        try
        {
            return Rows.Read(signatureId, groupId, stageName, apiIds);
        }
        catch (AgException e)
        {
            // What was sent before is told first.
            Batches!.Settle();
            ThrowFailure(e);
            return null;
        }
    }

    /// <summary>Reports one thing of the input that is not sent.</summary>
    private protected void WriteRefused(AgException failure, AgSignatureBinding target)
    {
        _totals.AddRefused();
        Tally.AddFailure(failure, 1);
        Tally.ShownErrors++;
        WriteFailure(failure, target);
    }

    /// <summary>Refuses what the command line has, before anything is asked for. What comes by rows is refused row by row.</summary>
    private void CheckCommandLine()
    {
        foreach (var given in MyInvocation.BoundParameters.Where(static given => given.Key is "SignatureId" or "GroupId" or "StageName"))
        {
            if (InputRules.Check("-" + given.Key, (given.Value as string)?.Trim()) is { } problem)
            {
                ThrowFailure(new AgException(Faults.InvalidInput, problem));
            }
        }

        if (!MyInvocation.BoundParameters.TryGetValue("ApiId", out var value))
        {
            return;
        }

        var ids = value as string?[] ?? [];
        if ((ids.Length == 0 ? "-ApiId is empty." : PipedNames.FirstProblem(ids)
            ?? ids.Select(static id => InputRules.Check("-ApiId", id?.Trim())).FirstOrDefault(static problem => problem is not null))
            is { } wrong)
        {
            ThrowFailure(new AgException(Faults.InvalidInput, wrong));
        }
    }

    /// <summary>The name of a key; null where it cannot be read. That there is no such key is said where its batch is read.</summary>
    private string? ReadKeyName(string signatureId) => ReadName("key " + signatureId, token => _keys!.FindAsync(signatureId, token));

    /// <summary>The same for a group.</summary>
    private string? ReadGroupName(string groupId) => ReadName("group " + groupId, async token =>
        await GroupNames.ReadAsync(Client, groupId, token).ConfigureAwait(false) ?? string.Empty) is { Length: > 0 } name ? name : null;

    private string? ReadName(string thing, Func<CancellationToken, Task<string?>> read)
    {
        var why = string.Empty;
        try
        {
            if (Run(read) is { } name)
            {
                return name;
            }
        }
        catch (AgException e) when (e.Kind == Faults.NotFound)
        {
            return null;
        }
        catch (AgException e)
        {
            why = " " + e.Message;
        }

        // A name is a help for whoever reads, and nothing fails for want of one. But a row that says one thinks that it is checked.
        WriteWarning($"The name of the {thing} could not be read, so that the name in the rows is not checked against it.{why}");
        return null;
    }

    private Batch? Gate(Batch batch)
    {
        _totals.Add(batch);
        var isRehearsal = Confirmation.IsWhatIf;
        if (batch.Plan is { HasChange: false } && !isRehearsal)
        {
            return batch;
        }

        try
        {
            if (batch.ToSend.Count > 0 && Approves(batch))
            {
                return batch;
            }
        }
        catch (AgException e) when (e.Kind.EndsPipeline)
        {
            // What was sent before is told first.
            Batches!.Settle();
            ThrowFailure(e, Bindings.Create(batch, AgBindingState.Unknown));
        }

        return batch.Plan is { HasErrors: true } plan ? batch.With(plan.Declined()) : null;
    }
}
