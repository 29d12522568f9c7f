using System.Globalization;
using AliGatewaySignature.Batching;

namespace AliGatewaySignature.Commands;

/// <summary>The one warning of a run: what is unknown, what was not sent, and what nobody was shown.</summary>
internal static class RunWarning
{
    /// <param name="command">The name of the cmdlet.</param>
    /// <param name="tally">What became of everything.</param>
    /// <param name="thing">What is counted: "API" or "key".</param>
    /// <param name="ending">How the run ended: " was stopped", or nothing when it came to its end.</param>
    /// <returns>Null when there is nothing to warn of.</returns>
    public static string? Text(string command, RunTally tally, string thing, string ending)
    {
        var readBack = $" Read it back with Get-AgSignature{(thing == "API" ? "Api" : string.Empty)}, or run the command again.";
        var words = new List<string>();
        if (tally.Open.Count > 0)
        {
            words.Add($"The outcome of {string.Join("; ", tally.Open)} is unknown: "
                + (tally.Open.Count == 1 ? "the call was under way." : "the calls were under way.") + readBack);
        }

        if (tally.Doubtful > 0)
        {
            words.Add($"The outcome of {Count(tally.Doubtful, thing)} is unknown after an error."
                + (tally.Open.Count > 0 ? string.Empty : readBack));
        }

        if (tally.NotSent > 0)
        {
            words.Add($"Nothing was sent for {Count(tally.NotSent, thing)}.");
        }

        if (tally.HiddenObjects > 0)
        {
            words.Add($"{Count(tally.HiddenObjects, thing)} {(tally.HiddenObjects == 1 ? "was" : "were")} "
                + (tally.Unchanged > 0 ? "done or unchanged, and not shown." : "done and not shown."));
        }

        if (tally.HiddenErrors > 0)
        {
            words.Add($"Errors of {Count(tally.HiddenErrors, thing)} were not shown.");
        }

        return words.Count == 0 ? null : $"{command}{ending}{(ending.Length == 0 ? ":" : ".")} {string.Join(" ", words)}";
    }

    /// <summary>"batches 1, 2 (200 APIs of orders in TEST, orders_key (1f06a2b3…))".</summary>
    public static string Describe(IEnumerable<Batch> batches)
    {
        var group = batches.ToList();
        var key = group[0].Key;
        return $"{(group.Count == 1 ? "batch" : "batches")} {string.Join(", ", group.Select(batch => batch.Number))} "
            + $"({IdList.Count(group.Sum(batch => batch.ApiIds.Count))} of {BatchWords.Group(group[0])} in {key.StageName}, "
            + $"{BatchWords.Key(group[0], key.SignatureId!)})";
    }

    private static string Count(long count, string thing) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + thing + (count == 1 ? string.Empty : "s");
}
