namespace AliGatewaySignature.Snapshots;

/// <summary>What stands in the file: about_AgSandbox documents it.</summary>
internal static class StateNames
{
    /// <summary>The value of <c>format</c>.</summary>
    public const string Format = "AliGatewaySignature.State";

    /// <summary>The value of <c>version</c>.</summary>
    public const int Version = 1;
}
