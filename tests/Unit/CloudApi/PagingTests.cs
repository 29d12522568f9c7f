using AliGatewaySignature.CloudApi;
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

    [Fact]
    public async Task A_total_that_promises_too_much_does_not_go_on_for_ever()
    {
        var calls = 0;
        var all = await Paging<int>.ReadAllAsync(page =>
        {
            calls++;
            return Task.FromResult(new ApiPage<int>(page <= 2 ? [1, 2] : [], 1_000_000, 2));
        });

        Assert.Equal(4, all.Count);
        Assert.Equal(3, calls);
    }
}
