using AliGatewaySignature.Sandbox.State;
using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>The bag against a plain list, through many random changes.</summary>
public class OrderedBagTests
{
    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.7)]
    [InlineData(3, 0.95)]
    [InlineData(4, 0.3)]
    public void Behaves_like_a_list(int seed, double growth)
    {
#pragma warning disable CA5394 // Chance here needs a seed, not secrecy.
        var random = new Random(seed);
        var bag = new OrderedBag<string>();
        var list = new List<(string Item, OrderedBag<string>.Seat Seat)>();
        for (var step = 0; step < 5_000; step++)
        {
            if (list.Count == 0 || random.NextDouble() < growth)
            {
                var item = "item" + step;
                list.Add((item, bag.Add(item)));
            }
            else
            {
                var place = random.Next(list.Count);
                bag.Remove(list[place].Seat);
                list.RemoveAt(place);
            }

            Assert.Equal(list.Count, bag.Count);
            if (step % 50 == 0)
            {
                var start = random.Next(list.Count + 2);
                Assert.Equal(list.Skip(start).Take(7).Select(static pair => pair.Item), bag.Slice(start, 7));
            }
        }
#pragma warning restore CA5394

        Assert.Equal(list.Select(static pair => pair.Item), bag.All());
        Assert.Equal(list.Select(static pair => pair.Item), bag.Slice(0, int.MaxValue));
    }

    [Fact]
    public void Refuses_a_seat_that_was_taken_out()
    {
        var bag = new OrderedBag<string>();
        var seat = bag.Add("one");
        bag.Remove(seat);
        Assert.Throws<InvalidOperationException>(() => bag.Remove(seat));
    }

    [Fact]
    public void Refuses_a_seat_of_another_bag()
    {
        var bag = new OrderedBag<string>();
        bag.Add("one");
        Assert.Throws<InvalidOperationException>(() => bag.Remove(new OrderedBag<string>().Add("one")));
    }
}
