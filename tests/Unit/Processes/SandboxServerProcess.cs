using System.Text;
using System.Text.Json.Nodes;
using AliGatewaySignature.PowerShellEngine;

namespace AliGatewaySignature.Tests.Processes;

/// <summary>The sandbox server in a process of its own, and its control endpoints.</summary>
internal sealed class SandboxServerProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly HttpClient _http;
    private readonly Dictionary<string, string> _said;

    private SandboxServerProcess(ChildProcess process, Dictionary<string, string> said)
    {
        _process = process;
        _said = said;
        Url = new Uri(said["AG_SANDBOX_URL"]);

        // One connection per request, so that the count of connections is that of the client under test.
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Url, Timeout = TimeSpan.FromMinutes(1) };
        _http.DefaultRequestHeaders.ConnectionClose = true;
    }

    public Uri Url { get; }

    public string AccessKeyId => _said["AG_SANDBOX_ACCESS_KEY_ID"];

    public string AccessKeySecret => _said["AG_SANDBOX_ACCESS_KEY_SECRET"];

    /// <summary>URL and keys as the server printed them: what scripts and official clients take from their environment.</summary>
    public IReadOnlyDictionary<string, string> Environment => _said;

    /// <summary>Starts a server on a free port. It ends with this object, and with this process if that is killed.</summary>
    public static async Task<SandboxServerProcess> StartAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var process = ChildProcess.Start(
            EnginePaths.DotNet, [RepositoryPaths.SandboxServer, "--urls", "http://127.0.0.1:0", "--exit-with-stdin", .. arguments]);
        try
        {
            var said = new Dictionary<string, string>(StringComparer.Ordinal);
            while (!said.ContainsKey("AG_SANDBOX_READY"))
            {
                if (await process.ReadLineAsync(cancellationToken) is not { } line)
                {
                    throw new InvalidOperationException("The sandbox server did not start: " + await process.WaitAsync(cancellationToken));
                }

                var equals = line.IndexOf('=', StringComparison.Ordinal);
                said.Add(line[..equals], line[(equals + 1)..]);
            }

            return new SandboxServerProcess(process, said);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Keys and bindings forgotten, journal empty, no faults, settings as at the start.</summary>
    public Task ResetAsync(CancellationToken cancellationToken) => ControlAsync(HttpMethod.Post, "reset", null, cancellationToken);

    /// <summary>Journal, counters and connections; see the keys total, connections, operations and calls.</summary>
    public async Task<JsonObject> CallsAsync(CancellationToken cancellationToken) =>
        (await ControlAsync(HttpMethod.Get, "calls", null, cancellationToken)).AsObject();

    public Task ForgetCallsAsync(CancellationToken cancellationToken) => ControlAsync(HttpMethod.Delete, "calls", null, cancellationToken);

    /// <summary>Groups, the number of keys, and bindings counted by group, stage and key.</summary>
    public async Task<JsonObject> StateAsync(CancellationToken cancellationToken) =>
        (await ControlAsync(HttpMethod.Get, "state", null, cancellationToken)).AsObject();

    /// <summary>Which key each bound API of a sample group has in a stage.</summary>
    public async Task<IReadOnlyDictionary<string, string>> BoundKeysAsync(
        string groupId, string stageName, CancellationToken cancellationToken) =>
        (await ControlAsync(HttpMethod.Get, $"bindings?group={groupId}&stage={stageName}", null, cancellationToken)).AsObject()
            .ToDictionary(static binding => binding.Key, static binding => (string)binding.Value!, StringComparer.Ordinal);

    /// <summary>Replaces all fault rules: <c>[{"operation":"SetSignatureApis","kind":"throttle","times":2}]</c>.</summary>
    public Task FaultsAsync(string json, CancellationToken cancellationToken) =>
        ControlAsync(HttpMethod.Put, "faults", json, cancellationToken);

    /// <summary>Takes all fault rules away; calls that hang on one are let go.</summary>
    public Task ClearFaultsAsync(CancellationToken cancellationToken) => ControlAsync(HttpMethod.Delete, "faults", null, cancellationToken);

    /// <summary>The rules that stand and how often each was played.</summary>
    public async Task<JsonArray> PlayedFaultsAsync(CancellationToken cancellationToken) =>
        (await ControlAsync(HttpMethod.Get, "faults", null, cancellationToken)).AsArray();

    /// <summary>Changes settings: <c>{"latency":20,"semantics":{"otherKeyBound":"refuse"}}</c>.</summary>
    public Task OptionsAsync(string json, CancellationToken cancellationToken) =>
        ControlAsync(HttpMethod.Put, "options", json, cancellationToken);

    /// <summary>Asks the server to end, as the end of its parent would, and waits for it.</summary>
    public async Task<ProcessResult> StopAsync(CancellationToken cancellationToken)
    {
        _process.CloseInput();
        return await _process.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }

    private async Task<JsonNode> ControlAsync(HttpMethod method, string endpoint, string? json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, "/sandbox/" + endpoint);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(answer)!
            : throw new InvalidOperationException($"{method} {endpoint} was answered with {(int)response.StatusCode}: {answer}");
    }
}
