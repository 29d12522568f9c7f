using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>
/// What Add- and Remove-AgSignatureApi do with ids, without PowerShell: ids become batches, batches run side by side over
/// a real HttpClient, results come in order. Time and chance are the test's.
/// </summary>
internal sealed class Engine : IDisposable
{
    private readonly GatewayConnection _connection;

    public Engine(
        Uri address, ICredentialSource? credentials = null, RetryPolicy? policy = null, double random = 0.5,
        AgTransport transport = AgTransport.Acs3)
    {
        var rules = policy ?? RetryPolicy.Default;
        var signer = credentials ?? new FixedCredential(
            new Credential(SandboxService.DefaultAccessKeyId, PlainText.Protect(SandboxService.DefaultAccessKeySecret)));
        var client = HttpStack.ForNetwork(address);
        var http = new HttpTransport(
            client, address, signer, AcsCoreBuild.BuilderOf(transport, "FaultTests/1"), Clock, rules.AttemptTimeout);
        var retrying = new RetryingTransport(http, signer, rules, new Pacer(Clock), Clock, () => random);
        _connection = new GatewayConnection(client, ownsClient: true, retrying, Clock);
        Client = _connection.ClientFor(Log);
        Creator = new SignatureCreator(Client, Clock, Adopted.Add);
    }

    public VirtualClock Clock { get; } = new();

    public CallLog Log { get; } = new();

    public GatewayClient Client { get; }

    public SignatureCreator Creator { get; }

    /// <summary>What was said of keys that were found after a failure.</summary>
    public List<string> Adopted { get; } = [];

    public Task<RunOutcome> BindAsync(
        BatchKey key, IEnumerable<string> apiIds, CancellationToken cancellationToken, bool verify = false, int atOnce = 1) =>
        RunAsync(BindingChange.Bind, apiIds.Select(apiId => (key, apiId)), verify, atOnce, cancellationToken);

    public Task<RunOutcome> UnbindAsync(
        BatchKey key, IEnumerable<string> apiIds, CancellationToken cancellationToken, bool verify = false, int atOnce = 1) =>
        RunAsync(BindingChange.Unbind, apiIds.Select(apiId => (key, apiId)), verify, atOnce, cancellationToken);

    /// <summary>The loop that ships, on a thread of its own: it blocks while it waits.</summary>
    public Task<RunOutcome> RunAsync(
        BindingChange change, IEnumerable<(BatchKey Key, string ApiId)> input, bool verify, int atOnce,
        CancellationToken cancellationToken) =>
        Task.Factory.StartNew(
            () =>
            {
                using var thread = new WaitingThread(cancellationToken);
                var results = new List<BatchResult>();
                var executor = new BatchExecutor(Client, change, verify);
                var pipeline = new BatchPipeline(
                    thread,
                    new BatchPipelineWork(change.IdsPerCall, batch => batch, executor.RunAsync, results.Add),
                    atOnce,
                    cancellationToken);
                foreach (var (key, apiId) in input)
                {
                    pipeline.Add(new BatchInput(key, [apiId]));
                }

                pipeline.Complete();
                return new RunOutcome(results);
            },
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    public void Dispose() => _connection.Dispose();
}
