using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Commands;

/// <summary>A cmdlet whose listing leaves page by page, since none of our writes changes what it lists.</summary>
public abstract class AgStreamingCommand : AgServiceCommand
{
    private readonly PagingWindow _window;

    private protected AgStreamingCommand() => _window = new PagingWindow(this);

    /// <summary>Writes the pages of one listing; -First and -Skip count over all listings of the pipeline.</summary>
    private protected void WritePages<T>(Func<int, CancellationToken, Task<ApiPage<T>>> read)
        where T : notnull
    {
        var token = StopToken;
        var paging = new Paging<T>(page => read(page, token));
        var first = true;
        while (paging.HasMore && (first || !_window.IsFull))
        {
            var page = Run(_ => paging.NextAsync());
            if (first)
            {
                _window.WriteTotal(page.TotalCount);
                first = false;
            }

            _window.Write(page.Items);
        }
    }
}
