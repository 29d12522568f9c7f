using System;
using System.Threading;
using System.Threading.Tasks;
using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Commands;

/// <summary>A cmdlet whose listing leaves page by page, since none of our writes changes what it lists.</summary>
public abstract class AgStreamingCommand : AgServiceCommand
{
    private readonly PagingWindow window;

    private protected AgStreamingCommand() => window = new PagingWindow(this);

    /// <summary>Writes the pages of one listing; -First and -Skip count over all listings of the pipeline.</summary>
    private protected void WritePages<T>(Func<int, CancellationToken, Task<ApiPage<T>>> read)
    {
        var token = StopToken;
        var paging = new Paging<T>(page => read(page, token));
        var first = true;
        while (paging.HasMore && (first || !window.IsFull))
        {
            var page = Run(_ => paging.NextAsync());
            if (first)
            {
                window.WriteTotal(page.TotalCount);
                first = false;
            }

            window.Write(page.Items);
        }
    }
}
