namespace AliGatewaySignature.SandboxServer.Faults;

/// <summary>How a reply can lack its list.</summary>
internal enum ListShape
{
    /// <summary>The wrapper is not there.</summary>
    Gone,

    /// <summary>An empty list stands in the wrapper's place.</summary>
    Array,

    /// <summary>The wrapper is null.</summary>
    Null,

    /// <summary>The wrapper is there and holds nothing.</summary>
    Hollow,
}
