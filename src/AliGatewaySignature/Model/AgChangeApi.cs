namespace AliGatewaySignature.Model;

/// <summary>An API of a call that changes bindings, and what it carried before.</summary>
public sealed class AgChangeApi
{
    internal AgChangeApi(string apiId, bool isPreviousKnown, string? previousSignatureId)
    {
        ApiId = apiId;
        IsPreviousKnown = isPreviousKnown;
        PreviousSignatureId = isPreviousKnown ? previousSignatureId : null;
    }

    /// <summary>The id of the API.</summary>
    public string ApiId { get; }

    /// <summary>The name of the API; null when it was not known.</summary>
    public string? ApiName { get; internal init; }

    /// <summary>The id of the key that the API carried before; null when it carried none, and when that is not known.</summary>
    public string? PreviousSignatureId { get; }

    /// <summary>Whether it was read what the API carried before. With -SkipRead it was not.</summary>
    public bool IsPreviousKnown { get; }

    /// <summary>A short reading of the API.</summary>
    public override string ToString() =>
        $"{ApiName ?? ApiId} (before: {(IsPreviousKnown ? PreviousSignatureId ?? "none" : "not known")})";
}
