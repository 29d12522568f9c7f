namespace AliGatewaySignature.Sandbox.State;

/// <summary>
/// A list in order of arrival that adds, removes and finds the n-th item in logarithmic time, so
/// that paging and unbinding stay quick with a million bindings. Removed items leave a gap behind;
/// a binary indexed tree counts what is left, and gaps are closed when they are the majority.
/// </summary>
internal sealed class OrderedBag<T>
    where T : class
{
    private Seat?[] _seats = new Seat?[16];

    // _counts[i] holds how many seats are taken in the stretch that ends at i (counted from 1).
    private int[] _counts = new int[17];
    private int _used;

    /// <summary>An item's place, which is needed to take the item out again.</summary>
    public sealed class Seat(T item, int place)
    {
        internal T Item { get; } = item;

        internal int Place { get; set; } = place;
    }

    public int Count { get; private set; }

    public Seat Add(T item)
    {
        if (_used == _seats.Length)
        {
            Rebuild(Count > _seats.Length / 2 ? _seats.Length * 2 : _seats.Length);
        }

        var seat = new Seat(item, _used);
        _seats[_used++] = seat;
        Count++;
        Adjust(seat.Place, 1);
        return seat;
    }

    public void Remove(Seat seat)
    {
        if (seat.Place < 0 || !ReferenceEquals(_seats[seat.Place], seat))
        {
            throw new InvalidOperationException("The seat is not of this bag.");
        }

        _seats[seat.Place] = null;
        Count--;
        Adjust(seat.Place, -1);
        seat.Place = -1;
    }

    /// <summary>Up to <paramref name="count"/> items from the n-th on.</summary>
    public IEnumerable<T> Slice(int start, int count)
    {
        for (var n = start; n < Count && n - start < count; n++)
        {
            yield return _seats[PlaceOf(n)]!.Item;
        }
    }

    /// <summary>Every item. The bag must not change meanwhile.</summary>
    public IEnumerable<T> All()
    {
        for (var i = 0; i < _used; i++)
        {
            if (_seats[i] is { } seat)
            {
                yield return seat.Item;
            }
        }
    }

    private int PlaceOf(int n)
    {
        var place = 0;
        var left = n;
        for (var step = _seats.Length; step > 0; step >>= 1)
        {
            var next = place + step;
            if (next <= _seats.Length && _counts[next] <= left)
            {
                place = next;
                left -= _counts[next];
            }
        }

        return place;
    }

    private void Adjust(int place, int by)
    {
        for (var i = place + 1; i <= _seats.Length; i += i & -i)
        {
            _counts[i] += by;
        }
    }

    // Capacity is always a power of two, which PlaceOf counts on.
    private void Rebuild(int capacity)
    {
        var seats = new Seat?[capacity];
        var counts = new int[capacity + 1];
        var next = 0;
        for (var i = 0; i < _used; i++)
        {
            if (_seats[i] is { } seat)
            {
                seat.Place = next;
                seats[next++] = seat;
                counts[next] = 1;
            }
        }

        for (var i = 1; i <= capacity; i++)
        {
            var parent = i + (i & -i);
            if (parent <= capacity)
            {
                counts[parent] += counts[i];
            }
        }

        _seats = seats;
        _counts = counts;
        _used = next;
    }
}
