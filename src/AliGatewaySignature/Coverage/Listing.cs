using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Coverage;

/// <summary>What came of a listing, and why no more: what was read before a failure is true nevertheless.</summary>
/// <param name="Items">What was read.</param>
/// <param name="Failure">Why it ended early; null where it did not.</param>
/// <param name="Date">The service's clock when it answered first; null where it does not say.</param>
internal sealed record Listing<T>(IReadOnlyList<T> Items, AgException? Failure, DateTimeOffset? Date)
    where T : notnull
{
    /// <summary>Reads a listing page by page.</summary>
    public static async Task<Listing<T>> ReadAsync(Func<int, Task<ApiPage<T>>> readPage)
    {
        var items = new List<T>();
        DateTimeOffset? date = null;
        try
        {
            var paging = new Paging<T>(readPage);
            while (paging.HasMore)
            {
                var page = await paging.NextAsync().ConfigureAwait(false);
                date ??= page.Date;
                items.AddRange(page.Items);
            }

            return new Listing<T>(items, null, date);
        }
        catch (AgException e)
        {
            return new Listing<T>(items, e, date);
        }
    }

    /// <summary>The same where what is listed may be gone by now: then it is bound nowhere, which is no failure.</summary>
    /// <param name="readPage">Reads a page.</param>
    /// <param name="isItself">Whether a code is about what is listed: that a group or a stage is not found says nothing of it.</param>
    public static async Task<Listing<T>> ReadOfAsync(Func<int, Task<ApiPage<T>>> readPage, Func<string?, bool> isItself)
    {
        var listing = await ReadAsync(readPage).ConfigureAwait(false);
        return listing.Failure is { } failure && failure.Kind == Faults.NotFound && isItself(failure.Code)
            ? new Listing<T>([], null, listing.Date)
            : listing;
    }
}
