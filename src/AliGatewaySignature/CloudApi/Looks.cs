using AliGatewaySignature.Errors;

namespace AliGatewaySignature.CloudApi;

/// <summary>
/// Looks at what a call did. Right after a change the service may still show the state before it, and a call that was given up may
/// still be carried out: a look that does not show the change is followed by two more, over about three seconds.
/// </summary>
internal static class Looks
{
    /// <summary>The waits before each look at bindings that a call changed, or may have changed.</summary>
    public static readonly IReadOnlyList<TimeSpan> AfterChange = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    /// <summary>The waits before each look for a key that a call may have created.</summary>
    public static readonly IReadOnlyList<TimeSpan> AfterCreate =
        [TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    /// <param name="client">Measures the waits.</param>
    /// <param name="waits">The wait before each look.</param>
    /// <param name="look">Reads, and says whether what was read settles the matter.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Why the last look could not be read; null when it could.</returns>
    public static async Task<AgException?> RepeatAsync(
        GatewayClient client, IReadOnlyList<TimeSpan> waits, Func<Task<bool>> look, CancellationToken cancellationToken)
    {
        AgException? unread = null;
        foreach (var wait in waits)
        {
            if (wait > TimeSpan.Zero)
            {
                await client.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
            }

            try
            {
                unread = null;
                if (await look().ConfigureAwait(false))
                {
                    break;
                }
            }
            catch (AgException e)
            {
                unread = e;

                // A listing that contradicts itself may be in order a moment later. Other failures were repeated already.
                if (e.Kind != Faults.UnreadableReply)
                {
                    break;
                }
            }
        }

        return unread;
    }
}
