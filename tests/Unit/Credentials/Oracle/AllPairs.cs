namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>
/// Few rows in which every value of every column meets every value of every other column. The same rows each time: begun
/// with the first pair that is still missing, then filled with whatever value covers most of the others.
/// </summary>
internal static class AllPairs
{
    /// <param name="sizes">How many values each column has.</param>
    /// <returns>Rows of value numbers, one for each column.</returns>
    public static IReadOnlyList<int[]> Create(params int[] sizes)
    {
        var missing = new SortedSet<(int Column, int Value, int Other, int OtherValue)>(
            from column in Enumerable.Range(0, sizes.Length)
            from other in Enumerable.Range(column + 1, sizes.Length - column - 1)
            from value in Enumerable.Range(0, sizes[column])
            from otherValue in Enumerable.Range(0, sizes[other])
            select (column, value, other, otherValue));
        var rows = new List<int[]>();
        while (missing.Count > 0)
        {
            var first = missing.Min;
            var row = Enumerable.Repeat(-1, sizes.Length).ToArray();
            row[first.Column] = first.Value;
            row[first.Other] = first.OtherValue;
            for (var column = 0; column < sizes.Length; column++)
            {
                if (row[column] < 0)
                {
                    row[column] = Enumerable.Range(0, sizes[column]).MaxBy(value => Pairs(row, column, value).Count(missing.Contains));
                }
            }

            rows.Add(row);
            for (var column = 0; column < sizes.Length; column++)
            {
                missing.ExceptWith(Pairs(row, column, row[column]));
            }
        }

        return rows;
    }

    /// <summary>The pairs that a value makes with what stands in the row already.</summary>
    private static IEnumerable<(int Column, int Value, int Other, int OtherValue)> Pairs(int[] row, int column, int value) =>
        Enumerable.Range(0, row.Length)
            .Where(other => other != column && row[other] >= 0)
            .Select(other => other < column ? (other, row[other], column, value) : (column, value, other, row[other]));
}
