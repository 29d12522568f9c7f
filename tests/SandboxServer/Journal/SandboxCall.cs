using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.SandboxServer.Journal;

/// <summary>One call as the journal keeps it. There is no place in it for a secret.</summary>
internal sealed class SandboxCall
{
    /// <summary>Counted from 1; calls that were in flight together are in the order of their ends.</summary>
    public long Number { get; internal set; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>The operation asked for, empty when the call named none.</summary>
    public required string Operation { get; init; }

    public required string Method { get; init; }

    public required SigningKind Signing { get; init; }

    public required string AccessKeyId { get; init; }

    public required string SignatureId { get; init; }

    public required string GroupId { get; init; }

    public required string StageName { get; init; }

    /// <summary>How many ids ApiIds carried, repeats included.</summary>
    public required int IdCount { get; init; }

    /// <summary>The HTTP status that the service came to; with a fault that kept the call from it, the fault's, or 0.</summary>
    public required int Status { get; init; }

    /// <summary>The error code, empty for a success.</summary>
    public required string ErrorCode { get; init; }

    /// <summary>Whether the call changed anything.</summary>
    public required bool Changed { get; init; }

    /// <summary>
    /// The fault that a host of the sandbox played on this call, empty when none. The client then saw
    /// the fault and not <see cref="Status"/>.
    /// </summary>
    public string Fault { get; init; } = string.Empty;

    public required string RequestId { get; init; }
}
