using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Model;
using AliGatewaySignature.Planning;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Coverage;

namespace AliGatewaySignature.Tests.Planning;

/// <summary>A sandbox with some groups and keys, and plans that are read against it.</summary>
internal sealed class PlanSandbox : IDisposable
{
    private readonly CoverageSandbox _sandbox;
    private readonly CancellationToken _token;

    private PlanSandbox(IReadOnlyList<SandboxGroup> groups, CancellationToken token)
    {
        _sandbox = new CoverageSandbox(new SandboxOptions { Groups = groups, Plugins = [] });
        _token = token;
    }

    public GatewayClient Client => _sandbox.Client;

    public CoverageSandbox Service => _sandbox;

    /// <summary>From the name of a key to its id.</summary>
    public Dictionary<string, string> Keys { get; } = [];

    public static async Task<PlanSandbox> CreateAsync(
        CancellationToken token, IReadOnlyList<SandboxGroup>? groups = null, params string[] keys)
    {
        var sandbox = new PlanSandbox(
            groups ?? [new("orders", 30), new("payments", 5), new("drafts", 3, ["TEST"]), new("hidden", 2, []), new("empty", 0)], token);
        foreach (var name in keys.Length == 0 ? ["old_key", "new_key"] : keys)
        {
            sandbox.Keys[name] = (await sandbox.Client.CreateSignatureAsync(
                name, name + "_1", PlainText.Protect("a_secret_1"), token)).SignatureId;
        }

        sandbox.Service.TakeCalls();
        return sandbox;
    }

    public static string Group(string name) => SandboxIds.OfGroup(name);

    public static string Api(string group, int number) => SandboxIds.OfApi(group, number);

    public static string ApiName(string group, int number) => $"{group}_api_{number:D4}";

    /// <summary>Binds a key to the APIs of a group from one number to another.</summary>
    public async Task BindAsync(string key, string group, string stage, int first, int last)
    {
        foreach (var part in Enumerable.Range(first, last - first + 1).Chunk(100))
        {
            await Client.SetSignatureApisAsync(
                Keys[key], Group(group), stage, [.. part.Select(number => Api(group, number))], null, _token);
        }

        Service.TakeCalls();
    }

    /// <summary>A row with the ids of all that it names.</summary>
    public PlanCells Row(string key, string group, string stage, int api) => new()
    {
        SignatureId = Keys[key],
        GroupId = Group(group),
        StageName = stage,
        ApiId = Api(group, api),
    };

    /// <summary>A row with names only.</summary>
    public static PlanCells Named(string key, string group, string stage, string api) => new()
    {
        SignatureName = key,
        GroupName = group,
        StageName = stage,
        ApiName = api,
    };

    /// <summary>A difference as it comes back from a file.</summary>
    public static PlanCells Difference(in PlanStep step) => new()
    {
        Action = step.Action,
        SignatureId = step.To?.Id,
        SignatureName = step.To?.Name,
        PreviousSignatureId = step.From?.Id,
        PreviousSignatureName = step.From?.Name,
        GroupId = step.Place.Group.Id,
        GroupName = step.Place.Group.Name,
        StageName = step.Place.StageName,
        ApiId = step.Api.Id,
        ApiName = step.Api.Name,
    };

    public Task<PlanOutcome> ReadAsync(params PlanCells[] rows) => ReadAsync(rows, prune: false);

    public Task<PlanOutcome> ReadAsync(IEnumerable<PlanCells> rows, bool prune)
    {
        var input = new PlanInput();
        foreach (var row in rows)
        {
            input.Add(row);
        }

        return PlanOutcome.ReadAsync(Client, 4, input, prune, _token);
    }

    /// <summary>"Bind orders_api_0001 TEST old_key -> new_key" for each step, in order.</summary>
    public static IReadOnlyList<string> Words(PlanOutcome outcome) =>
    [
        .. outcome.Steps.Select(static step =>
            $"{step.Row} {step.Action} {step.Api.Name} {step.Place.StageName} {step.From?.Name ?? "-"} {step.To?.Name ?? "-"}"),
    ];

    /// <summary>"2 ApiId" for each problem, in order.</summary>
    public static IReadOnlyList<string> Places(PlanOutcome outcome) =>
        [.. outcome.Problems.Select(static (AgPlanProblem problem) => $"{problem.RowNumber} {problem.Column ?? "row"}")];

    public void Dispose() => _sandbox.Dispose();
}
