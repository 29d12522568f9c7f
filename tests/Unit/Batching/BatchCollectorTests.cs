using AliGatewaySignature.Batching;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AliGatewaySignature.Tests.Batching;

public class BatchCollectorTests
{
    private const int Size = 100;

    [Theory]
    [InlineData(0, new int[0])]
    [InlineData(1, new[] { 1 })]
    [InlineData(99, new[] { 99 })]
    [InlineData(100, new[] { 100 })]
    [InlineData(101, new[] { 100, 1 })]
    [InlineData(250, new[] { 100, 100, 50 })]
    public void Cuts_at_a_hundred(int ids, int[] sizes) =>
        Assert.Equal(sizes, Run(Enumerable.Range(0, ids).Select(i => (Key(0), "api" + i)), Size).Select(batch => batch.ApiIds.Count));

    [Fact]
    public void A_batch_leaves_as_soon_as_it_is_full()
    {
        var collector = new BatchCollector(3);

        Assert.Null(collector.Add(new BatchInput(Key(0), ["a"]), 0));
        Assert.Null(collector.Add(new BatchInput(Key(0), ["b"]), 0));
        var batch = collector.Add(new BatchInput(Key(0), ["c"]), 0);

        Assert.NotNull(batch);
        Assert.Equal(["a", "b", "c"], batch.ApiIds);
        Assert.Empty(collector.Flush());
    }

    [Fact]
    public void An_id_that_waits_in_its_batch_is_dropped_and_one_that_has_left_is_not()
    {
        var collector = new BatchCollector(2);

        Assert.Null(collector.Add(new BatchInput(Key(0), ["a"]), 0));
        Assert.Null(collector.Add(new BatchInput(Key(0), ["a"]), 0));
        Assert.NotNull(collector.Add(new BatchInput(Key(0), ["b"]), 0));
        Assert.Null(collector.Add(new BatchInput(Key(0), ["a"]), 0));
        Assert.Equal(["a"], collector.Flush().Single().ApiIds);
    }

    [Fact]
    public void Ids_that_differ_in_case_are_different_ids() =>
        Assert.Equal(2, Run([(Key(0), "a"), (Key(0), "A")], Size).Single().ApiIds.Count);

    /// <summary>Whatever comes in whatever order: see each assertion.</summary>
    [Fact]
    public void Any_interleaving_ends_in_the_fewest_right_batches()
    {
        var item = from key in Gen.Choose(0, 11) from id in Gen.Choose(0, 400) select (Key: key, Id: id);
        var property = Prop.ForAll(item.ListOf().Resize(1500).ToArbitrary(), Gen.Choose(1, Size).ToArbitrary(), (items, size) =>
        {
            var input = items.Select(i => (Key(i.Key), "api" + i.Id)).ToList();
            var batches = Run(input, size);

            // Numbered in the order in which they were cut.
            Assert.Equal(Enumerable.Range(1, batches.Count), batches.Select(batch => batch.Number));
            foreach (var batch in batches)
            {
                Assert.InRange(batch.ApiIds.Count, 1, size);
                Assert.Equal(batch.ApiIds.Count, batch.ApiIds.Distinct().Count());
            }

            foreach (var group in input.GroupBy(i => i.Item1))
            {
                var ofKey = batches.Where(batch => batch.Key.Equals(group.Key)).ToList();

                // Every id is in a batch of its own key, and nothing else is.
                Assert.Equal(group.Select(i => i.Item2).ToHashSet(), ofKey.SelectMany(batch => batch.ApiIds).ToHashSet());

                // No batch but the last of a key could have been fuller, which makes their number the least possible.
                Assert.All(ofKey.SkipLast(1), batch => Assert.Equal(size, batch.ApiIds.Count));

                // In input order: taking each batch's ids one after the other follows the input.
                Assert.Equal(ofKey.SelectMany(batch => batch.ApiIds), InOrder(group.Select(i => i.Item2), size));
            }
        });
        property.QuickCheckThrowOnFailure();
    }

    /// <summary>The plain meaning of the rule: drop what is in the open batch, cut when it is full.</summary>
    private static IEnumerable<string> InOrder(IEnumerable<string> ids, int size)
    {
        var open = new List<string>();
        foreach (var id in ids)
        {
            if (!open.Contains(id))
            {
                open.Add(id);
                yield return id;
                if (open.Count == size)
                {
                    open.Clear();
                }
            }
        }
    }

    private static List<Batch> Run(IEnumerable<(BatchKey Key, string Id)> input, int size)
    {
        var collector = new BatchCollector(size);
        var batches = new List<Batch>();
        foreach (var (key, id) in input)
        {
            if (collector.Add(new BatchInput(key, [id]), 0) is { } full)
            {
                batches.Add(full);
            }
        }

        batches.AddRange(collector.Flush());
        return batches;
    }

    /// <summary>Twelve keys: two signatures, three groups, two stages.</summary>
    private static BatchKey Key(int index) => new("sig" + (index % 2), "group" + (index / 2 % 3), index / 6 == 0 ? "TEST" : "RELEASE");
}
