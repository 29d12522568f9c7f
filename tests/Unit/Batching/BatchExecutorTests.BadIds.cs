using AliGatewaySignature.Batching;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Fakes;
using Xunit;

namespace AliGatewaySignature.Tests.Batching;

public sealed partial class BatchExecutorTests
{
    [Theory]
    [InlineData("Bind", false)]
    [InlineData("Bind", true)]
    [InlineData("Unbind", false)]
    [InlineData("Unbind", true)]
    public async Task A_bad_id_does_not_cost_the_good_ones(string name, bool goodIsApplied)
    {
        Restart(new SandboxSemantics { BadIdInBatch = goodIsApplied ? OnBadId.ApplyGood : OnBadId.RefuseAll });
        var (change, operation) = name == "Bind" ? (BindingChange.Bind, Set) : (BindingChange.Unbind, Unset);
        var good = DisturbedSandbox.Ids(99);
        var batch = await BatchAsync([.. good.Take(40), Bad, .. good.Skip(40)]);
        if (change == BindingChange.Unbind)
        {
            await _sandbox.Client.SetSignatureApisAsync(batch.Key.SignatureId!, DisturbedSandbox.Group, Stage, good, null, Token);
        }

        var result = await RunAsync(change, batch, verify: true);
        var failure = Assert.Single(result.Failures);
        Assert.Equal("NotFound", failure.Exception.ErrorId);
        Assert.Equal(
            (Bad, AgBindingState.Unbound), Assert.Single(failure.Bindings.Select(static binding => (binding.ApiId, binding.State))));
        Assert.Contains($"The API {Bad} was not {change.Participle}.", failure.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(good, result.Bindings.Select(static binding => binding.ApiId));
        Assert.All(result.Bindings, binding => Assert.True(binding.IsVerified && binding.State == change.Goal));
        Assert.Equal(change == BindingChange.Bind ? 99 : 0, (await CarriedAsync(batch)).Count);
        Assert.InRange(_sandbox.CountOf(operation), 2, 16);
    }

    [Fact]
    public async Task A_bad_id_is_isolated_without_knowing_what_is_bound()
    {
        var good = DisturbedSandbox.Ids(9);
        var batch = await BatchAsync([.. good, Bad]);
        _sandbox.LoseCall(Read);

        var result = await RunAsync(BindingChange.Bind, batch);
        Assert.Equal(good, result.Bindings.Select(static binding => binding.ApiId));
        var failure = Assert.Single(result.Failures);
        Assert.Equal(
            (Bad, AgBindingState.Unknown), Assert.Single(failure.Bindings.Select(static binding => (binding.ApiId, binding.State))));
    }

    [Fact]
    public async Task Another_key_that_is_in_the_way_is_named()
    {
        Restart(new SandboxSemantics { OtherKeyBound = OnOtherKey.Refuse });
        var ids = DisturbedSandbox.Ids(8);
        var other = await KeyAsync("other_key");
        await _sandbox.Client.SetSignatureApisAsync(other, DisturbedSandbox.Group, Stage, [ids[2]], null, Token);
        var batch = await BatchAsync(ids);

        var result = await RunAsync(BindingChange.Bind, batch);
        var failure = Assert.Single(result.Failures);
        Assert.Equal(ids[2], Assert.Single(failure.Bindings).ApiId);
        Assert.EndsWith(
            $"The API {ids[2]} was not bound; it carries the key {other} now.", failure.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(7, result.Bindings.Count);
    }

    [Theory]
    [InlineData("nosuchkey", null, 1)]
    [InlineData(null, "nosuchgroup", 1)]
    public async Task A_key_or_group_that_is_not_there_ends_the_batch_at_once(string? key, string? group, int calls)
    {
        var ids = DisturbedSandbox.Ids(50);
        var batch = new Batch(1, new BatchKey(key ?? await KeyAsync("a_key"), group ?? DisturbedSandbox.Group, Stage), ids);

        var failure = Assert.Single((await RunAsync(BindingChange.Bind, batch)).Failures);
        Assert.Equal(50, failure.Bindings.Count);
        Assert.All(failure.Bindings, static binding => Assert.Equal(AgBindingState.Unknown, binding.State));
        Assert.Contains("50 APIs were not bound", failure.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(calls, _sandbox.CountOf(Set));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 6)]
    public async Task A_code_that_blames_nobody_is_asked_about_the_key_first(bool keyIsGone, int calls)
    {
        var batch = await BatchAsync(DisturbedSandbox.Ids(2));
        for (var i = 0; i < 3; i++)
        {
            _sandbox.Refuse(Set, new AgException(Faults.NotFound, "Something is not there.") { Code = "NotFound" });
        }

        if (keyIsGone)
        {
            _sandbox.Refuse(Keys, new AgException(Faults.NotFound, "No such key.") { Code = "NotFoundSignature" });
        }

        var result = await RunAsync(BindingChange.Bind, batch);
        Assert.Equal(2, result.Failures.Sum(static failure => failure.Bindings.Count));
        Assert.True(_sandbox.CountOf(Set) <= calls);
        Assert.Equal(keyIsGone ? 1 : 2, result.Failures.Count);
        Assert.Equal(1, _sandbox.CountOf(Keys));
    }

    [Fact]
    public async Task A_search_that_can_go_on_no_more_reads_what_it_has_done()
    {
        var good = DisturbedSandbox.Ids(7);
        var batch = await BatchAsync([Bad, .. good]);
        _sandbox.Refuse(Set, new AgException(Faults.NotFound, "No such API.") { Code = "NotFoundApi" })
            .Refuse(Set, new AgException(Faults.PermissionDenied, "Not allowed any more.") { Code = "Forbidden.RAM" });

        var result = await RunAsync(BindingChange.Bind, batch);
        Assert.Equal(8, result.Bindings.Count + result.Failures.Sum(static failure => failure.Bindings.Count));
        Assert.Contains(result.Failures, static failure => failure.Exception.ErrorId == "PermissionDenied");
        Assert.All(result.Bindings, binding => Assert.Contains(binding.ApiId, CarriedAsync(batch).Result.Keys));
    }

    /// <summary>What a service refuses for certain does not come later. Where an answer was lost, or it failed, it may.</summary>
    [Theory]
    [InlineData(null, 1)]
    [InlineData(500, 3)]
    [InlineData(0, 3)]
    public async Task A_replacement_that_is_refused_for_certain_is_looked_at_once(int? failure, int looks)
    {
        Restart(new SandboxSemantics { OtherKeyBound = OnOtherKey.Refuse });
        var ids = DisturbedSandbox.Ids(3);
        var other = await KeyAsync("other_key");
        await _sandbox.Client.SetSignatureApisAsync(other, DisturbedSandbox.Group, Stage, ids, null, Token);
        var reader = new BatchReader(
            _sandbox.Client, BindingChange.Bind, StartingPoint.Any, isRehearsal: false, new KeyNames(_sandbox.Client));
        var batch = await reader.ReadAsync(await BatchAsync(ids), Token);
        if (failure is { } status)
        {
            _sandbox.Refuse(Set, new AgException(Faults.AlreadyExists, "Another key is bound.")
            {
                Code = "RepeatedSignatureApi",
                HttpStatus = status == 0 ? 400 : status,
                OutcomeUnknown = true,
            });
        }

        var before = (_sandbox.CountOf(Read), _sandbox.Clock.Elapsed);
        var result = await RunAsync(BindingChange.Bind, batch);
        var failed = Assert.Single(result.Failures);
        Assert.Equal(ids, failed.Bindings.Select(static binding => binding.ApiId));
        Assert.All(failed.Bindings, static binding => Assert.Equal(AgBindingState.Unbound, binding.State));
        Assert.False(failed.Exception.OutcomeUnknown);
        Assert.Equal((looks, looks == 1), (_sandbox.CountOf(Read) - before.Item1, _sandbox.Clock.Elapsed == before.Elapsed));
    }
}
