using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Transport.AcsCore;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Bench.Clients;

/// <summary>What stands below the cmdlet: collector, runner, executor and everything under them.</summary>
internal static class EngineClient
{
    private const string UserAgent = "AliGatewaySignature/0.1.0";

    public static async Task<BindAnswer> RunAsync(BindJob job, IReadOnlyList<string> ids, Credential credential)
    {
        var endpoint = new Uri(job.Endpoint);
        using var connection = GatewayConnection.Open(
            HttpStack.ForNetwork(endpoint), ownsClient: true, endpoint, new FixedCredential(credential), BuilderOf(job.Kind));
        using var ended = new SemaphoreSlim(0);
        var executor = new BatchExecutor(connection.ClientFor(NoObserver.Instance), BindingChange.Bind, verify: false);
        var collector = new BatchCollector(Limits.ApiIdsPerCall);
        var runner = new BatchRunner(job.ThrottleLimit, executor.RunAsync, () => ended.Release(), CancellationToken.None);
        var key = new BatchKey(job.SignatureId, job.GroupId, job.StageName);
        var done = 0;
        GC.Collect();

        var watch = Stopwatch.StartNew();
        var full = ids.Select(id => collector.Add(key, id)).OfType<Batch>();
        foreach (var batch in full.Concat(collector.Flush()))
        {
            while (!runner.CanStart)
            {
                await ended.WaitAsync();
                Take();
            }

            runner.Start(batch);
        }

        while (!runner.IsEmpty)
        {
            await ended.WaitAsync();
            Take();
        }

        watch.Stop();
        return new BindAnswer { Milliseconds = watch.Elapsed.TotalMilliseconds, Done = done, Failed = ids.Count - done };

        void Take()
        {
            while (runner.HasResult)
            {
                done += runner.Take().Bindings.Count;
            }
        }
    }

    private static IRequestBuilder BuilderOf(ClientKind kind) =>
        kind == ClientKind.EngineOverAcsCore ? AcsCoreAssembly.In(BenchPaths.AcsCore).NewBuilder(UserAgent) : new Acs3RequestBuilder(UserAgent);
}
