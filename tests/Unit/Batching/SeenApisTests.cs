using System.Globalization;
using AliGatewaySignature.Batching;
using Xunit;

namespace AliGatewaySignature.Tests.Batching;

public class SeenApisTests
{
    [Fact]
    public void Tells_the_key_that_an_API_of_a_stage_was_given_before()
    {
        var seen = new SeenApis();
        var id = new string('a', 32);
        Assert.Null(seen.Add(new BatchKey("k1", "g", "TEST"), id));
        Assert.Null(seen.Add(new BatchKey("K1", "g", "TEST"), id));
        Assert.Equal("k1", seen.Add(new BatchKey("k2", "g", "TEST"), id.ToUpperInvariant()));
        Assert.Null(seen.Add(new BatchKey("k2", "g", "PRE"), id));
        Assert.Null(seen.Add(new BatchKey("k2", "h", "TEST"), id));
        Assert.Null(seen.Add(new BatchKey("k1", "g", "TEST"), "another form"));
        Assert.Equal("k1", seen.Add(new BatchKey("k2", "g", "TEST"), "Another Form"));
    }

    /// <summary>Against a dictionary: ids that count up, ids by chance, and ids that differ in one half only.</summary>
    [Fact]
    public void Agrees_with_a_dictionary()
    {
        var random = new Random(7);
        var table = new ApiKeyTable();
        var known = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < 60_000; i++)
        {
            var id = (i % 3) switch
            {
                0 => (i / 6).ToString("x32", CultureInfo.InvariantCulture),
                1 => random.Next(20_000).ToString("X16", CultureInfo.InvariantCulture) + new string('0', 16),
                _ => Convert.ToHexString([.. BitConverter.GetBytes(random.NextInt64()), .. BitConverter.GetBytes(random.NextInt64())]),
            };
            var number = random.Next(1, 5);
            var expected = known.TryGetValue(id, out var before) ? before : known[id] = number;
            Assert.Equal(expected, table.Add(id, number));
        }
    }
}
