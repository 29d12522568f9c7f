using System.Text.Json.Nodes;
using AliGatewaySignature.Batching;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Processes;
using AliGatewaySignature.Transport;
using Xunit;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>What the fault tests have in common: a server that starts from nothing, a key, and words for what is expected.</summary>
public abstract class FaultTest(FaultServer server) : IAsyncLifetime
{
    private protected const string Set = "SetSignatureApis";
    private protected const string Remove = "RemoveSignatureApis";
    private protected const string Read = "DescribeApiSignatures";
    private protected const string Create = "CreateSignature";
    private protected const string List = "DescribeSignatures";
    private protected const string Stage = "TEST";

    private readonly List<Engine> _engines = [];

    /// <summary>Who builds and signs the requests of the tests.</summary>
    private protected virtual AgTransport Transport => AgTransport.Acs3;

    private protected static string Orders { get; } = SandboxIds.OfGroup("orders");

    private protected static string Catalog { get; } = SandboxIds.OfGroup("catalog");

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected SandboxServerProcess Server => server.Process;

    /// <summary>Alibaba Cloud's own client; null where there is no Node.</summary>
    private protected OfficialReader? Official => server.Official;

    /// <summary>The key that a test binds and unbinds.</summary>
    private protected string SignatureId { get; private set; } = string.Empty;

    private protected BatchKey Key => new(SignatureId, Orders, Stage);

    public async ValueTask InitializeAsync()
    {
        await server.StartAsync();
        await Server.ResetAsync(Cancellation);
        SignatureId = await CreateKeyAsync("first_key");
        await Server.ForgetCallsAsync(Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var engine in _engines)
        {
            engine.Dispose();
        }

        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The first ids of the group orders, or those after them.</summary>
    private protected static string[] Ids(int count, int from = 1) => Ids("orders", count, from);

    private protected static string[] Ids(string group, int count, int from = 1) =>
        [.. Enumerable.Range(from, count).Select(number => SandboxIds.OfApi(group, number))];

    /// <summary>An id that no API has.</summary>
    private protected static string BadId(int number) => $"bad{number:x29}";

    private protected Engine NewEngine(ICredentialSource? credentials = null, RetryPolicy? policy = null, double random = 0.5)
    {
        var engine = new Engine(Server.Url, credentials, policy, random, Transport);
        _engines.Add(engine);
        return engine;
    }

    private protected async Task<string> CreateKeyAsync(string name) =>
        (await NewEngine().Client.CreateSignatureAsync(name, "the_key", PlainText.Protect("the_secret"), Cancellation)).SignatureId;

    /// <summary>Binds without faults, and forgets the calls that took.</summary>
    private protected async Task BoundBeforeAsync(IEnumerable<string> apiIds, string? signatureId = null)
    {
        var outcome = await NewEngine().BindAsync(new BatchKey(signatureId ?? SignatureId, Orders, Stage), apiIds, Cancellation);
        Assert.Empty(outcome.Failures);
        await Server.ForgetCallsAsync(Cancellation);
    }

    /// <summary>Orders faults: <c>{"operation":"SetSignatureApis","kind":"throttle","times":2}</c>, one an argument.</summary>
    private protected Task FaultsAsync(params string[] rules) => Server.FaultsAsync("[" + string.Join(",", rules) + "]", Cancellation);

    private protected Task SemanticsAsync(params (string Name, string Value)[] settings) => Server.OptionsAsync(
        new JsonObject
        {
            ["semantics"] = new JsonObject(settings.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Value))),
        }.ToJsonString(), Cancellation);

    /// <summary>The calls that reached the server, retries included, by operation.</summary>
    private protected async Task<int> CallsAsync(string operation) =>
        (await Server.CallsAsync(Cancellation))["operations"]![operation] is { } sums ? (int)sums["calls"]! : 0;

    private protected async Task AssertCallsAsync(params (string Operation, int Count)[] expected)
    {
        var journal = await Server.CallsAsync(Cancellation);
        var found = journal["operations"]!.AsObject()
            .Select(one => (one.Key, Count: (int)one.Value!["calls"]!))
            .OrderBy(one => one.Key, StringComparer.Ordinal);
        Assert.Equal(expected.OrderBy(one => one.Operation, StringComparer.Ordinal), found);
    }

    /// <summary>
    /// What is bound in the stage in the end, each id to its key: as the server has it and, where Node is there, as
    /// Alibaba Cloud's own client reads it. Faults are over from here on.
    /// </summary>
    private protected Task AssertBoundAsync(IEnumerable<string> apiIds, string? groupId = null) =>
        AssertStateAsync(apiIds.ToDictionary(apiId => apiId, _ => SignatureId), groupId);

    private protected async Task AssertStateAsync(IReadOnlyDictionary<string, string> expected, string? groupId = null)
    {
        await Server.ClearFaultsAsync(Cancellation);
        Assert.Equal(Sorted(expected), Sorted(await BoundAsync(groupId)));
        if (Official is { } official)
        {
            Assert.Equal(Sorted(expected), Sorted(await official.BindingsAsync(groupId ?? Orders, Stage, Cancellation)));
        }
    }

    /// <summary>Which key each bound API has, as the server has it.</summary>
    private protected Task<IReadOnlyDictionary<string, string>> BoundAsync(string? groupId = null) =>
        Server.BoundKeysAsync(groupId ?? Orders, Stage, Cancellation);

    /// <summary>The ids of the keys of a name, as the official client lists them, or as ours does where there is no Node.</summary>
    private protected async Task<IReadOnlyList<string>> KeysNamedAsync(string name)
    {
        await Server.ClearFaultsAsync(Cancellation);
        if (Official is { } official)
        {
            return await official.KeysNamedAsync(name, Cancellation);
        }

        var page = await NewEngine().Client.DescribeSignaturesAsync(null, name, includeSecret: false, 1, Cancellation);
        return [.. page.Items.Select(key => key.SignatureId)];
    }

    /// <summary>Everything went well: each id once, in order, in the state that was wanted.</summary>
    private protected static void AssertAllDone(RunOutcome outcome, IEnumerable<string> apiIds, AgBindingState state = AgBindingState.Bound)
    {
        Assert.Empty(outcome.Failures.Select(failure => failure.Exception.Message));
        Assert.Equal(apiIds, outcome.DoneIds);
        Assert.All(outcome.Bindings, binding => Assert.Equal(state, binding.State));
    }

    /// <summary>One error, about these ids and no other.</summary>
    private protected static AgException AssertOneError(
        RunOutcome outcome, string errorId, bool outcomeUnknown, IEnumerable<string> apiIds, AgBindingState state)
    {
        var failure = Assert.Single(outcome.Failures);
        Assert.Equal((errorId, outcomeUnknown), (failure.Exception.ErrorId, failure.Exception.OutcomeUnknown));
        Assert.Equal(apiIds, failure.Bindings.Select(binding => binding.ApiId));
        Assert.All(failure.Bindings, binding => Assert.Equal(state, binding.State));
        Assert.NotEmpty(failure.Exception.RecommendedAction);
        return failure.Exception;
    }

    /// <summary>Waits until the server has begun to play its first rule as often as given; there is nothing else to wait for.</summary>
    private protected async Task PlayedAsync(int times)
    {
        while ((int)(await Server.PlayedFaultsAsync(Cancellation))[0]!["played"]! < times)
        {
            Cancellation.ThrowIfCancellationRequested();
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Sorted(IReadOnlyDictionary<string, string> state) =>
        state.OrderBy(one => one.Key, StringComparer.Ordinal);
}
