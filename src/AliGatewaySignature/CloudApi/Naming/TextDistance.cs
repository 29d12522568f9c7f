namespace AliGatewaySignature.CloudApi.Naming;

/// <summary>How near two texts are, to say what may have been meant.</summary>
internal static class TextDistance
{
    /// <summary>How many letters must be changed, added or left out to make one text of the other.</summary>
    public static int Measure(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var (left, above) = (i, row[0]);
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                left = Math.Min(Math.Min(left, row[j]) + 1, above + (one[i - 1] == other[j - 1] ? 0 : 1));
                (above, row[j]) = (row[j], left);
            }
        }

        return row[other.Length];
    }
}
