namespace AliGatewaySignature.CloudApi;

/// <summary>Walks through a listing page by page.</summary>
internal sealed class Paging<T>(Func<int, Task<ApiPage<T>>> readPage)
{
    private readonly Func<int, Task<ApiPage<T>>> _readPage = readPage;
    private int _nextPage = 1;
    private long _read;

    /// <summary>Whether a further page is worth asking for.</summary>
    public bool HasMore { get; private set; } = true;

    /// <summary>Reads the next page.</summary>
    public async Task<ApiPage<T>> NextAsync()
    {
        var page = await _readPage(_nextPage).ConfigureAwait(false);
        _nextPage++;
        _read += page.Items.Count;

        // An empty page ends the walk whatever the total says: things may have gone in the meantime.
        HasMore = page.Items.Count > 0
            && (page.TotalCount is { } total ? _read < total : page.Items.Count >= page.PageSize);
        return page;
    }

    /// <summary>
    /// Reads to the end before anything is handed on: a listing that the caller's own writes change would lose
    /// every second page otherwise.
    /// </summary>
    public static async Task<IReadOnlyList<T>> ReadAllAsync(Func<int, Task<ApiPage<T>>> readPage)
    {
        var paging = new Paging<T>(readPage);
        var all = new List<T>();
        while (paging.HasMore)
        {
            all.AddRange((await paging.NextAsync().ConfigureAwait(false)).Items);
        }

        return all;
    }
}
