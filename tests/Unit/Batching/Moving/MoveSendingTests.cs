using AliGatewaySignature.Batching;
using AliGatewaySignature.Batching.Moving;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Fakes;
using Xunit;

namespace AliGatewaySignature.Tests.Batching.Moving;

/// <summary>One batch of a move, and what may become of it. tests/Pester/Move.Tests.ps1 has the whole command over a network.</summary>
public sealed class MoveSendingTests : IDisposable
{
    private const string Set = "SetSignatureApis";
    private const string Unset = "RemoveSignatureApis";
    private const string Read = "DescribeApiSignatures";
    private const string Stage = "TEST";

    private DisturbedSandbox _sandbox = new();
    private string _old = string.Empty;
    private string _new = string.Empty;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IReadOnlyList<string> Ids { get; } = DisturbedSandbox.Ids(4);

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task What_was_just_read_is_not_read_again_and_the_new_key_takes_the_place_of_the_old_one()
    {
        var result = await MoveAsync(new MoveSending(_sandbox.Client, gap: null), static () => Task.CompletedTask);
        Assert.Empty(result.Failures);
        Assert.All(result.Bindings, one => Assert.Equal(
            (AgBindingAction.Replaced, _old, "old_key", "new_key"),
            (one.Action, one.PreviousSignatureId, one.PreviousSignatureName, one.SignatureName)));
        Assert.Equal((1, 0), (_sandbox.CountOf(Set) - 1, _sandbox.CountOf(Read)));
    }

    [Fact]
    public async Task What_somebody_changes_between_the_listing_and_the_call_is_left_alone()
    {
        var other = string.Empty;
        var result = await MoveAsync(new MoveSending(_sandbox.Client, gap: null), async () =>
        {
            other = await KeyAsync("others_key");
            await BindAsync(other, [Ids[1]]);
            await _sandbox.Client.RemoveSignatureApisAsync(_old, DisturbedSandbox.Group, Stage, [Ids[2]], null, Token);
            await BindAsync(_new, [Ids[3]]);

            // Somebody has thought about the question for long.
            _sandbox.Clock.Advance(TimeSpan.FromSeconds(6));
        });
        Assert.Equal([Ids[0], Ids[3]], result.Bindings.Select(static one => one.ApiId));
        Assert.Equal([AgBindingAction.Replaced, AgBindingAction.AlreadyBound], result.Bindings.Select(static one => one.Action!.Value));
        Assert.All(result.Failures, static failure => Assert.Equal(Faults.ChangedSince, failure.Exception.Kind));
        Assert.Equal([Ids[1], Ids[2]], result.Failures.SelectMany(static one => one.Bindings).Select(static one => one.ApiId).Order(Order));
        var carried = await CarriedAsync();
        Assert.Equal((_new, other, _new), (carried[Ids[0]], carried[Ids[1]], carried[Ids[3]]));
        Assert.DoesNotContain(Ids[2], carried.Keys);
    }

    [Fact]
    public async Task A_refusal_to_replace_ends_the_move_and_is_told_apart_from_what_is_wrong_with_an_api()
    {
        Refusing();
        var sending = new MoveSending(_sandbox.Client, gap: null);
        Assert.False(sending.IsDecided);
        var result = await MoveAsync(sending, static () => Task.CompletedTask);
        Assert.True(sending is { IsDecided: true, HasEnded: true });
        var failure = Assert.Single(result.Failures);
        Assert.Equal((Faults.ReplaceRefused, false, 4), (failure.Exception.Kind, failure.Exception.OutcomeUnknown, failure.Bindings.Count));
        Assert.Equal("RepeatedSignatureApi", failure.Exception.Code);
        Assert.All((await CarriedAsync()).Values, key => Assert.Equal(_old, key));
        Assert.Equal((1, 1, 0), (_sandbox.CountOf(Set) - 1, _sandbox.CountOf(Read) - 1, _sandbox.CountOf(Unset)));
    }

    [Fact]
    public async Task A_refusal_that_cannot_be_read_back_leaves_the_outcome_open()
    {
        Refusing();
        var result = await MoveAsync(new MoveSending(_sandbox.Client, gap: null), () =>
        {
            _sandbox.Refuse(Read, new AgException(Faults.PermissionDenied, "No."));
            return Task.CompletedTask;
        });
        Assert.True(Assert.Single(result.Failures).Exception.OutcomeUnknown);
    }

    [Fact]
    public async Task With_a_gap_each_batch_is_unbound_and_bound_and_the_next_is_not_tried_by_replacing()
    {
        Refusing();
        var sending = new MoveSending(_sandbox.Client, new UnsignedGap(_sandbox.Client));
        var result = await MoveAsync(sending, static () => Task.CompletedTask);
        Assert.Empty(result.Failures);
        Assert.All(result.Bindings, one => Assert.Equal((AgBindingAction.Replaced, _old), (one.Action, one.PreviousSignatureId)));
        Assert.False(sending.HasEnded);
        Assert.Equal((3, 1), (_sandbox.CountOf(Set), _sandbox.CountOf(Unset)));

        // The same sending, another batch: back to the old key.
        (_old, _new) = (_new, _old);
        result = await CarryOutAsync(sending, await PlanAsync());
        Assert.Equal(4, result.Bindings.Count);
        Assert.Equal((4, 2), (_sandbox.CountOf(Set), _sandbox.CountOf(Unset)));
    }

