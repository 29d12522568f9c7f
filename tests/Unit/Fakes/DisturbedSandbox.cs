using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Tests.Fakes;

/// <summary>
/// The embedded sandbox, with a way to it that a test can disturb: calls that fail on the way there, or whose answer is
/// lost on the way back. Fast, and without a second process; tests/Unit/Faults has the real network.
/// </summary>
internal sealed class DisturbedSandbox : IApiTransport, IDisposable
{
    private readonly HttpClient _http;
    private readonly HttpTransport _way;
    private readonly List<(string Operation, Func<ApiCall, Func<Task<ApiReply>>, Task<ApiReply>> Act)> _disturbances = [];

    public DisturbedSandbox(SandboxSemantics? semantics = null)
    {
        var endpoint = new Uri("https://apigateway.sandbox.invalid/");
        var credential = new Credential(SandboxService.DefaultAccessKeyId, PlainText.Protect(SandboxService.DefaultAccessKeySecret));
        _http = HttpStack.Over(new SandboxService(new SandboxOptions { Semantics = semantics ?? new SandboxSemantics() }));
        _way = new HttpTransport(
            _http,
            endpoint,
            new FixedCredential(credential),
            new Acs3RequestBuilder("test/1"),
            SystemClock.Instance,
            TimeSpan.FromSeconds(30));
        Client = new GatewayClient(this, Clock, NoObserver.Instance);
    }

    public GatewayClient Client { get; }

    public FakeClock Clock { get; } = new();

    /// <summary>Every call that was made, disturbed or not.</summary>
    public List<ApiCall> Calls { get; } = [];

    public static string Group { get; } = SandboxIds.OfGroup("orders");

    public static IReadOnlyList<string> Ids(int count) =>
        Enumerable.Range(1, count).Select(static number => SandboxIds.OfApi("orders", number)).ToList();

    public int CountOf(string operation) => Calls.Count(call => call.Operation.Name == operation);

    /// <summary>The next call of the operation fails and never arrives.</summary>
    public DisturbedSandbox Refuse(string operation, AgException exception)
    {
        _disturbances.Add((operation, (_, _) => Task.FromException<ApiReply>(exception)));
        return this;
    }

    /// <summary>The next call of the operation arrives, and its answer is lost.</summary>
    public DisturbedSandbox LoseReply(string operation)
    {
        _disturbances.Add((operation, async (_, send) =>
        {
            await send();
            throw Lost();
        }
        ));
        return this;
    }

    /// <summary>The next call of the operation is lost on the way, and nobody can know that.</summary>
    public DisturbedSandbox LoseCall(string operation)
    {
        _disturbances.Add((operation, static (_, _) => Task.FromException<ApiReply>(Lost())));
        return this;
    }

    /// <summary>The next call of the operation is answered as if it had been carried out.</summary>
    public DisturbedSandbox Pretend(string operation)
    {
        _disturbances.Add((operation, static (_, _) => Task.FromResult(
            new ApiReply(200, new Dictionary<string, string>(), """{"RequestId":"R"}""") { SignedBy = ScriptedTransport.Signer })));
        return this;
    }

    public static AgException Lost() => new(Faults.ConnectionLost, "The connection broke.") { OutcomeUnknown = true };

    public Task<ApiReply> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        Calls.Add(call);
        var at = _disturbances.FindIndex(one => one.Operation == call.Operation.Name);
        if (at < 0)
        {
            return _way.SendAsync(call, cancellationToken);
        }

        var act = _disturbances[at].Act;
        _disturbances.RemoveAt(at);
        return act(call, () => _way.SendAsync(call, cancellationToken));
    }

    public void Dispose() => _http.Dispose();
}
