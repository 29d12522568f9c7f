using System.Globalization;

namespace AliGatewaySignature.Model;

/// <summary>
/// What the last run of a cmdlet that changes something came to, however it ended. Each API, or each key where keys are changed, is
/// counted once: as done, unchanged, failed, unknown or not sent.
/// </summary>
public sealed class AgRunSummary
{
    internal AgRunSummary(string command) => Command = command;

    /// <summary>Tells this run from every other.</summary>
    public Guid RunId { get; internal init; }

    /// <summary>The name of the cmdlet.</summary>
    public string Command { get; }

    /// <summary>
    /// Whether the run came to its end. It did not when it was stopped, when an error ended it, or when the rest of the pipeline took
    /// no more.
    /// </summary>
    public bool Completed { get; internal init; }

    /// <summary>What was changed as it should be.</summary>
    public long Done { get; internal init; }

    /// <summary>The APIs that were as they should be before, so that nothing was sent.</summary>
    public long Unchanged { get; internal init; }

    /// <summary>What an error says of that it was not done.</summary>
    public long Failed { get; internal init; }

    /// <summary>What may have been done or not.</summary>
    public long Unknown { get; internal init; }

    /// <summary>What nothing was sent for, because the run ended before. What was declined or only shown is not counted.</summary>
    public long NotSent { get; internal init; }

    /// <summary>HTTP calls in all, retries and reading included.</summary>
    public int Calls { get; internal init; }

    /// <summary>Of the calls, those that repeated another.</summary>
    public int Retries { get; internal init; }

    /// <summary>From the first input to the last output.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>The summary in one line.</summary>
    public override string ToString()
    {
        var words = new List<string> { Word(Done, "done") };
        if (Unchanged > 0)
        {
            words.Add(Word(Unchanged, "unchanged"));
        }

        words.Add(Word(Failed, "failed"));
        words.Add(Word(Unknown, "unknown"));
        if (NotSent > 0)
        {
            words.Add(Word(NotSent, "not sent"));
        }

        return $"{string.Join(", ", words)}; {Word(Calls, Calls == 1 ? "call" : "calls")}, {Word(Retries, "of them retries")}"
            + (Completed ? string.Empty : "; not completed");
    }

    private static string Word(long count, string what) => count.ToString(CultureInfo.InvariantCulture) + " " + what;
}