    /// <summary>Once a key has taken the place of another, a refusal is about something else, whatever its code leaves open.</summary>
    [Theory]
    [InlineData("InvalidParameter")]
    [InlineData("RepeatedSignatureApi")]
    public async Task After_the_proof_no_refusal_opens_a_gap_and_what_is_good_is_moved(string code)
    {
        var sending = new MoveSending(_sandbox.Client, new UnsignedGap(_sandbox.Client));
        await MoveAsync(sending, static () => Task.CompletedTask);
        Assert.True(sending.IsDecided);

        (_old, _new) = (_new, _old);
        _sandbox.Refuse(Set, new AgException(Faults.RequestRefused, "No.") { Code = code });
        var result = await CarryOutAsync(sending, await PlanAsync());
        Assert.Equal((4, 0), (result.Bindings.Count, result.Failures.Count));
        Assert.Equal((0, false), (_sandbox.CountOf(Unset), sending.HasEnded));
        Assert.All((await CarriedAsync()).Values, key => Assert.Equal(_new, key));
    }

    [Theory]
    [InlineData(true, 4, 0)]
    [InlineData(false, 0, 4)]
    public async Task A_call_that_unbinds_and_whose_answer_is_lost_is_read_back(bool arrives, int moved, int left)
    {
        Refusing();
        var gap = new UnsignedGap(_sandbox.Client);
        var result = await MoveAsync(new MoveSending(_sandbox.Client, gap), () =>
        {
            _ = arrives ? _sandbox.LoseReply(Unset) : _sandbox.LoseCall(Unset);
            return Task.CompletedTask;
        });
        Assert.Equal((moved, left), (result.Bindings.Count, result.Failures.Sum(static one => one.Bindings.Count)));
        Assert.True(gap.HasFailed);
        Assert.Equal(4, (await CarriedAsync()).Count);
    }

    [Fact]
    public async Task A_stop_comes_before_a_gap_or_after_it()
    {
        Refusing();
        await PrepareAsync();
        using var stop = new CancellationTokenSource();
        var gap = new UnsignedGap(_sandbox.Client);
        var batch = await ReadAsync(await PlanAsync());
        var work = new BatchWork(_sandbox.Client, BindingChange.Bind, batch);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => gap.RunAsync(work, batch.ToSend, stop.Token));
        gap.WaitUntilClosed();
        Assert.Equal(0, _sandbox.CountOf(Unset));
        Assert.All((await CarriedAsync()).Values, key => Assert.Equal(_old, key));
    }

    private static StringComparer Order => StringComparer.Ordinal;

    private void Refusing()
    {
        _sandbox.Dispose();
        _sandbox = new DisturbedSandbox(new SandboxSemantics { OtherKeyBound = OnOtherKey.Refuse });
    }

    private async Task PrepareAsync()
    {
        _old = await KeyAsync("old_key");
        _new = await KeyAsync("new_key");
        await BindAsync(_old, Ids);
    }

    /// <param name="sending">Sends the one batch.</param>
    /// <param name="meanwhile">What happens after the listing.</param>
    private async Task<BatchResult> MoveAsync(MoveSending sending, Func<Task> meanwhile)
    {
        await PrepareAsync();
        var plan = await PlanAsync();
        await meanwhile();
        return await CarryOutAsync(sending, plan);
    }

    private async Task<MovePlan> PlanAsync()
    {
        var names = new KeyNames(_sandbox.Client);
        var keys = new MoveKeys(_sandbox.Client, names);
        return await MovePlan.ReadAsync(
            _sandbox.Client,
            token => keys.FindAsync([_old], null, _new, null, token),
            new MoveScope(null, null, null, int.MaxValue),
            [],
            Token);
    }

    private async Task<BatchResult> CarryOutAsync(MoveSending sending, MovePlan plan)
    {
        var reader = Reader(plan);
        return await sending.Sender(BindingChange.Bind, verify: false, reader)(await reader.ReadAsync(BatchOf(plan), Token), Token);
    }

    private Task<Batch> ReadAsync(MovePlan plan) => Reader(plan).ReadAsync(BatchOf(plan), Token);

    private BatchReader Reader(MovePlan plan) =>
        new(_sandbox.Client, BindingChange.Bind, StartingPoint.Of(plan.Rows), isRehearsal: false, new KeyNames(_sandbox.Client))
        {
            Snapshot = BindingSnapshot.Of(plan.Rows, plan.ReadAt),
        };

    private static Batch BatchOf(MovePlan plan) => new(1, plan.Rows[0].Key, [.. plan.Rows.Select(static one => one.ApiId)]);

    private async Task<string> KeyAsync(string name) =>
        (await _sandbox.Client.CreateSignatureAsync(name, name, PlainText.Protect("secret_1"), Token)).SignatureId;

    private Task BindAsync(string signatureId, IReadOnlyList<string> apiIds) =>
        _sandbox.Client.SetSignatureApisAsync(signatureId, DisturbedSandbox.Group, Stage, apiIds, null, Token);

    private Task<IReadOnlyDictionary<string, string>> CarriedAsync() =>
        new BindingReader(_sandbox.Client).ReadAsync(new BatchKey(null, DisturbedSandbox.Group, Stage), Ids, Token);
}
