namespace AliGatewaySignature.Transport;

/// <summary>What is true of every call of one operation of the service. The rows are in CloudApi/Operations.cs.</summary>
/// <param name="Name">The name, as the service spells it.</param>
internal sealed record Operation(string Name)
{
    /// <summary>Whether sending a call twice ends in the same state as sending it once.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>Whether a call changes something. One that only reads leaves no outcome open.</summary>
    public bool IsChange { get; init; }

    /// <summary>How many API ids a call carries at most; 0 when it carries none.</summary>
    public int IdsPerCall { get; init; }

    /// <summary>How many items a page has at most; no limit when the operation is not paged.</summary>
    public int PageSize { get; init; } = int.MaxValue;

    /// <summary>Whether the service allows no more than 50 calls per second and account.</summary>
    public bool IsPaced { get; init; }

    /// <summary>
    /// The resource that a RAM policy must name, where <c>&lt;group&gt;</c> stands for the GroupId of the call and
    /// <c>&lt;plugin&gt;</c> for its PluginId. Where the operation's page names none, <c>*</c> is what works.
    /// </summary>
    public string RamResource { get; init; } = "*";
}
