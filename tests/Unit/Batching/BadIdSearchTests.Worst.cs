namespace AliGatewaySignature.Tests.Batching;

public sealed partial class BadIdSearchTests
{
    // What halving costs at worst, computed apart from the search: all ways to spread the bad ids over both halves.
    private static (int Calls, int Left) WorstOf(int count, int bad, bool known)
    {
        if (bad == 0)
        {
            return (1, 0);
        }

        var own = known ? 0 : 1;
        if (count == 1)
        {
            return (own, 0);
        }

        if (Worst.TryGetValue((count, bad, known), out var found))
        {
            return found;
        }

        var left = count / 2;
        var right = count - left;
        var worst = (Calls: -1, Left: 0);
        for (var inLeft = Math.Max(0, bad - right); inLeft <= Math.Min(left, bad); inLeft++)
        {
            var calls = own + WorstOf(left, inLeft, known: false).Calls
                + WorstOf(right, bad - inLeft, known: inLeft == 0 && right > 1).Calls;
            if (calls > worst.Calls)
            {
                worst = (calls, inLeft);
            }
        }

        return Worst[(count, bad, known)] = worst;
    }

    private static void Place(int start, int count, int bad, bool known, HashSet<int> places)
    {
        if (bad == 0)
        {
            return;
        }

        if (count == 1)
        {
            places.Add(start);
            return;
        }

        var left = count / 2;
        var inLeft = WorstOf(count, bad, known).Left;
        Place(start, left, inLeft, known: false, places);
        Place(start + left, count - left, bad - inLeft, known: inLeft == 0 && count - left > 1, places);
    }
}
