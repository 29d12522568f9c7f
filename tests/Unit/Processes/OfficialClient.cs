using System.Text.Json.Nodes;
using Xunit;

namespace AliGatewaySignature.Tests.Processes;

/// <summary>Alibaba Cloud's own npm clients, in tests/OfficialClient, run against a sandbox server.</summary>
internal sealed class OfficialClient
{
    private static readonly NodeProject Project = new(RepositoryPaths.OfficialClient, "the official clients");

    private readonly string _node;

    private OfficialClient(string node) => _node = node;

    /// <summary>
    /// Makes the clients ready. The test is skipped with a reason where they cannot be had, see <see cref="NodeProject"/>.
    /// </summary>
    public static async Task<OfficialClient> ReadyAsync(CancellationToken cancellationToken) =>
        new(await Project.ReadyAsync(cancellationToken));

    /// <summary>Runs every node:test file, one after the other since they share the server, and gives the result as TAP.</summary>
    public Task<ProcessResult> TestAsync(
        SandboxServerProcess server, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken) =>
        RunAsync(server, ["--test", "--test-concurrency=1", "--test-reporter=tap"], cancellationToken, environment);

    /// <summary>Runs one of the scripts, such as <c>bindings.mjs --group G --stage S</c>, and gives the JSON that it prints.</summary>
    public async Task<JsonNode> ScriptAsync(
        SandboxServerProcess server, string script, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var result = await RunAsync(server, [script, .. arguments], cancellationToken);
        Assert.True(result.ExitCode == 0, $"{script} failed: {result}");
        return JsonNode.Parse(result.Output)!;
    }

    /// <summary>Which key each API of a group and stage has, as the official client reads it.</summary>
    public async Task<IReadOnlyDictionary<string, string>> BindingsAsync(
        SandboxServerProcess server, string groupId, string stageName, CancellationToken cancellationToken)
    {
        var bindings = await ScriptAsync(server, "bindings.mjs", ["--group", groupId, "--stage", stageName], cancellationToken);
        return bindings.AsArray().ToDictionary(static item => (string)item!["apiId"]!, static item => (string)item!["signatureId"]!);
    }

    /// <summary>Starts the script that answers questions about the state as long as it runs.</summary>
    public ChildProcess StartReader(SandboxServerProcess server) =>
        ChildProcess.Start(_node, ["reader.mjs"], EnvironmentFor(server, new Dictionary<string, string>()), RepositoryPaths.OfficialClient);

    /// <summary>Starts the script that asks the official credential chain; a line with a case in, a line with its outcome out.</summary>
    public ChildProcess StartCredentialChain() =>
        ChildProcess.Start(_node, ["credentials.mjs"], WithoutProxies(), RepositoryPaths.OfficialClient);

    private Task<ProcessResult> RunAsync(
        SandboxServerProcess server,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? more = null) =>
        ChildProcess.RunAsync(
            _node,
            arguments,
            EnvironmentFor(server, more ?? new Dictionary<string, string>()),
            RepositoryPaths.OfficialClient,
            cancellationToken);

    private static Dictionary<string, string?> EnvironmentFor(SandboxServerProcess server, IReadOnlyDictionary<string, string> more)
    {
        var environment = WithoutProxies();
        foreach ((var name, var value) in server.Environment.Concat(more))
        {
            environment[name] = value;
        }

        return environment;
    }

    // A proxy of the machine must not come between the client and the loopback interface.
    private static Dictionary<string, string?> WithoutProxies() =>
        new() { ["NODE_OPTIONS"] = null, ["HTTP_PROXY"] = null, ["http_proxy"] = null };
}
