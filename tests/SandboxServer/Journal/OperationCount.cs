namespace AliGatewaySignature.SandboxServer.Journal;

/// <summary>The sums of one operation.</summary>
internal sealed class OperationCount(string operation)
{
    public string Operation { get; } = operation;

    public long Calls { get; internal set; }

    /// <summary>Calls that did not end in success, as far as the service went.</summary>
    public long Errors { get; internal set; }

    /// <summary>Calls that a fault was played on.</summary>
    public long Faults { get; internal set; }

    /// <summary>All ids of all calls.</summary>
    public long Ids { get; internal set; }

    /// <summary>The most ids in one call.</summary>
    public int MaxIds { get; internal set; }

    internal OperationCount Copy() => (OperationCount)MemberwiseClone();
}
