using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.Tests.Credentials.Cloud;

/// <summary>One request as the loopback cloud got it.</summary>
internal sealed class CloudRequest
{
    private readonly List<KeyValuePair<string, string>> _parameters;

    public CloudRequest(ServiceCall call, string asked)
    {
        Call = call;
        Asked = asked;
        Host = asked[(asked.IndexOf("://", StringComparison.Ordinal) + 3)..];
        _parameters = [.. call.Query, .. call.Form];
        Parameters = _parameters.GroupBy(field => field.Key).ToDictionary(group => group.Key, group => group.First().Value);
        Endpoint = CloudEndpoints.Find(this);
    }

    /// <summary>Scheme and authority that the client meant, such as <c>https://sts.aliyuncs.com</c>.</summary>
    public string Asked { get; }

    /// <summary>The authority that the client meant.</summary>
    public string Host { get; }

    public CloudEndpoint Endpoint { get; }

    public string Method => Call.Request.Method;

    /// <summary>Escaped as it came.</summary>
    public string Path => Call.Request.Path;

    /// <summary>The STS action, or null.</summary>
    public string? Action => Call.Operation;

    /// <summary>The fields of query and form, unescaped.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; }

    /// <summary>The request as it came, for those who check signatures.</summary>
    public ServiceCall Call { get; }

    /// <summary>A header's first value, or null.</summary>
    public string? Header(string name) => Call.Request.Headers.First(name);

    /// <summary>A parameter's value, or null.</summary>
    public string? Parameter(string name) => Parameters.TryGetValue(name, out var value) ? value : null;

    public override string ToString() => $"{Method} {Asked}{Path} {Action}".TrimEnd();
}
