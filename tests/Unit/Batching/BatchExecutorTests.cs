using AliGatewaySignature.Batching;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Fakes;
using Xunit;

namespace AliGatewaySignature.Tests.Batching;

/// <summary>The truth about each API of one batch. tests/Unit/Faults goes through every fault with whole runs over a network.</summary>
public sealed partial class BatchExecutorTests : IDisposable
{
    private const string Bad = "ffffffffffffffffffffffffffffffff";
    private const string Set = "SetSignatureApis";
    private const string Unset = "RemoveSignatureApis";
    private const string Read = "DescribeApiSignatures";
    private const string Keys = "DescribeSignatures";
    private const string Stage = "TEST";

    private DisturbedSandbox _sandbox = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(1, "batch 7, 1 id", "batch 7, 1 id")]
    [InlineData(3, "batch 7, 3 ids", "2 of batch 7's 3 ids")]
    public void A_batch_says_what_it_is_about(int count, string whole, string some)
    {
        var batch = new Batch(7, new BatchKey("s", "g", Stage), DisturbedSandbox.Ids(count));
        Assert.Equal(whole, batch.PurposeOf(count).About);
        Assert.Equal(some, batch.PurposeOf(Math.Min(count, 2)).About);
    }

    [Fact]
    public async Task Binds_and_unbinds_in_one_call_and_in_input_order()
    {
        var ids = DisturbedSandbox.Ids(3).Reverse().ToList();
        var batch = await BatchAsync(ids);

        var bound = await RunAsync(BindingChange.Bind, batch);
        Assert.Empty(bound.Failures);
        Assert.Equal(ids, bound.Bindings.Select(static binding => binding.ApiId));
        Assert.All(bound.Bindings, binding => Assert.Equal(
            (batch.Key.SignatureId, DisturbedSandbox.Group, Stage, AgBindingState.Bound, false),
            (binding.SignatureId, binding.GroupId, binding.StageName, binding.State, binding.IsVerified)));
        Assert.Equal((1, 0), (_sandbox.CountOf(Set), _sandbox.CountOf(Read)));
        Assert.Equal("batch 1, 3 ids", _sandbox.Calls.Single(static call => call.Operation.Name == Set).About);

        var unbound = await RunAsync(BindingChange.Unbind, batch);
        Assert.All(unbound.Bindings, static binding => Assert.Equal(AgBindingState.Unbound, binding.State));
        Assert.Empty(await CarriedAsync(batch));
    }

    [Fact]
    public async Task What_is_settled_is_not_sent()
    {
        var ids = DisturbedSandbox.Ids(4);
        var batch = await BatchAsync(ids);
        await RunAsync(BindingChange.Bind, new Batch(1, batch.Key, [ids[1], ids[2]]));
        var reader = new BatchReader(
            _sandbox.Client, BindingChange.Bind, StartingPoint.Unsigned, isRehearsal: false, new KeyNames(_sandbox.Client));

        var read = await reader.ReadAsync(batch, Token);
        Assert.Equal([ids[0], ids[3]], read.ToSend);
        var result = await RunAsync(BindingChange.Bind, read);
        Assert.Equal(ids, result.Bindings.Select(static binding => binding.ApiId));
        Assert.Equal(
            [AgBindingAction.Bound, AgBindingAction.AlreadyBound, AgBindingAction.AlreadyBound, AgBindingAction.Bound],
            result.Bindings.Select(static binding => binding.Action));
        Assert.Equal([false, true, true, false], result.Bindings.Select(static binding => binding.IsVerified));
        Assert.All(result.Bindings, static binding => Assert.Equal("a_key", binding.SignatureName));

        var again = await RunAsync(BindingChange.Bind, await reader.ReadAsync(batch, Token));
        Assert.Equal(4, again.Bindings.Count);
        Assert.Equal((2, 1), (_sandbox.CountOf(Set), _sandbox.CountOf(Keys)));
    }

    [Fact]
    public async Task A_refusal_that_is_not_about_the_ids_fails_the_batch_as_a_whole()
    {
        var batch = await BatchAsync(DisturbedSandbox.Ids(12));
        _sandbox.Refuse(Set, new AgException(Faults.PermissionDenied, "Not allowed.") { Code = "Forbidden.RAM" });

        var failure = Assert.Single((await RunAsync(BindingChange.Bind, batch, verify: true)).Failures);
        Assert.Equal("PermissionDenied", failure.Exception.ErrorId);
        Assert.False(failure.Exception.OutcomeUnknown);
        Assert.Equal(12, failure.Bindings.Count);
        Assert.All(failure.Bindings, static binding => Assert.Equal(AgBindingState.Unknown, binding.State));
        Assert.Contains(
            $"12 APIs were not bound: {string.Join(", ", batch.ApiIds.Take(10))} (and 2 more).",
            failure.Exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(0, _sandbox.CountOf(Read));
    }

    [Fact]
    public async Task One_API_is_one_API()
    {
        var batch = await BatchAsync(DisturbedSandbox.Ids(1));
        _sandbox.Refuse(Set, new AgException(Faults.PermissionDenied, "Not allowed."));

        var failure = Assert.Single((await RunAsync(BindingChange.Bind, batch)).Failures);
        Assert.EndsWith($"1 API was not bound: {batch.ApiIds[0]}.", failure.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_answer_is_read_back()
    {
        var batch = await BatchAsync(DisturbedSandbox.Ids(3));
        _sandbox.LoseReply(Set);

        var result = await RunAsync(BindingChange.Bind, batch);
        Assert.Empty(result.Failures);
        Assert.All(result.Bindings, static binding => Assert.True(binding.IsVerified && binding.State == AgBindingState.Bound));
        Assert.Equal((1, 1), (_sandbox.CountOf(Set), _sandbox.CountOf(Read)));
    }

    [Theory]
    [InlineData("Bind", "Read back: 1 API is bound, 2 APIs are not:")]
    [InlineData("Unbind", "Read back: 2 APIs are unbound, 1 API is not:")]
    public async Task A_lost_call_is_read_back_too(string name, string said)
    {
        var (change, opposite, operation) = name == "Bind"
            ? (BindingChange.Bind, AgBindingState.Unbound, Set)
            : (BindingChange.Unbind, AgBindingState.Bound, Unset);
        var batch = await BatchAsync(DisturbedSandbox.Ids(3));
        await _sandbox.Client.SetSignatureApisAsync(batch.Key.SignatureId!, DisturbedSandbox.Group, Stage, [batch.ApiIds[1]], null, Token);
        _sandbox.LoseCall(operation);

        var result = await RunAsync(change, batch);
        var failure = Assert.Single(result.Failures);
        Assert.False(failure.Exception.OutcomeUnknown);
        Assert.Contains(said, failure.Exception.Message, StringComparison.Ordinal);
        Assert.All(failure.Bindings, binding => Assert.Equal(opposite, binding.State));
        Assert.All(result.Bindings, binding => Assert.True(binding.IsVerified && binding.State == change.Goal));
        Assert.Equal(3, result.Bindings.Count + failure.Bindings.Count);
    }

    [Fact]
    public async Task What_cannot_be_read_back_is_told_as_unknown()
    {
        var batch = await BatchAsync(DisturbedSandbox.Ids(2));
        _sandbox.LoseReply(Set).LoseCall(Read);

        var result = await RunAsync(BindingChange.Bind, batch);
        var failure = Assert.Single(result.Failures);
        Assert.True(failure.Exception.OutcomeUnknown);
        Assert.Contains(
            "Whether 2 APIs were bound could not be read back", failure.Exception.Message, StringComparison.Ordinal);
        Assert.All(failure.Bindings, static binding => Assert.Equal((AgBindingState.Unknown, false), (binding.State, binding.IsVerified)));
        Assert.Empty(result.Bindings);
    }

    [Fact]
    public async Task Verify_finds_what_was_accepted_and_not_done()
    {
        var batch = await BatchAsync(DisturbedSandbox.Ids(3));
        await _sandbox.Client.SetSignatureApisAsync(batch.Key.SignatureId!, DisturbedSandbox.Group, Stage, [batch.ApiIds[0]], null, Token);
        _sandbox.Pretend(Set);

        var result = await RunAsync(BindingChange.Bind, batch, verify: true);
        Assert.Equal(batch.ApiIds[0], Assert.Single(result.Bindings).ApiId);
        var failure = Assert.Single(result.Failures);
        Assert.Equal(("NotVerified", true), (failure.Exception.ErrorId, failure.Exception.OutcomeUnknown));
        Assert.Contains("but 2 APIs read back as not bound", failure.Exception.Message, StringComparison.Ordinal);
        Assert.All(failure.Bindings, static binding => Assert.Equal(AgBindingState.Unknown, binding.State));
    }

    [Fact]
    public async Task Verify_tells_what_it_could_not_read()
    {
        var batch = await BatchAsync(DisturbedSandbox.Ids(1));
        _sandbox.LoseCall(Read);

        var result = await RunAsync(BindingChange.Bind, batch, verify: true);
        Assert.Empty(result.Bindings);
        var failure = Assert.Single(result.Failures);
        Assert.Equal(("NotVerified", true), (failure.Exception.ErrorId, failure.Exception.OutcomeUnknown));
        Assert.Contains(
            "whether 1 API was bound could not be read back: The connection broke.", failure.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(AgBindingState.Unknown, Assert.Single(failure.Bindings).State);
    }

    [Theory]
    [InlineData("NotFoundApi", true)]
    [InlineData("NotFound", true)]
    [InlineData("NotFoundApiGroup", false)]
    public async Task A_reading_that_a_bad_id_spoils_reads_the_whole_stage(string code, bool wholly)
    {
        var ids = DisturbedSandbox.Ids(250);
        var key = await KeyAsync("a_key");
        for (var sent = 0; sent < ids.Count; sent += 100)
        {
            await _sandbox.Client.SetSignatureApisAsync(key, DisturbedSandbox.Group, Stage, ids.Skip(sent).Take(100).ToList(), null, Token);
        }

        _sandbox.Refuse(Read, new AgException(Faults.NotFound, "Something is not there.") { Code = code });
        var reading = new BindingReader(_sandbox.Client).ReadAsync(
            new BatchKey(key, DisturbedSandbox.Group, Stage), [ids[3], ids[200], Bad], Token);
        if (wholly)
        {
            Assert.Equal(new Dictionary<string, string> { [ids[3]] = key, [ids[200]] = key }, await reading);
            Assert.Equal(4, _sandbox.CountOf(Read));
        }
        else
        {
            Assert.Equal(code, (await Assert.ThrowsAsync<AgException>(() => reading)).Code);
        }
    }

    private void Restart(SandboxSemantics semantics)
    {
        _sandbox.Dispose();
        _sandbox = new DisturbedSandbox(semantics);
    }

    private async Task<string> KeyAsync(string name) =>
        (await _sandbox.Client.CreateSignatureAsync(name, "key_abc123", PlainText.Protect("a_Secret_1"), Token)).SignatureId;

    private async Task<Batch> BatchAsync(IReadOnlyList<string> ids) =>
        new(1, new BatchKey(await KeyAsync("a_key"), DisturbedSandbox.Group, Stage), ids);

    private async Task<(StageClearing Clearing, Batch Bound)> ClearingAsync()
    {
        var key = await KeyAsync("a_key");
        await _sandbox.Client.SetSignatureApisAsync(key, DisturbedSandbox.Group, Stage, DisturbedSandbox.Ids(4), null, Token);
        var clearing = new StageClearing(_sandbox.Client, new BatchKey(key, DisturbedSandbox.Group, Stage));
        return (clearing, await clearing.ReadAsync(Token));
    }

    private Task<BatchResult> RunAsync(BindingChange change, Batch batch, bool verify = false) =>
        new BatchExecutor(_sandbox.Client, change, verify).RunAsync(batch, Token);

    private async Task<IReadOnlyDictionary<string, string>> CarriedAsync(Batch batch) =>
        await new BindingReader(_sandbox.Client).ReadAsync(batch.Key, batch.ApiIds, Token);
}
