using System.Text;
using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Fakes;
using Xunit;

namespace AliGatewaySignature.Tests.Journals;

/// <summary>What is written for each call, and that the call is true whatever becomes of the journal.</summary>
public sealed class JournalRunTests : IDisposable
{
    private readonly JournalWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Every_write_has_a_line_before_and_a_line_after_and_no_secret_is_in_either()
    {
        var run = Guid.NewGuid();
        var client = _world.Client(run);
        var key = await _world.NewKeyAsync(client);
        await client.ModifySignatureAsync(
            key.SignatureId, "renamed_key", "SilentKey2", PlainText.Protect("silent_Secret_2"), JournalWorld.Cancellation);
        var ids = DisturbedSandbox.Ids(2);
        await client.SetSignatureApisAsync(key.SignatureId, DisturbedSandbox.Group, "TEST", ids, null, JournalWorld.Cancellation);
        await client.RemoveSignatureApisAsync(key.SignatureId, DisturbedSandbox.Group, "TEST", ids, null, JournalWorld.Cancellation);
        await client.RemoveAllSignatureApisAsync(key.SignatureId, DisturbedSandbox.Group, "TEST", JournalWorld.Cancellation);
        await client.DeleteSignatureAsync(key.SignatureId, isKnown: true, JournalWorld.Cancellation, "renamed_key");

        var read = _world.Read();
        Assert.Empty(read.Unread);
        Assert.Equal(
            ["CreateSignature", "ModifySignature", "SetSignatureApis", "RemoveSignatureApis", "RemoveSignatureApis", "DeleteSignature"],
            read.Changes.Select(static change => change.Operation));
        Assert.All(read.Changes, change =>
        {
            Assert.Equal(AgChangeOutcome.Done, change.Outcome);
            Assert.Equal((run, "Test-Journal"), (change.RunId, change.Command));
            Assert.Equal(("1234567890123456", "cn-hangzhou"), (change.AccountId, change.RegionId));
            Assert.True(change.IsSandbox);
            Assert.Equal(key.SignatureId, change.SignatureId);
            Assert.NotNull(change.RequestId);
            Assert.InRange(change.EndTime!.Value - change.Time, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        });
        Assert.Equal([false, false, false, false, true, false], read.Changes.Select(static change => change.IsEveryApi));
        Assert.All(read.Changes[2].Apis, static api => Assert.False(api.IsPreviousKnown));

        var text = await File.ReadAllTextAsync(_world.Path, JournalWorld.Cancellation);
        Assert.Equal(12, text.Split('\n').Length - 1);
        foreach (var secret in new[]
        {
            JournalWorld.Secret, JournalWorld.Key, "silent_Secret_2", "SilentKey2", SandboxService.DefaultAccessKeyId,
            SandboxService.DefaultAccessKeySecret, "LTAI",
        })
        {
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_batch_that_was_read_says_what_each_API_carried()
    {
        var client = _world.Client();
        var first = await _world.NewKeyAsync(client, "first_key");
        var second = await _world.NewKeyAsync(client, "second_key");
        var ids = DisturbedSandbox.Ids(3);
        var where = new BatchKey(first.SignatureId, DisturbedSandbox.Group, "TEST");
        await RunAsync(client, BindingChange.Bind, where, [ids[0]]);
        await RunAsync(client, BindingChange.Bind, where with { SignatureId = second.SignatureId }, ids);
        await RunAsync(client, BindingChange.Unbind, where with { SignatureId = second.SignatureId }, ids);
        var clearing = new StageClearing(client, where);
        await RunAsync(client, BindingChange.Bind, where, [ids[1]]);
        await clearing.RunAsync(await clearing.ReadAsync(JournalWorld.Cancellation), verify: false, JournalWorld.Cancellation);

        var changes = _world.Read().Changes.Skip(2).ToList();
        Assert.Equal(
            [
                [null], [first.SignatureId, null, null], [second.SignatureId, second.SignatureId, second.SignatureId], [null],
                [first.SignatureId],
            ],
            changes.Select(static change => change.Apis.Select(static api => api.PreviousSignatureId).ToArray()));
        Assert.All(changes.SelectMany(static change => change.Apis), static api => Assert.True(api.IsPreviousKnown));
        Assert.Equal("second_key", changes[1].SignatureName);
        Assert.Equal(ids, changes[2].Apis.Select(static api => api.ApiId));
        Assert.True(changes[4].IsEveryApi);
    }

    [Fact]
    public async Task The_outcome_is_what_is_known_of_it()
    {
        var client = _world.Client();
        var key = await _world.NewKeyAsync(client);
        var ids = DisturbedSandbox.Ids(1);
        Task Bind() => client.SetSignatureApisAsync(key.SignatureId, DisturbedSandbox.Group, "TEST", ids, null, JournalWorld.Cancellation);

        _world.Sandbox.LoseReply("SetSignatureApis");
        await Assert.ThrowsAsync<AgException>(Bind);
        _world.Sandbox.Refuse(
            "SetSignatureApis", new AgException(Faults.PermissionDenied, "No.") { Code = "Forbidden.RAM", RequestId = "R-1" });
        await Assert.ThrowsAsync<AgException>(Bind);

        var changes = _world.Read().Changes.Skip(1).ToList();
        Assert.Equal((AgChangeOutcome.Unknown, "ConnectionLost", null), (changes[0].Outcome, changes[0].ErrorId, changes[0].Code));
        Assert.Equal(
            (AgChangeOutcome.NotDone, "PermissionDenied", "Forbidden.RAM"), (changes[1].Outcome, changes[1].ErrorId, changes[1].Code));
        Assert.Equal("R-1", changes[1].RequestId);
    }

    [Fact]
    public async Task A_call_that_is_stopped_is_unknown_and_one_that_is_stopped_before_has_no_line()
    {
        using var stop = new CancellationTokenSource();
        var stopping = new StoppedTransport(stop);
        var client = _world.Client(over: stopping);
        Task Bind() => client.SetSignatureApisAsync("s", "g", "TEST", ["a"], null, stop.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(Bind);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(Bind);

        var change = Assert.Single(_world.Read().Changes);
        Assert.Equal(AgChangeOutcome.Unknown, change.Outcome);
        Assert.NotNull(change.EndTime);
        Assert.Equal(1, stopping.Calls);
    }

    [Fact]
    public async Task What_the_journal_cannot_take_afterwards_does_not_change_what_was_done()
    {
        var client = _world.Client();
        var key = await _world.NewKeyAsync(client);
        var blocking = new BlockingTransport(_world.Sandbox, () =>
        {
            File.Delete(_world.Path);
            Directory.CreateDirectory(_world.Path);
        });
        var blocked = _world.Client(over: blocking);
        await blocked.SetSignatureApisAsync(
            key.SignatureId, DisturbedSandbox.Group, "TEST", DisturbedSandbox.Ids(1), null, JournalWorld.Cancellation);

        var bound = await blocked.DescribeApiSignaturesAsync(DisturbedSandbox.Group, "TEST", null, 1, JournalWorld.Cancellation);
        Assert.Single(bound.Items);
        Assert.Contains("1 call", _world.LastRun!.Warning, StringComparison.Ordinal);
        Assert.Contains(_world.Path, _world.LastRun.Warning, StringComparison.Ordinal);
    }

    private static async Task RunAsync(GatewayClient client, BindingChange change, BatchKey key, IReadOnlyList<string> ids)
    {
        var reader = new BatchReader(client, change, StartingPoint.Any, isRehearsal: false, new KeyNames(client));
        var batch = await reader.ReadAsync(new Batch(1, key, ids), JournalWorld.Cancellation);
        var result = await new BatchExecutor(client, change, verify: false, reader).RunAsync(batch, JournalWorld.Cancellation);
        Assert.Empty(result.Failures);
    }
}
