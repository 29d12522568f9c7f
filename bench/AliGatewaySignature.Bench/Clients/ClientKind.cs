namespace AliGatewaySignature.Bench.Clients;

/// <summary>Who makes the calls, of those written in C#.</summary>
internal enum ClientKind
{
    /// <summary>A bare HttpClient that sends requests signed beforehand.</summary>
    Floor,

    /// <summary>The same, with a connection of its own for each call.</summary>
    ConnectionACall,

    /// <summary>The module's own batches, without PowerShell.</summary>
    Engine,

    /// <summary>The same, with requests of Aliyun.Acs.Core.</summary>
    EngineOverAcsCore,
}
