using AliGatewaySignature.Batching;
using AliGatewaySignature.Tests.Fakes;
using Xunit;

namespace AliGatewaySignature.Tests.Batching;

/// <summary>What is left of a pipeline that ended early: each id is in one place.</summary>
public sealed class BatchPipelineTests : IDisposable
{
    private static readonly BatchKey Key = new("s", "g", "TEST");

    private readonly CancellationTokenSource _stop = new();
    private readonly List<int> _taken = [];
    private readonly WaitingThread _thread;

    public BatchPipelineTests() => _thread = new WaitingThread(_stop.Token);

    public void Dispose()
    {
        _stop.Dispose();
        _thread.Dispose();
        Began.Dispose();
    }

    [Fact]
    public void Nothing_is_left_of_a_pipeline_that_came_to_its_end()
    {
        var pipeline = Pipeline((batch, _) => Task.FromResult(new BatchResult(batch, [])));
        pipeline.Add(new BatchInput(Key, Ids(7)));
        pipeline.Complete();

        var remains = pipeline.Abandon(TimeSpan.Zero);

        Assert.Equal([1, 2, 3, 4], _taken);
        Assert.Equal((0, 0, 0), (remains.Ended.Count, remains.Open.Count, remains.NotSent));
    }

    /// <summary>Seven ids in one go, two a batch: the gate fails at the second batch.</summary>
    [Fact]
    public void Ids_behind_a_batch_that_ended_the_pipeline_are_not_sent()
    {
        var pipeline = Pipeline(HangAsync, batch => batch.Number == 1 ? batch : throw AfterTheFirst(), throttleLimit: 2);
        Assert.Throws<InvalidOperationException>(() => pipeline.Add(new BatchInput(Key, Ids(7))));

        var remains = pipeline.Abandon(TimeSpan.Zero);

        Assert.Equal([1], remains.Open.Select(batch => batch.Number));
        Assert.Equal((0, 5), (remains.Ended.Count, remains.NotSent));
    }

    [Fact]
    public void Results_that_nobody_took_are_there_and_what_runs_is_open()
    {
        var pipeline = Pipeline(
            (batch, token) => batch.Number == 1 ? HangAsync(batch, token) : Task.FromResult(new BatchResult(batch, [])),
            throttleLimit: 2);
        pipeline.Add(new BatchInput(Key, Ids(5)));
        Began.Wait(TestContext.Current.CancellationToken);
        var looks = 0;
        _thread.WaitUntil(() => ++looks == 2); // The first to wake it is the second batch.
        _stop.Cancel();

        var remains = pipeline.Abandon(TimeSpan.FromSeconds(30));

        Assert.Equal([2], remains.Ended.Select(result => result.Batch.Number));
        Assert.Equal([1], remains.Open.Select(batch => batch.Number));
        Assert.Equal(1, remains.NotSent);
    }

    /// <summary>The second batch ends while the first is taken, and nothing follows that would have the thread look again.</summary>
    [Fact]
    public void What_was_said_about_a_batch_is_written_before_its_result()
    {
        var second = new TaskCompletionSource<bool>();
        var (said, written) = (0, 0);
        _thread.OnDrain = () => written = Volatile.Read(ref said);
        var pipeline = new BatchPipeline(
            _thread,
            new BatchPipelineWork(1, batch => batch, SendAsync, Take),
            throttleLimit: 2,
            _stop.Token);

        pipeline.Add(new BatchInput(Key, Ids(2)));
        pipeline.Complete();

        Assert.Equal([1, 2], _taken);

        async Task<BatchResult> SendAsync(Batch batch, CancellationToken token)
        {
            if (batch.Number == 2)
            {
                await second.Task.ConfigureAwait(false);
            }

            Interlocked.Increment(ref said);
            return new BatchResult(batch, []);
        }

        void Take(BatchResult result)
        {
            _taken.Add(result.Batch.Number);
            Assert.Equal(result.Batch.Number, written);
            var woken = _thread.Wakes;
            if (second.TrySetResult(true))
            {
                SpinWait.SpinUntil(() => _thread.Wakes > woken);
            }
        }
    }

    /// <summary>Readings run ahead of the gate; what was read and not gated was not sent.</summary>
    [Fact]
    public void What_was_read_and_not_sent_is_counted()
    {
        var pipeline = Pipeline(
            (batch, _) => Task.FromResult(new BatchResult(batch, [])),
            batch => batch.Number == 1 ? batch : throw new InvalidOperationException("no"),
            read: (batch, _) => Task.FromResult(batch));
        Assert.Throws<InvalidOperationException>(() =>
        {
            pipeline.Add(new BatchInput(Key, Ids(7)));
            pipeline.Complete();
        });

        var remains = pipeline.Abandon(TimeSpan.FromSeconds(30));

        Assert.Empty(remains.Open);
        Assert.Equal(5, remains.NotSent);
    }

    /// <summary>The state changed between the question and the call: the batch is asked about again, and keeps its place.</summary>
    [Fact]
    public void A_batch_that_changed_is_asked_about_again()
    {
        var asked = new List<int>();
        var sent = 0;
        var pipeline = Pipeline(
            (batch, _) => Task.FromResult(
                batch.Number == 1 && Interlocked.Increment(ref sent) == 1 ? BatchResult.AskAgain(batch) : new BatchResult(batch, [])),
            batch =>
            {
                asked.Add(batch.Number);
                return batch;
            },
            read: (batch, _) => Task.FromResult(batch));
        pipeline.Add(new BatchInput(Key, Ids(4)));
        pipeline.Complete();

        Assert.Equal(2, asked.Count(number => number == 1));
        Assert.Equal([1, 2], _taken);
    }

    [Fact]
    public void Readings_come_to_the_gate_in_order_whatever_ends_first()
    {
        var gated = new List<int>();
        using var second = new ManualResetEventSlim();
        var pipeline = Pipeline(
            (batch, _) => Task.FromResult(new BatchResult(batch, [])),
            batch =>
            {
                gated.Add(batch.Number);
                return batch;
            },
            throttleLimit: 2,
            read: async (batch, token) =>
            {
                if (batch.Number == 1)
                {
                    await Task.Run(() => second.Wait(token), token);
                }
                else
                {
                    second.Set();
                }

                return batch;
            });
        pipeline.Add(new BatchInput(Key, Ids(6)));
        pipeline.Complete();

        Assert.Equal([1, 2, 3], gated);
        Assert.Equal([1, 2, 3], _taken);
    }

    private ManualResetEventSlim Began { get; } = new();

    private InvalidOperationException AfterTheFirst()
    {
        Began.Wait(TestContext.Current.CancellationToken);
        return new InvalidOperationException("no");
    }

    private async Task<BatchResult> HangAsync(Batch batch, CancellationToken token)
    {
        Began.Set();
        await Task.Delay(Timeout.Infinite, token);
        return new BatchResult(batch, []);
    }

    private static List<string> Ids(int count) => [.. Enumerable.Range(1, count).Select(number => "id" + number)];

    private BatchPipeline Pipeline(
        Func<Batch, CancellationToken, Task<BatchResult>> send, Func<Batch, Batch?>? gate = null, int throttleLimit = 1,
        Func<Batch, CancellationToken, Task<Batch>>? read = null) =>
        new(
            _thread,
            new BatchPipelineWork(2, gate ?? (batch => batch), send, result => _taken.Add(result.Batch.Number)) { Read = read },
            throttleLimit,
            _stop.Token);
}
