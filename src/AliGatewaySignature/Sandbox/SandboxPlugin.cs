namespace AliGatewaySignature.Sandbox;

/// <summary>One sample plug-in.</summary>
internal sealed class SandboxPlugin(string name, string type, string data)
{
    /// <summary>The type of the plug-ins that make the gateway sign.</summary>
    public const string SigningType = "backendSignature";

    public string Name { get; } = name;

    public string Type { get; } = type;

    /// <summary>What the plug-in does, as the service keeps it; with the type backendSignature the Key and the Secret.</summary>
    public string Data { get; } = data;

    /// <summary>How long before the start of the sandbox it was last changed.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>What it is bound to. Groups and APIs that the sandbox does not have are left out.</summary>
    public IReadOnlyList<SandboxPluginPlace> Places { get; init; } = [];

    /// <summary>A plug-in that makes the gateway sign.</summary>
    public static SandboxPlugin Signing(string name, string key, string secret, TimeSpan age, params SandboxPluginPlace[] places) =>
        new(name, SigningType, DataOf(key, secret)) { Age = age, Places = places };

    /// <summary>What a plug-in that signs keeps. Neither part has a character that JSON would escape.</summary>
    public static string DataOf(string key, string secret) =>
        $$"""{"type":"APIGW_BACKEND","key":"{{key}}","secret":"{{secret}}"}""";
}

/// <summary>Where a plug-in is bound: to some APIs of a group in a stage, or to the whole group.</summary>
/// <param name="GroupName">The sample group.</param>
/// <param name="StageName">The stage.</param>
/// <param name="FirstApi">The number of the first API, counted from 1.</param>
/// <param name="ApiCount">How many APIs from there on; 0 for the group as a whole.</param>
internal readonly record struct SandboxPluginPlace(string GroupName, string StageName, int FirstApi = 0, int ApiCount = 0);
