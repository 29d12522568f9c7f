using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Coverage;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Tests.Coverage;

/// <summary>A sandbox of the test's own making, the calls that reach it, and calls that a test has fail.</summary>
internal sealed class CoverageSandbox : IApiTransport, IDisposable
{
    private readonly HttpClient _http;
    private readonly HttpTransport _way;
    private readonly List<ApiCall> _calls = [];
    private int _running;

    public CoverageSandbox(SandboxOptions options)
    {
        Service = new SandboxService(options);
        _http = HttpStack.Over(Service);
        _way = new HttpTransport(
            _http,
            new Uri("https://apigateway.sandbox.invalid/"),
            new FixedCredential(Credential.Create(SandboxService.DefaultAccessKeyId, SandboxService.DefaultAccessKeySecret)),
            new Acs3RequestBuilder("test/1"),
            SystemClock.Instance,
            TimeSpan.FromSeconds(30));
        Client = new GatewayClient(this, SystemClock.Instance, NoObserver.Instance);
    }

    public SandboxService Service { get; }

    public GatewayClient Client { get; }

    /// <summary>What becomes of the n-th call, from 0: a reply or an exception in place of the service's; null lets it through.</summary>
    public Func<int, ApiCall, ApiReply?>? Disturb { get; set; }

    /// <summary>Every call since the last time, in order.</summary>
    public IReadOnlyList<ApiCall> TakeCalls()
    {
        lock (_calls)
        {
            ApiCall[] calls = [.. _calls];
            _calls.Clear();
            return calls;
        }
    }

    /// <summary>The most calls that were under way at once.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>A refusal for want of a permission.</summary>
    public static ApiReply Denied() => Refused(403, "Forbidden.RAM");

    public static ApiReply Refused(int status, string code) =>
        new(status, new Dictionary<string, string>(), $$"""{"RequestId":"R","Code":"{{code}}","Message":"Refused by the test."}""")
        {
            SignedBy = ScriptedTransport.Signer,
        };

    /// <summary>What the cmdlet does, without the cmdlet.</summary>
    public async Task<(IReadOnlyList<AgSignatureCoverage> Rows, SignatureSources Sources, AgException? ApisFailure)> CoverAsync(
        CancellationToken cancellationToken, CoverageScope? scope = null, int throttleLimit = 4)
    {
        scope ??= new CoverageScope();
        var reader = new SourceReader(Client, throttleLimit, null);
        var apis = reader.ReadApisAsync(scope.GroupIds?.Single(), cancellationToken);
        var sources = await reader.ReadAsync(cancellationToken);
        return (CoverageTable.Of(sources, await apis, scope), sources, (await apis).Failure);
    }

    public async Task<ApiReply> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        int number;
        lock (_calls)
        {
            number = _calls.Count;
            _calls.Add(call);
            MostAtOnce = Math.Max(MostAtOnce, ++_running);
        }

        try
        {
            // Off this thread, so that calls are really under way side by side.
            await Task.Yield();
            return Disturb?.Invoke(number, call) ?? await _way.SendAsync(call, cancellationToken);
        }
        finally
        {
            lock (_calls)
            {
                _running--;
            }
        }
    }

    public void Dispose() => _http.Dispose();
}
