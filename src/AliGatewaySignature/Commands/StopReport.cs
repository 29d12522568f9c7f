using System.Management.Automation;
using AliGatewaySignature.Batching;

namespace AliGatewaySignature.Commands;

/// <summary>
/// When a pipeline ends early, says through the host which batches were under way: the streams are closed by then.
/// </summary>
internal sealed class StopReport(PSCmdlet cmdlet, BatchPipeline batches)
{
    /// <summary>Canceled calls end within milliseconds, and Ctrl+C must feel immediate.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    public void Write()
    {
        var (ended, unknown) = batches.Abandon(Patience);
        var words = new List<string>();
        if (unknown.Count > 0)
        {
            words.Add($"The outcome of {Describe(unknown)} is unknown: the calls were under way. Read it back with "
                + $"Get-AgSignature, or run the command again.");
        }

        if (ended.Count > 0)
        {
            words.Add($"{Describe(ended)} ended before that, but the results were not taken any more.");
        }

        try
        {
            cmdlet.Host?.UI?.WriteWarningLine(cmdlet.MyInvocation.MyCommand.Name + " was stopped. " + string.Join(" ", words));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A host without a user cannot be told, and an error while cleaning up would hide what ended the pipeline.
        }
    }

    private static string Describe(IReadOnlyList<Batch> batches) =>
        string.Join("; ", batches.GroupBy(batch => batch.Key).Select(group =>
            $"{(group.Count() == 1 ? "batch" : "batches")} {string.Join(", ", group.Select(batch => batch.Number))} "
            + $"({IdList.Count(group.Sum(batch => batch.ApiIds.Count))} of group {group.Key.GroupId} in {group.Key.StageName}"
            + (group.Key.SignatureId is null ? ")" : $", key {group.Key.SignatureId})")));
}
