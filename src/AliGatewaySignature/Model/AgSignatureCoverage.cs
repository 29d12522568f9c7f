namespace AliGatewaySignature.Model;

/// <summary>
/// An API in a stage, and what signs the requests that its backend gets. Get-AgSignatureCoverage writes one for each stage that an API is
/// published to, and one for each binding of an API that is not published there.
/// </summary>
public sealed class AgSignatureCoverage
{
    /// <summary>What stands for the account of the embedded sandbox, so that no report of it is taken for one of a real account.</summary>
    internal const string SandboxAccount = "sandbox";

    /// <summary>The id of the API.</summary>
    public string ApiId { get; internal init; } = string.Empty;

    /// <summary>Its name; null where it is not known.</summary>
    public string? ApiName { get; internal init; }

    /// <summary>The id of its group.</summary>
    public string GroupId { get; internal init; } = string.Empty;

    /// <summary>The name of its group; null where it is not known.</summary>
    public string? GroupName { get; internal init; }

    /// <summary>The stage: RELEASE, PRE or TEST.</summary>
    public string StageName { get; internal init; } = string.Empty;

    /// <summary>
    /// Whether the API is published to the stage; null where the service does not say. One that is not gets no requests there; its
    /// binding is active again when it is published.
    /// </summary>
    public bool? IsPublished { get; internal init; }

    /// <summary>Whether and how its requests are signed.</summary>
    public AgCoverageState State { get; internal init; }

    /// <summary>What makes the gateway sign.</summary>
    public AgSignatureSource Source { get; internal init; }

    /// <summary>The id of the key that is bound; null where none is.</summary>
    public string? SignatureId { get; internal init; }

    /// <summary>The name of the key.</summary>
    public string? SignatureName { get; internal init; }

    /// <summary>The id of the plug-in that signs; null where none does.</summary>
    public string? PluginId { get; internal init; }

    /// <summary>The name of the plug-in.</summary>
    public string? PluginName { get; internal init; }

    /// <summary>When the key or the plug-in was last changed; null where it is not known.</summary>
    public DateTimeOffset? ModifiedTime { get; internal init; }

    /// <summary>
    /// How long ago that was, when this was read. An in-place rotation makes it zero again, and so does a change of the name alone.
    /// </summary>
    public TimeSpan? KeyAge { get; internal init; }

    /// <summary>Why the state is Unknown, most often the message of the call that failed; null otherwise.</summary>
    public string? Reason { get; internal init; }

    /// <summary>The region; null where only an endpoint was given.</summary>
    public string? RegionId { get; internal init; }

    /// <summary>The account, where Connect-AgAccount found it out; "sandbox" where the embedded sandbox was asked.</summary>
    public string? AccountId { get; internal init; }

    /// <summary>A short reading of it.</summary>
    public override string ToString() => $"{ApiName ?? ApiId} in {StageName}: {State}";
}
