using System.Globalization;
using AliGatewaySignature.Bench.Clients;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Processes;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Bench;

/// <summary>A sandbox server in a process of its own with ten thousand APIs, and what clients need to reach it.</summary>
internal sealed class World : IAsyncDisposable
{
    public const int Ids = 10_000;
    public const int Latency = 20;
    public const string StageName = "TEST";
    private const string GroupName = "bench";

    private readonly SandboxServerProcess _server;

    private World(SandboxServerProcess server, string folder, int runs, CancellationToken cancellationToken)
    {
        _server = server;
        Folder = folder;
        Runs = runs;
        CancellationToken = cancellationToken;
        IdFile = Path.Combine(folder, "ids.txt");
    }

    /// <summary>A folder that goes when the measure ends.</summary>
    public string Folder { get; }

    /// <summary>How many alternating runs to take.</summary>
    public int Runs { get; }

    public CancellationToken CancellationToken { get; }

    public Uri Url => _server.Url;

    /// <summary>The ids of all APIs, one a line.</summary>
    public string IdFile { get; }

    public static string GroupId => SandboxIds.OfGroup(GroupName);

    /// <summary>The key that <see cref="ResetAsync"/> creates.</summary>
    public static string SignatureId => SandboxIds.OfSignature(1);

    public static IReadOnlyList<string> ApiIds { get; } = [.. Enumerable.Range(1, Ids)
        .Select(number => SandboxIds.OfApi(GroupName, number))];

    /// <summary>Who signs, for children.</summary>
    public Dictionary<string, string?> Environment => new()
    {
        [Variables.AccessKeyId] = _server.AccessKeyId,
        [Variables.AccessKeySecret] = _server.AccessKeySecret,
        [Variables.RegionId] = "cn-hangzhou",
    };

    public static async Task<World> StartAsync(int runs, CancellationToken cancellationToken)
    {
        var server = await SandboxServerProcess.StartAsync(
            cancellationToken, "--group", string.Create(CultureInfo.InvariantCulture, $"{GroupName}={Ids}"));
        var world = new World(server, Directory.CreateTempSubdirectory("ag-bench-").FullName, runs, cancellationToken);
        await File.WriteAllLinesAsync(world.IdFile, ApiIds, cancellationToken);
        return world;
    }

    /// <summary>Nothing bound, one key, no faults.</summary>
    public async Task ResetAsync(int latency)
    {
        await _server.ResetAsync(CancellationToken);
        var credential = new Credential(_server.AccessKeyId, PlainText.Protect(_server.AccessKeySecret));
        using var connection = GatewayConnection.Open(
            HttpStack.ForNetwork(Url), ownsClient: true, Url, new FixedCredential(credential),
            new Acs3RequestBuilder("AliGatewaySignature.Bench"));
        await connection.ClientFor(NoObserver.Instance).CreateSignatureAsync(
            "bench", KeyGenerator.NewKey(), PlainText.Protect(KeyGenerator.NewSecret()), CancellationToken);
        await SettingAsync(latency);
        await _server.ForgetCallsAsync(CancellationToken);
    }

    /// <summary>Plays a fault from now on; <see cref="ResetAsync"/> ends it.</summary>
    public Task FaultAsync(string rule) => _server.FaultsAsync("[" + rule + "]", CancellationToken);

    /// <summary>Changes what the real service leaves unsaid; <see cref="ResetAsync"/> ends it.</summary>
    public Task SemanticsAsync(string name, string value) =>
        _server.OptionsAsync($$"""{ "semantics": { "{{name}}": "{{value}}" } }""", CancellationToken);

    /// <summary>How many calls of an operation the server has seen since the last reset.</summary>
    public async Task<int> CallsOfAsync(string operation) =>
        (int?)(await _server.CallsAsync(CancellationToken))["operations"]?[operation]?["calls"] ?? 0;

    /// <summary>How many connections carried calls since the last reset.</summary>
    public async Task<int> ConnectionsAsync() => (int)(await _server.CallsAsync(CancellationToken))["connections"]!["calling"]!;

    /// <summary>How many APIs carry the key, as the server sees it.</summary>
    public async Task<int> BoundAsync() =>
        (await _server.StateAsync(CancellationToken))["bindings"]!.AsArray().Sum(entry => (int)entry!["count"]!);

    public BindJob Job(Uri endpoint, int throttleLimit, ClientKind kind = ClientKind.Floor, string? idFile = null) => new()
    {
        Kind = kind,
        Endpoint = endpoint.AbsoluteUri,
        IdFile = idFile ?? IdFile,
        SignatureId = SignatureId,
        GroupId = GroupId,
        StageName = StageName,
        ThrottleLimit = throttleLimit,
    };

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private Task SettingAsync(int latency) =>
        _server.OptionsAsync(string.Create(CultureInfo.InvariantCulture, $$"""{ "latency": {{latency}} }"""), CancellationToken);
}
