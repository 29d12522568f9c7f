namespace AliGatewaySignature.Model;

/// <summary>
/// A key on one API in one stage. The names of its properties are those of the parameters of Add-, Remove- and
/// Get-AgSignatureApi, so that it can be piped on. Source: the pages of SetSignatureApis, RemoveSignatureApis,
/// DescribeApiSignatures, DescribeApisBySignature and DescribeSignaturesByApi, API Gateway 2016-07-14.
/// </summary>
public sealed class AgSignatureBinding
{
    internal AgSignatureBinding(string signatureId, string groupId, string stageName, string apiId, AgBindingState state)
    {
        SignatureId = signatureId;
        GroupId = groupId;
        StageName = stageName;
        ApiId = apiId;
        State = state;
    }

    /// <summary>The id of the key.</summary>
    public string SignatureId { get; }

    /// <summary>The name of the key; null when it is not known here.</summary>
    public string? SignatureName { get; internal set; }

    /// <summary>The id of the API group.</summary>
    public string GroupId { get; }

    /// <summary>The name of the API group; null when it is not known here.</summary>
    public string? GroupName { get; internal set; }

    /// <summary>The stage: RELEASE, PRE or TEST.</summary>
    public string StageName { get; }

    /// <summary>The id of the API.</summary>
    public string ApiId { get; }

    /// <summary>The name of the API; null when it is not known here.</summary>
    public string? ApiName { get; internal set; }

    /// <summary>Whether the API carries the key.</summary>
    public AgBindingState State { get; }

    /// <summary>What the command did; null for a binding that was only read, or that could not be brought about.</summary>
    public AgBindingAction? Action { get; internal set; }

    /// <summary>The id of the other key that the API carried when it was read; null when there was none, or it is not known.</summary>
    public string? PreviousSignatureId { get; internal set; }

    /// <summary>The name of that key; null when it is not known here.</summary>
    public string? PreviousSignatureName { get; internal set; }

    /// <summary>When the key was bound, UTC; null when it is not known here.</summary>
    public DateTimeOffset? BoundTime { get; internal set; }

    /// <summary>Whether the state was read from the service, and not only follows from a call that it accepted.</summary>
    public bool IsVerified { get; internal set; }

    /// <summary>A short reading of the binding.</summary>
    public override string ToString() => $"{ApiId} in {StageName}: {State} ({SignatureId})";
}
