using System.Globalization;
using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Batching;

/// <summary>
/// From ids of APIs to small numbers, for a million and more of them: the service's ids are 32 hexadecimal digits, kept here as 128
/// bits in a table with open addressing, 20 bytes a place. Ids of another form are kept as text.
/// </summary>
internal sealed class ApiKeyTable
{
    private const int FirstSize = 1024;
    private readonly Dictionary<string, int> _others = new(Ids.Comparer);
    private ulong[] _high = new ulong[FirstSize];
    private ulong[] _low = new ulong[FirstSize];
    private int[] _numbers = new int[FirstSize];
    private int _count;

    /// <summary>Notes the number of an id that has none.</summary>
    /// <param name="apiId">The id.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <returns>The number that the id has now: this one, or an earlier one.</returns>
    public int Add(string apiId, int number)
    {
        if (apiId.Length != 32 || !TryRead(apiId, 0, out var high) || !TryRead(apiId, 16, out var low))
        {
            return _others.TryGetValue(apiId, out var known) ? known : _others[apiId] = number;
        }

        if (_count * 10L > _numbers.Length * 7L)
        {
            Grow();
        }

        var place = Place(high, low);
        if (_numbers[place] == 0)
        {
            (_high[place], _low[place], _numbers[place]) = (high, low, number);
            _count++;
        }

        return _numbers[place];
    }

    private static bool TryRead(string text, int start, out ulong value) =>
        ulong.TryParse(text.Substring(start, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    /// <summary>Where an id is, or where it belongs.</summary>
    private int Place(ulong high, ulong low)
    {
        // Ids need not be random: the multiplication spreads those that count up.
        var mask = _numbers.Length - 1;
        var place = (int)((((high * 31) ^ low) * 0x9E3779B97F4A7C15UL) >> 32) & mask;
        while (_numbers[place] != 0 && (_high[place] != high || _low[place] != low))
        {
            place = (place + 1) & mask;
        }

        return place;
    }

    private void Grow()
    {
        var (high, low, numbers) = (_high, _low, _numbers);
        _high = new ulong[numbers.Length * 2];
        _low = new ulong[numbers.Length * 2];
        _numbers = new int[numbers.Length * 2];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] != 0)
            {
                var place = Place(high[i], low[i]);
                (_high[place], _low[place], _numbers[place]) = (high[i], low[i], numbers[i]);
            }
        }
    }
}
