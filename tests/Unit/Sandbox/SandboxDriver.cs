using AliGatewaySignature.Sandbox;
using AliGatewaySignature.SandboxServer.Journal;
using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>A sandbox behind an HttpClient, and calls to it that need no ceremony.</summary>
internal sealed class SandboxDriver : IDisposable
{
    private readonly HttpClient _http;

    public SandboxDriver(Func<SandboxSemantics, SandboxSemantics>? semantics = null, IReadOnlyList<SandboxGroup>? groups = null)
    {
        Service = new SandboxService(new SandboxOptions
        {
            Clock = () => Now,
            Groups = groups ?? SandboxOptions.SampleGroups,
            Semantics = semantics?.Invoke(new SandboxSemantics()) ?? new SandboxSemantics(),
            KeyPairs = [new SandboxKeyPair("STS.temporary", "temporary-secret", "the-token")],
        });
        _http = new HttpClient(new JournalingHandler(Service, Journal));
    }

    public static string Orders { get; } = SandboxIds.OfGroup("orders");

    public SandboxService Service { get; }

    public SandboxJournal Journal { get; } = new(1_000);

    /// <summary>What the sandbox takes for the present.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 5, 6, 7, 8, 9, 750, TimeSpan.Zero);

    public Uri Server { get; set; } = new("https://apigateway.cn-hangzhou.aliyuncs.com");

    /// <summary>The n-th API of the orders, counted from 1.</summary>
    public static string Order(int number) => SandboxIds.OfApi("orders", number);

    public static string OrderIds(int first, int count) => string.Join(',', Enumerable.Range(first, count).Select(Order));

    public Task<SandboxAnswer> CallAsync(string operation, params (string Name, string Value)[] parameters) =>
        SendAsync(new Signer { Time = Now }.Acs3(Server.Authority, operation, Fields(parameters)));

    public async Task<SandboxAnswer> SendAsync(RawRequest raw)
    {
        using var request = raw.ToHttp(Server);
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return await SandboxAnswer.ReadAsync(response, TestContext.Current.CancellationToken);
    }

    public static KeyValuePair<string, string>[] Fields(params (string Name, string Value)[] parameters) =>
        [.. parameters.Select(static parameter => KeyValuePair.Create(parameter.Name, parameter.Value))];

    /// <summary>Makes a key and gives its id.</summary>
    public async Task<string> CreateAsync(string name = "backend_key")
    {
        var answer = await CallAsync(
            "CreateSignature", ("SignatureName", name), ("SignatureKey", "backend_key_1"), ("SignatureSecret", "secret_1"));
        Assert.Equal(200, answer.Status);
        return (string)answer["SignatureId"]!;
    }

    public Task<SandboxAnswer> SetAsync(string signatureId, string apiIds, string stage = "RELEASE", string? group = null) => CallAsync(
        "SetSignatureApis", ("SignatureId", signatureId), ("GroupId", group ?? Orders), ("ApiIds", apiIds), ("StageName", stage));

    public Task<SandboxAnswer> RemoveAsync(string signatureId, string? apiIds, string stage = "RELEASE")
    {
        List<(string, string)> parameters = [("SignatureId", signatureId), ("GroupId", Orders), ("StageName", stage)];
        if (apiIds is not null)
        {
            parameters.Add(("ApiIds", apiIds));
        }

        return CallAsync("RemoveSignatureApis", [.. parameters]);
    }

    /// <summary>Which key each API of the orders has, straight from the service.</summary>
    public IReadOnlyDictionary<string, string> Bound(string stage = "RELEASE") => Service.BoundKeys(Orders, stage);

    public void Dispose()
    {
        _http.Dispose();
        Service.Dispose();
    }
}
