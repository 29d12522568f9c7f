using AliGatewaySignature.Model;

namespace AliGatewaySignature.CloudApi;

/// <summary>
/// Walks through a listing page by page. A listing counts only when it is complete and does not contradict itself: "nothing is
/// bound" is an answer that people act on.
/// </summary>
internal sealed class Paging<T>(Func<int, Task<ApiPage<T>>> readPage)
    where T : notnull
{
    /// <summary>The most pages of a listing. A region has up to 200 groups of 1,000 APIs, which are 2,000 pages of 100.</summary>
    private const int MostPages = 5000;

    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
    private int _nextPage = 1;
    private int _read;
    private int? _total;

    /// <summary>Whether a further page is worth asking for.</summary>
    public bool HasMore { get; private set; } = true;

    /// <summary>Reads the next page.</summary>
    /// <exception cref="Errors.AgException">It could not be read, or it contradicts the pages before it.</exception>
    public async Task<ApiPage<T>> NextAsync()
    {
        var page = await readPage(_nextPage).ConfigureAwait(false);
        if (Contradiction(page) is { } reason)
        {
            throw page.Contradiction(reason);
        }

        _nextPage++;
        _read += page.Items.Count;
        _total ??= page.TotalCount;
        HasMore = _total is { } total ? _read < total : page.Items.Count > 0 && page.Items.Count >= page.PageSize;
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

    private string? Contradiction(ApiPage<T> page)
    {
        var total = page.TotalCount ?? _total;
        if (_total is { } before && before != total)
        {
            return $"its TotalCount was {before} and is {total} now";
        }

        if (total is { } all && (all < 0 || _read + page.Items.Count > all))
        {
            return $"its TotalCount is {all}, and {_read + page.Items.Count} items came";
        }

        if (page.Items.Count == 0 && total > _read)
        {
            return $"page {_nextPage} is empty, and only {_read} of {total} items came before it";
        }

        if (_nextPage > MostPages)
        {
            return $"it does not end after {MostPages} pages";
        }

        return page.Items.Select(Identity).FirstOrDefault(id => !_seen.Add(id)) is { } twice ? $"it has {twice} twice" : null;
    }

    private static string Identity(T item) => item switch
    {
        AgSignature key => key.SignatureId,
        AgSignatureBinding one => $"{one.ApiId} with the key {one.SignatureId} in {one.StageName} of {one.GroupId}",
        AgApi api => api.ApiId,
        AgApiGroup group => group.GroupId,
        SigningPlugin plugin => plugin.PluginId,
        PluginPlace place => $"{place.ApiId ?? "the group"} in {place.StageName} of {place.GroupId}",
        _ => item.ToString(),
    };
}
