using System;

namespace AliGatewaySignature.Model;

/// <summary>
/// An account, region and endpoint that cmdlets work with. Holds no secret that could be shown; hand it to other
/// cmdlets with -Context.
/// </summary>
public sealed class AgContext
{
    internal AgContext(string source, string accessKeyId, string? regionId, Uri endpoint, bool isSandbox, IDisposable connection, RunLog? log = null)
    {
        Source = source;
        AccessKeyId = accessKeyId;
        RegionId = regionId;
        Endpoint = endpoint;
        IsSandbox = isSandbox;
        Connection = connection;
        Log = log ?? new RunLog();
    }

    /// <summary>Where the credential came from: Parameter, Environment or Sandbox.</summary>
    public string Source { get; }

    /// <summary>The AccessKey id that signs, its middle masked.</summary>
    public string AccessKeyId { get; }

    /// <summary>The region; null when only an endpoint was given.</summary>
    public string? RegionId { get; }

    /// <summary>The address that calls go to.</summary>
    public Uri Endpoint { get; }

    /// <summary>Whether the service is the embedded sandbox of this process, so that nothing real is touched.</summary>
    public bool IsSandbox { get; }

    /// <summary>What the last run of Add-AgSignatureApi or Remove-AgSignatureApi came to; null before the first.</summary>
    public AgRunSummary? LastRun => Log.Last;

    internal RunLog Log { get; }

    /// <summary>Signs and sends. Model calls nobody: the cmdlets know what this is.</summary>
    internal IDisposable Connection { get; }

    /// <summary>A short reading of the context.</summary>
    public override string ToString() => $"{AccessKeyId} at {Endpoint.Authority} ({Source})";
}
