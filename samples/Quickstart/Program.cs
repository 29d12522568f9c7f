// The guided demo without PowerShell: the module's own engine (client, batches, sandbox) driven from C#.
// Create a key, bind it to the 250 APIs of the group "orders" in calls of 100, read it back, unbind, delete.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Samples;

internal static class Program
{
    private const string Stage = "TEST";

    private static async Task<int> Main()
    {
        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            interrupted.Cancel();
        };

        var endpoint = new Uri("https://apigateway.sandbox.invalid/");
        var credential = new Credential(SandboxService.DefaultAccessKeyId, PlainText.Protect(SandboxService.DefaultAccessKeySecret));
        using var connection = GatewayConnection.Open(
            HttpStack.Over(new SandboxService(new SandboxOptions())), ownsClient: true, endpoint, new FixedCredential(credential), new Acs3RequestBuilder("AliGatewaySignature.Quickstart"));
        var calls = new CallPrinter();
        var client = connection.ClientFor(calls);
        var token = interrupted.Token;

        try
        {
            Say("The sandbox is a service inside this process: nothing leaves the machine.");
            var group = (await Paging<AgApiGroup>.ReadAllAsync(page => client.DescribeApiGroupsAsync(new ApiGroupFilter { GroupName = "orders" }, page, token))).Single();
            var apis = await Paging<AgApi>.ReadAllAsync(page => client.DescribeApisAsync(new ApiFilter { GroupId = group.GroupId }, page, token));
            Say($"Group {group.GroupName} has {apis.Count} APIs.");

            Say("Create a key; Key and Secret are generated.");
            var key = await client.CreateSignatureAsync("quickstart_key", KeyGenerator.NewKey(), PlainText.Protect(KeyGenerator.NewSecret()), token);
            Say($"Key {key.SignatureId}, name {key.SignatureName}, Key {key.SignatureKey}; the Secret stays in a SecureString.");

            Say($"Bind it to all {apis.Count} APIs in {Stage}.");
            var bound = await RunInBatchesAsync(key.SignatureId, group.GroupId, apis.Select(api => api.ApiId), calls, async (batch, cancel) =>
            {
                await client.SetSignatureApisAsync(key.SignatureId, group.GroupId, Stage, batch.ApiIds, batch.ToString(), cancel);
                return Bindings.Of(batch, AgBindingState.Bound);
            }, token);
            Say($"{bound.Count} bound.");

            var shown = await Paging<AgSignatureBinding>.ReadAllAsync(page => client.DescribeApiSignaturesAsync(group.GroupId, Stage, null, page, token));
            Say($"Read back: {shown.Count} APIs carry {shown[0].SignatureName} in {Stage}.");

            Say("Deleting the key now is refused, as the real service does:");
            try
            {
                await client.DeleteSignatureAsync(key.SignatureId, token);
            }
            catch (AgException e)
            {
                Say($"  {e.ErrorId}: {e.Message}");
            }

            Say("Unbind it.");
            var unbound = await RunInBatchesAsync(key.SignatureId, group.GroupId, shown.Select(binding => binding.ApiId), calls, async (batch, cancel) =>
            {
                await client.RemoveSignatureApisAsync(key.SignatureId, group.GroupId, Stage, batch.ApiIds, batch.ToString(), cancel);
                return Bindings.Of(batch, AgBindingState.Unbound);
            }, token);
            await client.DeleteSignatureAsync(key.SignatureId, token);
            var left = await Paging<AgSignature>.ReadAllAsync(page => client.DescribeSignaturesAsync(null, null, includeSecret: false, page, token));
            Say($"{unbound.Count} unbound, the key is deleted, {left.Count} keys are left. {calls.Count} calls in all.");
            return bound.Count == apis.Count && unbound.Count == apis.Count && left.Count == 0 ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            Say("Stopped.");
            return 130;
        }
    }

    /// <summary>What Add- and Remove-AgSignatureApi do: collect, cut at 100, run, take the results in order.</summary>
    private static async Task<List<AgSignatureBinding>> RunInBatchesAsync(
        string signatureId,
        string groupId,
        IEnumerable<string> apiIds,
        CallPrinter calls,
        Func<Batch, CancellationToken, Task<IReadOnlyList<AgSignatureBinding>>> send,
        CancellationToken cancellationToken)
    {
        using var ended = new SemaphoreSlim(0);
        var collector = new BatchCollector(Limits.ApiIdsPerCall);
        var runner = new BatchRunner(
            throttleLimit: 1,
            async (batch, token) => new BatchResult(batch, await send(batch, token)),
            wake: () => ended.Release(),
            cancellationToken);
        var key = new BatchKey(signatureId, groupId, Stage);
        var results = new List<AgSignatureBinding>();

        var full = apiIds.Select(apiId => collector.Add(key, apiId)).OfType<Batch>();
        foreach (var batch in full.Concat(collector.Flush()))
        {
            while (!runner.CanStart)
            {
                await ended.WaitAsync(cancellationToken);
            }

            runner.Start(batch);
            Take();
        }

        while (!runner.IsEmpty)
        {
            await ended.WaitAsync(cancellationToken);
            Take();
        }

        calls.Flush();
        return results;

        void Take()
        {
            while (runner.HasResult)
            {
                results.AddRange(runner.Take().Bindings);
            }
        }
    }

    private static void Say(string text) => Console.WriteLine(text);
}
