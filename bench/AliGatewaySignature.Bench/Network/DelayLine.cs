using System.Diagnostics;
using System.Threading.Channels;

namespace AliGatewaySignature.Bench.Network;

/// <summary>One direction of a connection: every byte arrives some time after it was sent.</summary>
internal static class DelayLine
{
    /// <summary>Carries bytes until the sender is done.</summary>
    /// <param name="from">Where bytes come from.</param>
    /// <param name="to">Where they go.</param>
    /// <param name="delay">How long each is under way.</param>
    /// <param name="setUp">How much longer the first are: connecting over such a line takes a round trip.</param>
    public static async Task CarryAsync(Stream from, Stream to, TimeSpan delay, TimeSpan setUp)
    {
        var line = Channel.CreateUnbounded<(long Due, byte[] Bytes)>(
            new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var open = Stopwatch.GetTimestamp() + Ticks(setUp);
        await Task.WhenAll(TakeAsync(), GiveAsync());

        async Task TakeAsync()
        {
            var buffer = new byte[64 * 1024];
            try
            {
                for (int count; (count = await from.ReadAsync(buffer)) > 0;)
                {
                    var sent = Math.Max(Stopwatch.GetTimestamp(), open);
                    line.Writer.TryWrite((sent + Ticks(delay), buffer.AsSpan(0, count).ToArray()));
                }
            }
            finally
            {
                line.Writer.Complete();
            }
        }

        async Task GiveAsync()
        {
            await foreach (var (due, bytes) in line.Reader.ReadAllAsync())
            {
                var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
                if (left > TimeSpan.Zero)
                {
                    await Task.Delay(left);
                }

                await to.WriteAsync(bytes);
                await to.FlushAsync();
            }
        }
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
