namespace AliGatewaySignature.Model;

/// <summary>
/// One API in one stage, as a plan wants it and as it is. Compare-AgSignatureApi writes these; Sync-AgSignatureApi takes them, also from
/// a file, and carries out what they say and nothing else.
/// </summary>
public sealed class AgSignatureApiDifference
{
    internal AgSignatureApiDifference()
    {
    }

    /// <summary>What must happen.</summary>
    public AgDifferenceAction Action { get; internal init; }

    /// <summary>The id of the key that the API is to carry; null where it is to carry none.</summary>
    public string? SignatureId { get; internal init; }

    /// <summary>The name of that key.</summary>
    public string? SignatureName { get; internal init; }

    /// <summary>The id of the key that the API carried when this was read; null where it carried none.</summary>
    public string? PreviousSignatureId { get; internal init; }

    /// <summary>The name of that key; null when it is not known.</summary>
    public string? PreviousSignatureName { get; internal init; }

    /// <summary>The id of the API group.</summary>
    public string GroupId { get; internal init; } = string.Empty;

    /// <summary>The name of the API group; null when it is not known.</summary>
    public string? GroupName { get; internal init; }

    /// <summary>The stage: RELEASE, PRE or TEST.</summary>
    public string StageName { get; internal init; } = string.Empty;

    /// <summary>The id of the API.</summary>
    public string ApiId { get; internal init; } = string.Empty;

    /// <summary>The name of the API; null when it is not known.</summary>
    public string? ApiName { get; internal init; }

    /// <summary>The row of the plan that it comes from, 1 for the first; null where no row names the API.</summary>
    public int? RowNumber { get; internal init; }

    /// <summary>A short reading of it.</summary>
    public override string ToString() => $"{Action} {ApiName ?? ApiId} in {StageName}";
}
