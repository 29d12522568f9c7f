using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Commands;

/// <summary>A cmdlet whose listing leaves page by page, since none of our writes changes what it lists.</summary>
public abstract class AgStreamingCommand : AgServiceCommand
{
    private readonly PagingWindow _window;

    private protected AgStreamingCommand() => _window = new PagingWindow(this);

    /// <summary>Writes the pages of one listing; -First and -Skip count over all listings of the pipeline.</summary>
    /// <param name="read">Reads a page.</param>
    /// <param name="matches">What is written of it; everything when left out.</param>
    /// <param name="missing">Makes the error of a listing of which nothing matches, from all of it; null where that is no error.</param>
    /// <returns>Whether anything matched.</returns>
    private protected bool WritePages<T>(
        Func<int, CancellationToken, Task<ApiPage<T>>> read, Func<T, bool>? matches = null,
        Func<IReadOnlyList<T>, AgException>? missing = null)
        where T : notnull
    {
        var token = StopToken;
        var paging = new Paging<T>(page => read(page, token));
        var seen = new List<T>();
        var isFirst = true;
        var hasAny = false;
        while (paging.HasMore && (isFirst || !_window.IsFull))
        {
            var page = Run(_ => paging.NextAsync());
            if (isFirst)
            {
                // How many of a listing match is not known before its end.
                _window.WriteTotal(matches is null ? page.TotalCount : null);
                isFirst = false;
            }

            var found = matches is null ? page.Items : [.. page.Items.Where(matches)];
            hasAny |= found.Count > 0;
            if (missing is not null && !hasAny)
            {
                seen.AddRange(page.Items);
            }

            _window.Write(found);
        }

        if (missing is not null && !hasAny && !paging.HasMore)
        {
            throw missing(seen);
        }

        return hasAny;
    }
}
