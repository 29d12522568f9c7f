namespace AliGatewaySignature.Tests.Credentials.Cloud;

/// <summary>What happens to requests for an endpoint instead of an answer, so many times.</summary>
internal sealed class CloudFault(CloudEndpoint endpoint, int times)
{
    public CloudEndpoint Endpoint { get; } = endpoint;

    /// <summary>How often it still happens.</summary>
    public int Times { get; set; } = times;

    /// <summary>The answer, or null when the connection is reset.</summary>
    public CloudReply? Reply { get; init; }

    /// <summary>Holds the answer back until the test lets it go; then the request is answered as usual.</summary>
    public CloudHold? Hold { get; init; }
}
