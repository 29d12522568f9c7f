using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Batching;

/// <summary>
/// Finds the ids that a service refuses by halving, and does the others on the way. A half that must hold a bad id,
/// since its sibling went through, is not sent as a whole. For k bad ids of 100 that takes, with the first call, at most
/// min(199, 2k(⌈log2(100/k)⌉+1)) calls.
/// </summary>
/// <param name="send">Sends some ids.</param>
/// <param name="done">Is told which ids went through.</param>
/// <param name="failed">
/// Is told of one bad id, or of several that a failure of another kind hit. Such a failure ends the search: what was not
/// sent by then is handed over with it.
/// </param>
internal sealed class BadIdSearch(
    Func<IReadOnlyList<string>, CancellationToken, Task> send,
    Action<IReadOnlyList<string>> done,
    Func<AgException, IReadOnlyList<string>, Task> failed)
{
    private AgException? _ended;

    /// <summary>Sends ids of which nothing is known, and searches among them when they are refused.</summary>
    /// <returns>Whether all went through.</returns>
    public async Task<bool> TryAsync(IReadOnlyList<string> apiIds, CancellationToken cancellationToken)
    {
        if (_ended is not null)
        {
            // The network is down, or the permission gone: asking for each half again would take for ever.
            await failed(_ended, apiIds).ConfigureAwait(false);
            return false;
        }

        try
        {
            await send(apiIds, cancellationToken).ConfigureAwait(false);
            done(apiIds);
            return true;
        }
        catch (AgException e) when (e.Kind.IsAboutContent)
        {
            await SplitAsync(apiIds, e, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (AgException e)
        {
            _ended = e;
            await failed(e, apiIds).ConfigureAwait(false);
            return false;
        }
    }

    /// <summary>Searches among ids that are known to be refused together.</summary>
    public async Task SplitAsync(IReadOnlyList<string> apiIds, AgException because, CancellationToken cancellationToken)
    {
        if (apiIds.Count <= 1)
        {
            if (apiIds.Count == 1)
            {
                await failed(because, apiIds).ConfigureAwait(false);
            }

            return;
        }

        var left = apiIds.Take(apiIds.Count / 2).ToList();
        var right = apiIds.Skip(left.Count).ToList();
        if (await TryAsync(left, cancellationToken).ConfigureAwait(false) && right.Count > 1)
        {
            await SplitAsync(right, because, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            // A single one is asked for all the same: its error is its own, and it may after all be good.
            await TryAsync(right, cancellationToken).ConfigureAwait(false);
        }
    }
}
