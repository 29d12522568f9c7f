using System.Collections.Concurrent;
using AliGatewaySignature.Batching;
using Xunit;

namespace AliGatewaySignature.Tests.Batching;

public sealed class BatchRunnerTests : IDisposable
{
    private readonly SemaphoreSlim _woken = new(0);
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _gates = new();
    private int _running;
    private int _mostRunning;

    public void Dispose() => _woken.Dispose();

    [Fact]
    public async Task Results_come_in_the_order_of_their_start_whatever_ends_first()
    {
        var runner = Runner(3, window: 3);
        runner.Start(Batch(1));
        runner.Start(Batch(2));
        runner.Start(Batch(3));
        Assert.False(runner.CanStart);

        Gate(3).SetResult();
        await _woken.WaitAsync(TestContext.Current.CancellationToken);
        Gate(2).SetResult();
        await _woken.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(runner.HasResult);

        Gate(1).SetResult();
        await _woken.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 3], TakeAll(runner));
        Assert.True(runner.IsEmpty);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Never_runs_more_at_once_than_allowed(int limit)
    {
        var runner = Runner(limit);
        var taken = new List<int>();
        for (var number = 1; number <= 50; number++)
        {
            Gate(number).SetResult();
            while (!runner.CanStart)
            {
                await _woken.WaitAsync(TestContext.Current.CancellationToken);
                taken.AddRange(TakeAll(runner));
            }

            runner.Start(Batch(number));
        }

        while (!runner.IsEmpty)
        {
            await _woken.WaitAsync(TestContext.Current.CancellationToken);
            taken.AddRange(TakeAll(runner));
        }

        Assert.Equal(Enumerable.Range(1, 50), taken);
        Assert.InRange(_mostRunning, 1, limit);
    }

    /// <summary>Places are given in the order of the start, and the next batch begins without anybody who starts it.</summary>
    [Fact]
    public async Task What_waits_begins_in_order_the_moment_a_place_is_free()
    {
        var runner = Runner(1);
        foreach (var number in Enumerable.Range(1, 4))
        {
            Gate(number).SetResult();
            runner.Start(Batch(number));
        }

        var ended = new List<int>();
        while (!runner.IsEmpty)
        {
            await _woken.WaitAsync(TestContext.Current.CancellationToken);
            ended.AddRange(TakeAll(runner));
        }

        Assert.Equal([1, 2, 3, 4], ended);
        Assert.Equal(1, _mostRunning);
    }

    [Fact]
    public async Task What_starts_first_is_taken_first()
    {
        var runner = Runner(2);
        runner.Start(Batch(2));
        runner.StartFirst(Batch(1));
        Gate(1).SetResult();
        Gate(2).SetResult();
        await _woken.WaitAsync(TestContext.Current.CancellationToken);
        await _woken.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal([1, 2], TakeAll(runner));
    }

    [Fact]
    public async Task Holds_back_a_bounded_number_of_results_behind_a_slow_batch()
    {
        var runner = Runner(2);
        runner.Start(Batch(1));
        var started = 1;
        while (runner.CanStart)
        {
            Gate(++started).SetResult();
            runner.Start(Batch(started));
            await _woken.WaitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(8, started);
        Gate(1).SetResult();
        await _woken.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, 8), TakeAll(runner));
    }

    [Fact]
    public async Task Wakes_once_the_result_is_really_there()
    {
        for (var round = 1; round <= 500; round++)
        {
            var runner = Runner(1);
            _gates.Clear();
            Gate(1).SetResult();
            runner.Start(Batch(1));
            await _woken.WaitAsync(TestContext.Current.CancellationToken);
            Assert.True(runner.HasResult);
        }
    }

    [Fact]
    public async Task Cancelling_ends_what_runs()
    {
        using var stop = new CancellationTokenSource();
        var runner = Runner(1, stop);
        runner.Start(Batch(1));
        await stop.CancelAsync();
        await _woken.WaitAsync(TestContext.Current.CancellationToken);

        Assert.ThrowsAny<OperationCanceledException>(() => runner.Take());
    }

    /// <summary>Whatever ends the work on one batch is a result of that batch, and the others keep theirs.</summary>
    [Fact]
    public async Task What_nobody_thought_of_costs_no_batch_its_result()
    {
        var runner = Runner(2);
        runner.Start(Batch(1));
        runner.Start(Batch(2));
        Gate(1).SetException(new InvalidDataException("broken"));
        Gate(2).SetResult();
        await _woken.WaitAsync(TestContext.Current.CancellationToken);
        await _woken.WaitAsync(TestContext.Current.CancellationToken);

        var failure = Assert.Single(runner.Take().Failures);
        Assert.Equal(("UnexpectedError", true), (failure.Exception.ErrorId, failure.Exception.OutcomeUnknown));
        Assert.Equal(
            "Batch 1: InvalidDataException: broken. What became of 1 API was not found out: a.", failure.Exception.Message);
        Assert.Equal(["a"], failure.Bindings.Select(binding => binding.ApiId));
        Assert.Equal(2, runner.Take().Batch.Number);
    }

    private static List<int> TakeAll(BatchRunner<BatchResult> runner)
    {
        var numbers = new List<int>();
        while (runner.HasResult)
        {
            numbers.Add(runner.Take().Batch.Number);
        }

        return numbers;
    }

    private static Batch Batch(int number) => new(number, new BatchKey("s", "g", "TEST"), ["a"]);

    private TaskCompletionSource Gate(int number) =>
        _gates.GetOrAdd(number, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private BatchRunner<BatchResult> Runner(int limit, CancellationTokenSource? stop = null, int? window = null) => new(
        limit,
        window ?? limit * 4,
        async (batch, token) =>
        {
            var now = Interlocked.Increment(ref _running);
            InterlockedMax(ref _mostRunning, now);
            await Gate(batch.Number).Task.WaitAsync(token);
            Interlocked.Decrement(ref _running);
            return new BatchResult(batch, []);
        },
        (batch, e) => BatchResult.Failed(batch, BatchErrors.Unexpected(e, batch)),
        () => _woken.Release(),
        stop?.Token ?? TestContext.Current.CancellationToken);

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
