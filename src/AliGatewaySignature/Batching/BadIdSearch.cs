using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Batching;

/// <summary>
/// Finds the ids that the service refuses by halving, and sends the others on the way. A half that must hold a bad id,
/// since its sibling went through, is not sent as a whole. For k bad ids of 100 that takes, with the first call, at most
/// min(199, 2k(⌈log2(100/k)⌉+1)) calls.
/// </summary>
/// <param name="send">Sends some ids.</param>
internal sealed class BadIdSearch(Func<IReadOnlyList<string>, CancellationToken, Task> send)
{
    private readonly List<string> _done = [];
    private readonly List<(string ApiId, AgException Because)> _refused = [];
    private readonly List<string> _unasked = [];

    /// <summary>The ids that went through.</summary>
    public IReadOnlyList<string> Done => _done;

    /// <summary>The ids that were refused by themselves, each with its own error.</summary>
    public IReadOnlyList<(string ApiId, AgException Because)> Refused => _refused;

    /// <summary>A failure that is not about the ids. It ended the search; null when nothing did.</summary>
    public AgException? Ended { get; private set; }

    /// <summary>The ids of the call that ended the search, and those that were not sent after it.</summary>
    public IReadOnlyList<string> Unasked => _unasked;

    /// <summary>Sends ids of which nothing is known, and searches among them when they are refused.</summary>
    /// <returns>Whether all went through.</returns>
    public async Task<bool> TryAsync(IReadOnlyList<string> apiIds, CancellationToken cancellationToken)
    {
        if (Ended is not null)
        {
            // The network is down, or the permission is gone: asking for each half again would take forever.
            _unasked.AddRange(apiIds);
            return false;
        }

        try
        {
            await send(apiIds, cancellationToken).ConfigureAwait(false);
            _done.AddRange(apiIds);
            return true;
        }
        catch (AgException e) when (e.Kind.IsAboutContent)
        {
            await SplitAsync(apiIds, e, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (AgException e)
        {
            Ended = e;
            _unasked.AddRange(apiIds);
            return false;
        }
    }

    /// <summary>Searches among ids that are known to be refused together.</summary>
    public async Task SplitAsync(IReadOnlyList<string> apiIds, AgException because, CancellationToken cancellationToken)
    {
        if (apiIds.Count <= 1)
        {
            _refused.AddRange(apiIds.Select(apiId => (apiId, because)));
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
            // A single one is sent all the same: its error is its own, and it may be good after all.
            await TryAsync(right, cancellationToken).ConfigureAwait(false);
        }
    }
}
