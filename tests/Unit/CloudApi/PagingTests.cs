using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using Xunit;

namespace AliGatewaySignature.Tests.CloudApi;

public class PagingTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(250, 3)]
    public async Task Reads_every_item_with_the_fewest_calls(int count, int calls)
    {
        var asked = new List<int>();
        var all = await Paging<int>.ReadAllAsync(page =>
        {
            asked.Add(page);
            return Task.FromResult(new ApiPage<int>(Enumerable.Range(0, count).Skip((page - 1) * 100).Take(100).ToList(), count, 100));
        });

        Assert.Equal(Enumerable.Range(0, count), all);
        Assert.Equal(Enumerable.Range(1, calls), asked);
    }

    [Fact]
    public async Task A_service_that_gives_smaller_pages_than_asked_for_is_read_to_the_end()
    {
        var all = await Paging<int>.ReadAllAsync(page =>
            Task.FromResult(new ApiPage<int>(Enumerable.Range(0, 250).Skip((page - 1) * 50).Take(50).ToList(), 250, 50)));

        Assert.Equal(250, all.Count);
    }

    [Fact]
    public async Task Without_a_total_a_short_page_is_the_last()
    {
        var all = await Paging<int>.ReadAllAsync(page =>
            Task.FromResult(new ApiPage<int>(Enumerable.Range(0, 120).Skip((page - 1) * 100).Take(100).ToList(), null, 100)));

        Assert.Equal(120, all.Count);
    }

    /// <summary>"Nothing is bound" is an answer that people act on: what contradicts itself is no listing.</summary>
    [Theory]
    [InlineData("1,2|", "4|4", "page 2 is empty")]
    [InlineData("1,2|3,4", "5|4", "TotalCount was 5 and is 4")]
    [InlineData("1,2|3,4", "4|4|5", null)]
    [InlineData("1,2", "0", "TotalCount is 0, and 2 items came")]
    [InlineData("1,2", "-1", "TotalCount is -1")]
    [InlineData("", "-1", "TotalCount is -1")]
    [InlineData("1,2|1,2", "4|4", "it has 1 twice")]
    [InlineData("1,2|1,2", "|", "it has 1 twice")]
    [InlineData("1,1", "2", "it has 1 twice")]
    [InlineData("1,2,3", "2", "TotalCount is 2, and 3 items came")]
    [InlineData("", "3", "page 1 is empty")]
    [InlineData("", "0", null)]
    [InlineData("", "", null)]
    public async Task A_listing_that_contradicts_itself_does_not_count(string pages, string totals, string? reason)
    {
        var items = pages.Split('|');
        var counts = totals.Split('|');
        Task<IReadOnlyList<int>> ReadAsync() => Paging<int>.ReadAllAsync(page => Task.FromResult(new ApiPage<int>(
            [.. items[page - 1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)],
            int.TryParse(counts[page - 1], out var total) ? total : null,
            2)));

        if (reason is null)
        {
            Assert.NotNull(await ReadAsync());
            return;
        }

        var error = await Assert.ThrowsAsync<AgException>(ReadAsync);
        Assert.Equal("UnreadableReply", error.ErrorId);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Whether or not it says that there is more.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(2_000_000_000)]
    public async Task A_listing_without_an_end_is_cut_off(int? total)
    {
        var next = 0;
        var error = await Assert.ThrowsAsync<AgException>(() => Paging<int>.ReadAllAsync(page => page < 5100
            ? Task.FromResult(new ApiPage<int>([next++, next++], total, 2))
            : throw new InvalidOperationException("It was not cut off.")));

        Assert.Contains("does not end after 5000 pages", error.Message, StringComparison.Ordinal);
    }
}
