using System.Diagnostics;
using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Transport.AcsCore;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Bench.Clients;

/// <summary>What stands below the cmdlet: the batch pipeline and everything under it.</summary>
internal static class EngineClient
{
    private const string UserAgent = "AliGatewaySignature/0.1.0";

    public static BindAnswer Run(BindJob job, IReadOnlyList<string> ids, Credential credential)
    {
        var endpoint = new Uri(job.Endpoint);
        using var connection = GatewayConnection.Open(
            HttpStack.ForNetwork(endpoint), ownsClient: true, endpoint, new FixedCredential(credential), BuilderOf(job.Kind));
        using var thread = new WaitingThread(CancellationToken.None);
        var done = 0;
        var change = BindingChange.Bind;
        var executor = new BatchExecutor(connection.ClientFor(NoObserver.Instance), change, verify: false);
        var pipeline = new BatchPipeline(
            thread,
            new BatchPipelineWork(change.IdsPerCall, batch => batch, executor.RunAsync, result => done += result.Bindings.Count),
            job.ThrottleLimit,
            CancellationToken.None);
        GC.Collect();

        var watch = Stopwatch.StartNew();
        pipeline.Add(new BatchInput(new BatchKey(job.SignatureId, job.GroupId, job.StageName), ids));
        pipeline.Complete();
        watch.Stop();
        return new BindAnswer { Milliseconds = watch.Elapsed.TotalMilliseconds, Done = done, Failed = ids.Count - done };
    }

    private static IRequestBuilder BuilderOf(ClientKind kind) =>
        kind == ClientKind.EngineOverAcsCore
            ? AcsCoreAssembly.In(BenchPaths.AcsCore).NewBuilder(UserAgent)
            : new Acs3RequestBuilder(UserAgent);
}
