using AliGatewaySignature.Batching;
using AliGatewaySignature.Errors;
using Xunit;

namespace AliGatewaySignature.Tests.Batching;

/// <summary>The search in memory, for every number of bad ids of a hundred, and for the positions that cost most.</summary>
public sealed partial class BadIdSearchTests
{
    private const int All = 100;
    private const int Seeds = 25;
    private static readonly Dictionary<(int Count, int Bad, bool Known), (int Calls, int Left)> Worst = [];

    [Fact]
    public async Task Finds_every_bad_id_wherever_it_stands_within_the_promised_calls()
    {
        for (var bad = 1; bad <= All; bad++)
        {
            for (var seed = 0; seed < Seeds; seed++)
            {
                var random = new Random((bad * Seeds) + seed);
                var places = Enumerable.Range(0, All).ToArray();
                random.Shuffle(places);
                await AssertFoundAsync(All, [.. places.Take(bad)], MostCalls(bad));
            }
        }
    }

    [Fact]
    public async Task Keeps_the_promise_where_the_bad_ids_stand_worst()
    {
        for (var bad = 1; bad <= All; bad++)
        {
            var places = new HashSet<int>();
            Place(0, All, bad, known: false, places);
            var calls = await AssertFoundAsync(All, places, MostCalls(bad));

            // These really are the worst: the search takes what was computed for them.
            Assert.Equal(WorstOf(All, bad, known: false).Calls, calls);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Finds_bad_ids_among_few(int count)
    {
        for (var pattern = 0; pattern < 1 << count; pattern++)
        {
            HashSet<int> places = [.. Enumerable.Range(0, count).Where(place => (pattern & (1 << place)) != 0)];
            await AssertFoundAsync(count, places, (2 * count) - 1);
        }
    }

    [Fact]
    public async Task One_call_is_enough_when_all_are_good() => Assert.Equal(1, await AssertFoundAsync(All, [], 1));

    /// <summary>The larger call may have been refused for another reason than its ids.</summary>
    [Fact]
    public async Task Ids_that_are_good_by_themselves_are_taken()
    {
        var sent = 0;
        var search = new BadIdSearch((_, _) => ++sent == 1 ? throw Refused() : Task.CompletedTask);

        Assert.False(await search.TryAsync(Ids(All), CancellationToken.None));

        Assert.Equal(Ids(All), search.Done);
        Assert.Empty(search.Refused);
        Assert.Null(search.Ended);
        Assert.InRange(sent, 2, 16);
    }

    [Fact]
    public async Task A_failure_of_another_kind_is_not_searched_for()
    {
        var sent = 0;
        var denied = new AgException(Faults.PermissionDenied, "denied");
        var search = new BadIdSearch((_, _) =>
        {
            sent++;
            throw denied;
        });

        Assert.False(await search.TryAsync(Ids(All), CancellationToken.None));

        Assert.Equal(1, sent);
        Assert.Same(denied, search.Ended);
        Assert.Equal(Ids(All), search.Unasked);
        Assert.Empty(search.Done);
    }

    /// <summary>The network is down, say: what was not sent by then is handed over with the failure, and not sent.</summary>
    [Fact]
    public async Task A_failure_of_another_kind_ends_the_search()
    {
        var sent = new List<int>();
        var search = new BadIdSearch((some, _) =>
        {
            sent.Add(some.Count);
            return sent.Count switch
            {
                1 or 3 => throw Refused(),
                4 => throw new AgException(Faults.ConnectionLost, "lost"),
                _ => Task.CompletedTask,
            };
        });

        await search.TryAsync(Ids(All), CancellationToken.None);

        Assert.Equal([100, 50, 25, 25], sent);
        Assert.Equal("ConnectionLost", search.Ended?.ErrorId);
        Assert.Equal(Ids(All).Take(50), search.Done);
        Assert.Equal(Ids(All).Skip(50).ToHashSet(), [.. search.Unasked]);
    }

    /// <summary>A service that refuses everything is not about bad ids: 66 calls in a tenth of a second came of that.</summary>
    [Fact]
    public async Task Sixteen_refusals_in_a_row_end_the_search()
    {
        var sent = 1;
        var search = new BadIdSearch((_, _) =>
        {
            sent++;
            throw Refused();
        });

        await search.SplitAsync(Ids(All), Refused(), CancellationToken.None);

        Assert.Equal(16, sent);
        Assert.Contains("16 calls in a row were refused", search.Ended!.Message, StringComparison.Ordinal);
        Assert.Equal(Ids(All).ToHashSet(), [.. search.Refused.Select(one => one.ApiId), .. search.Unasked]);
        Assert.Equal(All, search.Refused.Count + search.Unasked.Count);
    }

    /// <summary>A few bad ids, wherever they stand, are found all the same: a success begins the count anew.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    public async Task A_few_bad_ids_in_a_row_do_not_end_the_search(int count)
    {
        for (var start = 0; start + count <= All; start++)
        {
            HashSet<string> bad = [.. Ids(All).Skip(start).Take(count)];
            var search = new BadIdSearch((some, _) => some.Any(bad.Contains) ? throw Refused() : Task.CompletedTask);

            await search.SplitAsync(Ids(All), Refused(), CancellationToken.None);

            Assert.Null(search.Ended);
            Assert.Equal(bad, search.Refused.Select(one => one.ApiId).ToHashSet());
            Assert.Equal(All - count, search.Done.Count);
        }
    }

    [Fact]
    public async Task Cancelling_ends_the_search()
    {
        using var stop = new CancellationTokenSource();
        var sent = 0;
        var search = new BadIdSearch((_, token) =>
        {
            if (++sent == 5)
            {
                stop.Cancel();
            }

            token.ThrowIfCancellationRequested();
            throw Refused();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search.TryAsync(Ids(All), stop.Token));
        Assert.Equal(5, sent);
    }

    private static int MostCalls(int bad) => Math.Min(199, 2 * bad * ((int)Math.Ceiling(Math.Log2((double)All / bad)) + 1));

    private static string[] Ids(int count) => [.. Enumerable.Range(0, count).Select(number => $"api{number}")];

    private static AgException Refused() => new(Faults.NotFound, "refused") { Code = "NotFoundApi" };

    private static async Task<int> AssertFoundAsync(int count, HashSet<int> badPlaces, int mostCalls)
    {
        var ids = Ids(count);
        HashSet<string> bad = [.. badPlaces.Select(place => ids[place])];
        var calls = 0;
        var search = new BadIdSearch((some, _) =>
        {
            calls++;
            Assert.NotEmpty(some);
            return some.Any(bad.Contains) ? throw Refused() : Task.CompletedTask;
        })
        {
            MostRefusals = int.MaxValue,
        };

        var whole = await search.TryAsync(ids, CancellationToken.None);

        // Each id comes out exactly once.
        Assert.Equal(bad.Count == 0, whole);
        Assert.Equal(bad.Count, search.Refused.Count);
        Assert.Equal(bad, search.Refused.Select(one => one.ApiId).ToHashSet());
        Assert.Equal(ids.Length - bad.Count, search.Done.Count);
        Assert.Equal(ids.Where(id => !bad.Contains(id)).ToHashSet(), [.. search.Done]);
        Assert.Empty(search.Unasked);
        Assert.True(calls <= mostCalls, $"{calls} calls for {bad.Count} bad ids of {count}, {mostCalls} are promised");
        return calls;
    }
}
