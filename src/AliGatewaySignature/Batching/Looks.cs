using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Batching;

/// <summary>
/// Looks at what a call did. Right after a change the service may still show the state before it, and a call that was given up may
/// still be carried out: a look that does not show the change is followed by two more, over about three seconds.
/// </summary>
internal static class Looks
{
    /// <summary>The looks where the state may be late.</summary>
    public const int All = 3;

    /// <summary>The waits before the second and the third look.</summary>
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    /// <param name="client">Measures the waits.</param>
    /// <param name="most">How many looks there are at most.</param>
    /// <param name="look">Reads, and says whether what was read settles the matter.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Why the last look could not be read; null when it could.</returns>
    public static async Task<AgException?> RepeatAsync(
        GatewayClient client, int most, Func<Task<bool>> look, CancellationToken cancellationToken)
    {
        for (var waited = 0; ; waited++)
        {
            AgException? unread = null;
            try
            {
                if (await look().ConfigureAwait(false))
                {
                    return null;
                }
            }
            catch (AgException e)
            {
                unread = e;
            }

            // A listing that contradicts itself may be in order a moment later. Other failures were repeated already.
            if (waited + 1 >= most || (unread is not null && unread.Kind != Faults.UnreadableReply))
            {
                return unread;
            }

            await client.WaitAsync(Waits[waited], cancellationToken).ConfigureAwait(false);
        }
    }
}
