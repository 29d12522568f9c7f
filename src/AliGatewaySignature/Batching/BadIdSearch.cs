using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Batching;

/// <summary>
/// Finds the ids that the service refuses by halving, and sends the others on the way. Both halves are sent before one of them is
/// halved, so that good ids are done early. A half that must hold a bad id, since its sibling went through, is not sent as a whole.
/// For k bad ids of 100 that takes, with the first call, at most min(199, 2k(⌈log2(100/k)⌉+1)) calls; and it ends after
/// <see cref="MostRefusals"/> refusals in a row, since a service that refuses everything is not about bad ids.
/// </summary>
/// <param name="send">Sends some ids.</param>
internal sealed class BadIdSearch(Func<IReadOnlyList<string>, CancellationToken, Task> send)
{
    /// <summary>Refusals without a success in between, the first call included. One bad id alone takes up to 8.</summary>
    private const int DefaultMost = 16;

    private readonly List<string> _done = [];
    private readonly List<(string ApiId, AgException Because)> _refused = [];
    private readonly List<string> _unasked = [];
    private int _refusals = 1;

    /// <summary>How many refusals in a row end the search.</summary>
    public int MostRefusals { get; init; } = DefaultMost;

    /// <summary>The ids that went through.</summary>
    public IReadOnlyList<string> Done => _done;

    /// <summary>The ids that were refused by themselves, each with its own error.</summary>
    public IReadOnlyList<(string ApiId, AgException Because)> Refused => _refused;

    /// <summary>What ended the search before its time; null when nothing did.</summary>
    public AgException? Ended { get; private set; }

    /// <summary>The ids that were not settled when the search ended before its time.</summary>
    public IReadOnlyList<string> Unasked => _unasked;

    /// <summary>Sends ids of which nothing is known, and searches among them when they are refused.</summary>
    /// <returns>Whether all went through.</returns>
    public async Task<bool> TryAsync(IReadOnlyList<string> apiIds, CancellationToken cancellationToken)
    {
        if (await SendAsync(apiIds, cancellationToken).ConfigureAwait(false) is not { } because)
        {
            return Ended is null;
        }

        await SplitAsync(apiIds, because, cancellationToken).ConfigureAwait(false);
        return false;
    }

    /// <summary>Searches among ids that are known to be refused together.</summary>
    public async Task SplitAsync(IReadOnlyList<string> apiIds, AgException because, CancellationToken cancellationToken)
    {
        if (apiIds.Count <= 1)
        {
            _refused.AddRange(apiIds.Select(apiId => (apiId, because)));
            return;
        }

        if (Ended is not null)
        {
            _unasked.AddRange(apiIds);
            return;
        }

        var left = apiIds.Take(apiIds.Count / 2).ToList();
        var right = apiIds.Skip(left.Count).ToList();
        var leftRefused = await SendAsync(left, cancellationToken).ConfigureAwait(false);

        // A single one is sent all the same: its error is its own, and it may be good after all.
        var rightRefused = leftRefused is null && Ended is null && right.Count > 1
            ? because
            : await SendAsync(right, cancellationToken).ConfigureAwait(false);
        if (leftRefused is not null)
        {
            await SplitAsync(left, leftRefused, cancellationToken).ConfigureAwait(false);
        }

        if (rightRefused is not null)
        {
            await SplitAsync(right, rightRefused, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends ids, and notes those that went through, or that are not settled by this.</summary>
    /// <returns>Why they were refused for what they are; null when they were not.</returns>
    private async Task<AgException?> SendAsync(IReadOnlyList<string> apiIds, CancellationToken cancellationToken)
    {
        if (Ended is not null)
        {
            // The network is down, or the permission is gone: asking for each half again would take forever.
            _unasked.AddRange(apiIds);
            return null;
        }

        try
        {
            await send(apiIds, cancellationToken).ConfigureAwait(false);
            _done.AddRange(apiIds);
            _refusals = 0;
            return null;
        }
        catch (AgException e) when (e.Kind.IsAboutContent)
        {
            if (++_refusals >= MostRefusals)
            {
                Ended = e.WithDetail($"{MostRefusals} calls in a row were refused, so the search for the bad ids ended.");
            }

            return e;
        }
        catch (AgException e)
        {
            Ended = e;
            _unasked.AddRange(apiIds);
            return null;
        }
    }
}
