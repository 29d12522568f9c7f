namespace AliGatewaySignature.Model;

/// <summary>What makes the gateway sign the requests of an API in a stage.</summary>
public enum AgSignatureSource
{
    /// <summary>Nothing, or nothing that could be read.</summary>
    None,

    /// <summary>A key that is bound to the API.</summary>
    Key,

    /// <summary>A plug-in of the type backendSignature that is bound to the API. It wins over one of the group.</summary>
    ApiPlugin,

    /// <summary>A plug-in of the type backendSignature that is bound to the group.</summary>
    GroupPlugin,
}
