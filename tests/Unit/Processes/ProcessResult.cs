namespace AliGatewaySignature.Tests.Processes;

/// <summary>How a child process ended and what it said.</summary>
internal sealed record ProcessResult(int ExitCode, string Output, string Error)
{
    /// <summary>Everything in one text, for the message of a failed test.</summary>
    public override string ToString() => $"exit code {ExitCode}\n--- output\n{Output}\n--- error\n{Error}";
}
