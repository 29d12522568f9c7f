namespace AliGatewaySignature.CloudApi;

/// <summary>A plug-in, without what it keeps: with the type backendSignature that holds a Secret, which nobody needs here.</summary>
/// <param name="PluginId">Its id.</param>
/// <param name="PluginName">Its name.</param>
/// <param name="PluginType">Its type; null where the service does not repeat it.</param>
/// <param name="ModifiedTime">When it was last changed; null where the service does not say.</param>
internal sealed record SigningPlugin(string PluginId, string? PluginName, string? PluginType, DateTimeOffset? ModifiedTime)
{
    /// <summary>The type of the plug-ins that make the gateway sign.</summary>
    public const string Type = "backendSignature";

    /// <summary>Whether it signs. A service that ignores the filter lists the others too.</summary>
    public bool Signs => PluginType is null || string.Equals(PluginType, Type, StringComparison.OrdinalIgnoreCase);
}
