using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;
using Xunit;

namespace AliGatewaySignature.Tests.Transport;

public sealed class PacerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly SteppedClock _clock = new();
    private readonly Pacer _pacer;
    private readonly List<TimeSpan> _started = [];

    public PacerTests() => _pacer = new Pacer(_clock);

    [Fact]
    public async Task One_throttled_call_holds_the_others()
    {
        _pacer.Throttled(TimeSpan.FromSeconds(3));
        Task[] calls = [CallAsync("SetSignatureApis"), CallAsync("DescribeApiSignatures"), CallAsync("ModifySignature")];

        Assert.Empty(_started);
        _clock.RunTo(TimeSpan.FromSeconds(2.999));
        Assert.Empty(_started);
        _clock.RunTo(TimeSpan.FromSeconds(3));
        await Task.WhenAll(calls);
        Assert.Equal([3, 3, 3], _started.Select(time => time.TotalSeconds));
    }

    [Fact]
    public async Task A_call_that_waits_is_held_longer_when_another_is_throttled()
    {
        _pacer.Throttled(TimeSpan.FromSeconds(3));
        var call = CallAsync("SetSignatureApis");
        _clock.RunTo(TimeSpan.FromSeconds(2));
        _pacer.Throttled(TimeSpan.FromSeconds(5));

        _clock.RunTo(TimeSpan.FromSeconds(6.999));
        Assert.Empty(_started);
        _clock.RunTo(TimeSpan.FromSeconds(7));
        await call;
    }

    [Fact]
    public async Task A_shorter_wait_does_not_shorten_a_longer_one()
    {
        _pacer.Throttled(TimeSpan.FromSeconds(5));
        _pacer.Throttled(Second);
        var call = CallAsync("SetSignatureApis");

        _clock.RunTo(TimeSpan.FromSeconds(4.999));
        Assert.Empty(_started);
        _clock.RunTo(TimeSpan.FromSeconds(5));
        await call;
    }

    [Theory]
    [InlineData("CreateSignature")]
    [InlineData("ModifySignature")]
    [InlineData("DeleteSignature")]
    public async Task Two_hundred_calls_at_once_stay_below_fifty_a_second(string operation)
    {
        var calls = Enumerable.Range(0, 200).Select(_ => CallAsync(operation)).ToList();
        _clock.RunTo(TimeSpan.FromMinutes(1));
        await Task.WhenAll(calls);

        Assert.Equal(200, _started.Count);
        AssertBelowFiftyASecond();

        // And not much below: the limit is there to be used.
        Assert.InRange(_started[^1], TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Two_hundred_calls_one_after_the_other_stay_below_fifty_a_second()
    {
        for (var number = 0; number < 200; number++)
        {
            var call = CallAsync("ModifySignature");
            _clock.RunTo(_clock.Elapsed + TimeSpan.FromMilliseconds(100));
            await call;
        }

        AssertBelowFiftyASecond();
    }

    /// <summary>Their turns have passed when the wait ends: they must not all begin at that moment.</summary>
    [Fact]
    public async Task Two_hundred_calls_stay_below_fifty_a_second_after_a_throttled_one()
    {
        var calls = Enumerable.Range(0, 200).Select(_ => CallAsync("ModifySignature")).ToList();
        _clock.RunTo(TimeSpan.FromMilliseconds(200));
        _pacer.Throttled(TimeSpan.FromSeconds(10));
        _clock.RunTo(TimeSpan.FromMinutes(1));
        await Task.WhenAll(calls);

        Assert.Equal(200, _started.Count);
        Assert.DoesNotContain(_started, time => time > TimeSpan.FromSeconds(0.2) && time < TimeSpan.FromSeconds(10.2));
        AssertBelowFiftyASecond();
    }

    [Fact]
    public async Task Reads_and_bindings_are_not_slowed()
    {
        var modifying = Enumerable.Range(0, 200).Select(_ => CallAsync("ModifySignature")).ToList();
        foreach (var operation in new[]
        {
            "SetSignatureApis",
            "RemoveSignatureApis",
            "DescribeSignatures",
            "DescribeApiSignatures",
            "DescribeApis",
        })
        {
            for (var number = 0; number < 200; number++)
            {
                Assert.True(_pacer.WaitAsync(Row(operation).IsPaced, Long, null, CancellationToken.None).IsCompletedSuccessfully);
            }
        }

        _clock.RunTo(TimeSpan.FromMinutes(1));
        await Task.WhenAll(modifying);
    }

    [Fact]
    public async Task A_held_call_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        _pacer.Throttled(TimeSpan.FromMinutes(1));
        var call = _pacer.WaitAsync(Operations.SetSignatureApis.IsPaced, Long, null, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public void Contexts_of_one_key_at_one_endpoint_share_a_pacer()
    {
        var here = new Uri("https://apigateway.cn-hangzhou.aliyuncs.com/");
        var there = new Uri("https://apigateway.cn-shanghai.aliyuncs.com/");

        Assert.Same(Pacer.For(here, "id"), Pacer.For(new Uri(here.ToString()), "id"));
        Assert.NotSame(Pacer.For(here, "id"), Pacer.For(there, "id"));
        Assert.NotSame(Pacer.For(here, "id"), Pacer.For(here, "other"));
    }

    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private static Operation Row(string name) => (Operation)typeof(Operations).GetField(name)!.GetValue(null)!;

    private async Task CallAsync(string operation)
    {
        await _pacer.WaitAsync(Row(operation).IsPaced, Long, null, CancellationToken.None);
        _started.Add(_clock.Elapsed);
    }

    private void AssertBelowFiftyASecond()
    {
        for (var first = 0; first + 49 < _started.Count; first++)
        {
            Assert.True(_started[first + 49] - _started[first] > Second, $"fifty calls from {_started[first]} to {_started[first + 49]}");
        }
    }

    /// <summary>A clock that goes from one end of a wait to the next, in order, on the thread of the test.</summary>
    private sealed class SteppedClock : IClock
    {
        private readonly List<(TimeSpan Due, TaskCompletionSource Waiting)> _waits = [];

        public DateTimeOffset UtcNow => DateTimeOffset.UnixEpoch + Elapsed;

        public TimeSpan Elapsed { get; private set; }

        public Task Delay(TimeSpan delay, CancellationToken cancellationToken)
        {
            var waiting = new TaskCompletionSource();
            cancellationToken.Register(() => waiting.TrySetCanceled(cancellationToken));
            _waits.Add((Elapsed + delay, waiting));
            return waiting.Task;
        }

        public IDisposable CancelAfter(CancellationTokenSource source, TimeSpan delay) => throw new NotSupportedException();

        public void RunTo(TimeSpan time)
        {
            while (_waits.Count > 0 && _waits.Min(wait => wait.Due) is var next && next <= time)
            {
                Elapsed = next;
                var due = _waits.Where(wait => wait.Due == next).ToList();
                _waits.RemoveAll(wait => wait.Due == next);
                foreach (var (_, waiting) in due)
                {
                    waiting.TrySetResult();
                }
            }

            Elapsed = time;
        }
    }
}
