using AliGatewaySignature.Batching;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Tests.Fakes;
using Xunit;

namespace AliGatewaySignature.Tests.Batching;

/// <summary>What a batch is read to be before anything is sent, and how long that counts.</summary>
public sealed class BatchReaderTests : IDisposable
{
    private const string Set = "SetSignatureApis";
    private const string Read = "DescribeApiSignatures";
    private const string Stage = "TEST";

    private readonly DisturbedSandbox _sandbox = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    public async Task A_plan_is_read_again_when_it_is_older_than_five_seconds(int seconds, int readings)
    {
        var (reader, batch) = await BatchAsync(DisturbedSandbox.Ids(4));
        var read = await reader.ReadAsync(batch, Token);
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(seconds));

        var result = await RunAsync(reader, read);

        Assert.Null(result.Changed);
        Assert.Equal(4, result.Bindings.Count);
        Assert.Equal((readings, 1), (_sandbox.CountOf(Read), _sandbox.CountOf(Set)));
    }

    /// <summary>Somebody bound another key while the question stood.</summary>
    [Fact]
    public async Task A_plan_that_came_to_something_else_is_not_sent()
    {
        var ids = DisturbedSandbox.Ids(4);
        var (reader, batch) = await BatchAsync(ids);
        var read = await reader.ReadAsync(batch, Token);
        var other = await KeyAsync("other_key");
        await _sandbox.Client.SetSignatureApisAsync(other, DisturbedSandbox.Group, Stage, [ids[2]], null, Token);
        _sandbox.Clock.Advance(TimeSpan.FromSeconds(6));

        var result = await RunAsync(reader, read);

        Assert.Equal([ids[2]], result.Changed!.Plan!.Foreign);
        Assert.Equal((0, 0, 1), (result.Bindings.Count, result.Failures.Count, _sandbox.CountOf(Set)));
    }

    [Fact]
    public async Task One_error_names_each_other_key()
    {
        var ids = DisturbedSandbox.Ids(6);
        var (reader, batch) = await BatchAsync(ids);
        var (first, second) = (await KeyAsync("first_key"), await KeyAsync("second_key"));
        await _sandbox.Client.SetSignatureApisAsync(first, DisturbedSandbox.Group, Stage, [ids[0], ids[3]], null, Token);
        await _sandbox.Client.SetSignatureApisAsync(second, DisturbedSandbox.Group, Stage, [ids[5]], null, Token);

        var result = await RunAsync(reader, await reader.ReadAsync(batch, Token));

        Assert.Equal([ids[1], ids[2], ids[4]], result.Bindings.Select(static binding => binding.ApiId));
        Assert.Equal(["CarriesAnotherKey", "CarriesAnotherKey"], result.Failures.Select(static failure => failure.Exception.ErrorId));
        Assert.Equal([[ids[0], ids[3]], [ids[5]]], result.Failures.Select(static failure => failure.Bindings.Select(one => one.ApiId)));
        Assert.All(result.Failures.SelectMany(static failure => failure.Bindings), binding => Assert.Equal(
            (batch.Key.SignatureId, AgBindingState.Unbound, null),
            (binding.SignatureId, binding.State, binding.Action)));
        Assert.Equal("second_key", result.Failures[1].Bindings[0].PreviousSignatureName);
    }

    [Fact]
    public async Task What_a_group_and_stage_denies_is_asked_for_once()
    {
        var (reader, batch) = await BatchAsync(DisturbedSandbox.Ids(2));
        _sandbox.Refuse(Read, new AgException(Faults.PermissionDenied, "Not allowed."));

        for (var i = 0; i < 3; i++)
        {
            var result = await RunAsync(reader, await reader.ReadAsync(batch, Token));
            Assert.Equal("ReadDenied", Assert.Single(result.Failures).Exception.ErrorId);
            Assert.False(result.Failures[0].Exception.OutcomeUnknown);
        }

        Assert.Equal((1, 0), (_sandbox.CountOf(Read), _sandbox.CountOf(Set)));
    }

    /// <summary>The service documents PRE for the calls that bind, and not for those that read.</summary>
    [Fact]
    public async Task A_stage_that_reading_does_not_know_can_be_written_to_unread()
    {
        var (reader, batch) = await BatchAsync(DisturbedSandbox.Ids(2));
        _sandbox.Refuse(Read, new AgException(Faults.RequestRefused, "No such stage.") { Code = "InvalidStageName" });

        var result = await RunAsync(reader, await reader.ReadAsync(batch, Token));

        var failure = Assert.Single(result.Failures).Exception;
        Assert.Equal("ReadDenied", failure.ErrorId);
        Assert.StartsWith("Give -SkipRead -Replace", failure.RecommendedAction, StringComparison.Ordinal);
    }

    /// <summary>What carries a plan out has no -SkipRead of its own.</summary>
    [Fact]
    public async Task A_plan_that_cannot_be_read_is_told_which_command_sends_unread()
    {
        var api = DisturbedSandbox.Ids(1)[0];
        (BindingChange Change, string Command)[] advice =
        [
            (BindingChange.Bind, "Add-AgSignatureApi -SkipRead -Replace"), (BindingChange.Unbind, "Remove-AgSignatureApi -SkipRead"),
        ];
        foreach (var (change, command) in advice)
        {
            var key = await KeyAsync("a_key");
            var plan = new PlannedBinding(DisturbedSandbox.Group, Stage, api, From: key, To: null);
            var reader = new BatchReader(
                _sandbox.Client, change, StartingPoint.Of([plan]), isRehearsal: false, new KeyNames(_sandbox.Client));
            _sandbox.Refuse(Read, new AgException(Faults.RequestRefused, "No such stage.") { Code = "InvalidStageName" });

            var read = await reader.ReadAsync(new Batch(1, plan.Key, [api]), Token);

            Assert.Contains(command, read.Plan!.Failure!.RecommendedAction, StringComparison.Ordinal);
        }
    }

    /// <summary>To unbind, an id that nobody gave a name to is looked for in its group; one reading serves the whole run.</summary>
    [Fact]
    public async Task An_id_that_does_not_exist_is_no_id_that_is_not_bound()
    {
        var ids = DisturbedSandbox.Ids(2);
        var key = await KeyAsync("a_key");
        var reader = new BatchReader(
            _sandbox.Client, BindingChange.Unbind, StartingPoint.Unsigned, isRehearsal: false, new KeyNames(_sandbox.Client));
        var batch = new Batch(1, new BatchKey(key, DisturbedSandbox.Group, Stage), [ids[0], "mistyped", ids[1]]);

        var read = await reader.ReadAsync(batch, Token);
        await reader.ReadAsync(batch, Token);
        var result = await new BatchExecutor(_sandbox.Client, BindingChange.Unbind, verify: false, reader).RunAsync(read, Token);

        Assert.Equal(ids, result.Bindings.Select(static binding => binding.ApiId));
        Assert.All(result.Bindings, static binding => Assert.Equal(AgBindingAction.NotBound, binding.Action));
        Assert.Equal(("NotFound", "mistyped"), (result.Failures[0].Exception.ErrorId, result.Failures[0].Bindings[0].ApiId));
        Assert.Equal(3, _sandbox.CountOf("DescribeApis"));
    }

    private async Task<string> KeyAsync(string name) =>
        (await _sandbox.Client.CreateSignatureAsync(name, "key_abc123", PlainText.Protect("a_Secret_1"), Token)).SignatureId;

    private async Task<(BatchReader Reader, Batch Batch)> BatchAsync(IReadOnlyList<string> ids) =>
        (new BatchReader(
                _sandbox.Client, BindingChange.Bind, StartingPoint.Unsigned, isRehearsal: false, new KeyNames(_sandbox.Client)),
            new Batch(1, new BatchKey(await KeyAsync("a_key"), DisturbedSandbox.Group, Stage), ids));

    private Task<BatchResult> RunAsync(BatchReader reader, Batch batch) =>
        new BatchExecutor(_sandbox.Client, BindingChange.Bind, verify: false, reader).RunAsync(batch, Token);
}
