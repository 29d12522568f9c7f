namespace AliGatewaySignature.Model;

/// <summary>What the last run of Add-AgSignatureApi or Remove-AgSignatureApi came to.</summary>
public sealed class AgRunSummary
{
    internal AgRunSummary(string command, long done, long failed, long unknown, long skipped, int calls, int retries, TimeSpan duration)
    {
        Command = command;
        Done = done;
        Failed = failed;
        Unknown = unknown;
        Skipped = skipped;
        Calls = calls;
        Retries = retries;
        Duration = duration;
    }

    /// <summary>The name of the cmdlet.</summary>
    public string Command { get; }

    /// <summary>The APIs that are as they should be.</summary>
    public long Done { get; }

    /// <summary>The APIs that are not.</summary>
    public long Failed { get; }

    /// <summary>The APIs of which it is not known.</summary>
    public long Unknown { get; }

    /// <summary>Of those done, the APIs that needed no change (-SkipBound).</summary>
    public long Skipped { get; }

    /// <summary>HTTP calls in all, retries and reading included.</summary>
    public int Calls { get; }

    /// <summary>Of the calls, those that repeated another.</summary>
    public int Retries { get; }

    /// <summary>From the first input to the last output.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The summary in one line.</summary>
    public override string ToString() =>
        $"{Done} done{(Skipped > 0
            ? $" ({Skipped} of them needed no change)"
            : string.Empty)}, {Failed} failed, {Unknown} unknown; {Calls} {(Calls == 1 ? "call" : "calls")}, {Retries} of them retries";
}
