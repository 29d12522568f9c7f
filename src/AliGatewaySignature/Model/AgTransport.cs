namespace AliGatewaySignature.Model;

/// <summary>Who builds and signs the requests of a context. Everything else about a call is the same with each of them.</summary>
public enum AgTransport
{
    /// <summary>The module itself, with the service's current signature (ACS3-HMAC-SHA256).</summary>
    Acs3,

    /// <summary>Aliyun.Acs.Core of the package aliyun-net-sdk-core, with the older signature (HMAC-SHA1, version 1.0).</summary>
    AcsCore,
}
