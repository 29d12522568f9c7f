namespace AliGatewaySignature.Bench.Attacks;

/// <summary>One way to harm a client.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Reply">Writes the reply; a client that is well made goes away in the middle of most.</param>
/// <param name="ReadsRequest">Whether the request is read first.</param>
internal sealed record Attack(string Name, Func<Stream, CancellationToken, Task> Reply, bool ReadsRequest = true);
