using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;
using Xunit;

namespace AliGatewaySignature.Tests.Batching;

public sealed partial class BatchExecutorTests
{
    [Fact]
    public async Task A_stage_is_cleared_in_one_call()
    {
        var (clearing, bound) = await ClearingAsync();
        var result = await clearing.RunAsync(bound, verify: false, Token);

        Assert.Equal(bound.ApiIds, result.Bindings.Select(static binding => binding.ApiId));
        Assert.All(result.Bindings, static binding => Assert.Equal((AgBindingState.Unbound, false), (binding.State, binding.IsVerified)));
        Assert.Equal((1, 1), (_sandbox.CountOf(Unset), _sandbox.CountOf(Read)));
        Assert.Empty((await clearing.ReadAsync(Token)).ApiIds);
    }

    [Fact]
    public async Task A_stage_that_another_key_shares_is_not_counted_as_ours()
    {
        var (clearing, bound) = await ClearingAsync();
        await _sandbox.Client.SetSignatureApisAsync(
            await KeyAsync("other_key"), DisturbedSandbox.Group, Stage, [bound.ApiIds[0]], null, Token);

        Assert.Equal(bound.ApiIds.Skip(1), (await clearing.ReadAsync(Token)).ApiIds);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stage_whose_clearing_was_not_answered_is_read_back(bool verify)
    {
        var (clearing, bound) = await ClearingAsync();
        _sandbox.LoseReply(Unset);

        var result = await clearing.RunAsync(bound, verify, Token);
        Assert.Empty(result.Failures);
        Assert.All(result.Bindings, static binding => Assert.True(binding.IsVerified));
        Assert.Equal(2, _sandbox.CountOf(Read));
    }

    /// <summary>What one look shows to be done stays done when the next look cannot be read: no API is left out of the report.</summary>
    [Fact]
    public async Task A_stage_that_is_half_cleared_and_then_cannot_be_read()
    {
        var script = new ScriptedTransport()
            .Then(500, """{"RequestId":"R","Code":"InternalError","Message":"m"}""")
            .Then(200, """
                {"RequestId":"R","TotalCount":1,"ApiSignatures":{"ApiSignatureItem":[{"ApiId":"a2","SignatureId":"key"}]}}
                """)
            .Then(200, "no JSON")
            .Then(200, "no JSON");
        var key = new BatchKey("key", "group", Stage);
        var clearing = new StageClearing(new GatewayClient(script, new FakeClock(), NoObserver.Instance), key);

        var result = await clearing.RunAsync(new Batch(1, key, ["a1", "a2"]), verify: false, Token);

        Assert.Equal("a1", Assert.Single(result.Bindings).ApiId);
        var failure = Assert.Single(result.Failures);
        Assert.Equal(("ServiceFailed", true), (failure.Exception.ErrorId, failure.Exception.OutcomeUnknown));
        Assert.Equal(("a2", AgBindingState.Unknown), (failure.Bindings[0].ApiId, failure.Bindings[0].State));
    }

    [Fact]
    public async Task A_stage_that_was_not_cleared_is_an_error_that_says_so()
    {
        var (clearing, bound) = await ClearingAsync();
        _sandbox.LoseCall(Unset);
        var failure = Assert.Single((await clearing.RunAsync(bound, verify: false, Token)).Failures);
        Assert.Equal("ConnectionLost", failure.Exception.ErrorId);
        Assert.Contains("Read back: 0 APIs are unbound, 4 APIs are not", failure.Exception.Message, StringComparison.Ordinal);
        Assert.All(failure.Bindings, static binding => Assert.Equal(AgBindingState.Bound, binding.State));

        _sandbox.Pretend(Unset);
        failure = Assert.Single((await clearing.RunAsync(bound, verify: true, Token)).Failures);
        Assert.Equal("NotVerified", failure.Exception.ErrorId);
        Assert.Equal(4, failure.Bindings.Count);
    }

    [Theory]
    [InlineData(true, "ConnectionLost", "Whether 4 APIs were unbound could not be read back")]
    [InlineData(false, "NotVerified", "whether 4 APIs were unbound could not be read back")]
    public async Task A_stage_that_cannot_be_read_back_is_unknown(bool lost, string id, string said)
    {
        var (clearing, bound) = await ClearingAsync();
        if (lost)
        {
            _sandbox.LoseReply(Unset);
        }

        _sandbox.LoseCall(Read);
        var failure = Assert.Single((await clearing.RunAsync(bound, verify: true, Token)).Failures);
        Assert.Equal((id, true), (failure.Exception.ErrorId, failure.Exception.OutcomeUnknown));
        Assert.Contains(said, failure.Exception.Message, StringComparison.Ordinal);
        Assert.All(failure.Bindings, static binding => Assert.Equal(AgBindingState.Unknown, binding.State));
    }

    [Fact]
    public async Task A_refusal_to_clear_a_stage_is_thrown_as_it_came()
    {
        var (clearing, bound) = await ClearingAsync();
        _sandbox.Refuse(Unset, new AgException(Faults.PermissionDenied, "Not allowed."));

        Assert.Equal(
            "PermissionDenied", (await Assert.ThrowsAsync<AgException>(() => clearing.RunAsync(bound, verify: true, Token))).ErrorId);
    }
}
