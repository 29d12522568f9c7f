using System.Text.Json.Nodes;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Snapshots;
using AliGatewaySignature.Tests.Sandbox;
using Xunit;

namespace AliGatewaySignature.Tests.Snapshots;

/// <summary>The sandbox of a file behind an HttpClient, as a context has it.</summary>
internal sealed class FileSandbox : IDisposable
{
    private static readonly Uri Server = new("https://apigateway.cn-hangzhou.aliyuncs.com");
    private readonly HttpClient _http;

    public FileSandbox(string path, string? regionId = null)
    {
        var share = OpenSandboxes.Share(path, regionId);
        Service = (SandboxService)share.InnerHandler!;
        _http = new HttpClient(share);
    }

    public static string Orders { get; } = SandboxIds.OfGroup("orders");

    public SandboxService Service { get; }

    public static string Order(int number) => SandboxIds.OfApi("orders", number);

    public async Task<SandboxAnswer> CallAsync(string operation, params (string Name, string Value)[] parameters)
    {
        var fields = parameters.Select(static parameter => KeyValuePair.Create(parameter.Name, parameter.Value)).ToArray();
        using var request = new Signer { Time = DateTimeOffset.UtcNow }.Acs3(Server.Authority, operation, fields).ToHttp(Server);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return await SandboxAnswer.ReadAsync(response, TestContext.Current.CancellationToken);
    }

    public async Task<string> CreateAsync(string name)
    {
        var answer = await CallAsync(
            "CreateSignature", ("SignatureName", name), ("SignatureKey", "backend_key_1"), ("SignatureSecret", "secret_1"));
        Assert.Equal(200, answer.Status);
        return (string)answer["SignatureId"]!;
    }

    /// <summary>The first page of every listing.</summary>
    public async Task<string> EverythingAsync()
    {
        var pages = new List<string>();
        foreach (var operation in new[] { "DescribeSignatures", "DescribeApiGroups", "DescribeApis", "DescribePlugins" })
        {
            pages.Add(await PageAsync(operation));
        }

        foreach (var stage in SandboxStages.All)
        {
            pages.Add(await PageAsync("DescribeApiSignatures", ("GroupId", Orders), ("StageName", stage)));
        }

        return string.Join('\n', pages);
    }

    private async Task<string> PageAsync(string operation, params (string Name, string Value)[] parameters)
    {
        var answer = await CallAsync(operation, [.. parameters, ("PageSize", "50")]);
        Assert.Equal(200, answer.Status);
        var page = (JsonObject)answer.Body.DeepClone();
        page.Remove("RequestId");
        return page.ToJsonString();
    }

    public void Dispose() => _http.Dispose();
}
