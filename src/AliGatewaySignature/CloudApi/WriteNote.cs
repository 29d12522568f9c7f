using AliGatewaySignature.Transport;

namespace AliGatewaySignature.CloudApi;

/// <summary>What a call that changes something is about, as it is written down before it is sent: without Key and Secret.</summary>
/// <param name="Operation">The operation.</param>
internal sealed record WriteNote(Operation Operation)
{
    public string? SignatureId { get; init; }

    public string? SignatureName { get; init; }

    /// <summary>What a key that is changed was called before; null where that is not known, and for every other call.</summary>
    public string? PreviousSignatureName { get; init; }

    /// <summary>The key that is bound next to what the call unbinds; null where nothing is said of that.</summary>
    public string? DestinationSignatureId { get; init; }

    public string? GroupId { get; init; }

    public string? GroupName { get; init; }

    public string? StageName { get; init; }

    /// <summary>Whether the call names no API, and is about each one of the group and stage.</summary>
    public bool IsEveryApi { get; init; }

    public IReadOnlyList<ApiBefore> Apis { get; init; } = [];
}
