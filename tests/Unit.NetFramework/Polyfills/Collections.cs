using System.Collections.Generic;
using System.Linq;

namespace System.Collections.Generic
{
    internal static class KeyValuePair
    {
        public static KeyValuePair<TKey, TValue> Create<TKey, TValue>(TKey key, TValue value) => new(key, value);
    }
}

namespace AliGatewaySignature.Tests
{
    /// <summary>What the tests use of newer collections.</summary>
    internal static class CollectionPolyfills
    {
        extension<T>(IEnumerable<T> items)
        {
            public IEnumerable<T> Order() => items.OrderBy(static item => item);

            public IEnumerable<T> Order(IComparer<T> comparer) => items.OrderBy(static item => item, comparer);

            public IEnumerable<T> SkipLast(int count)
            {
                var all = items.ToList();
                return all.Take(all.Count - count);
            }
        }

        extension<TKey, TValue>(KeyValuePair<TKey, TValue> pair)
        {
            public void Deconstruct(out TKey key, out TValue value)
            {
                key = pair.Key;
                value = pair.Value;
            }
        }

        extension<TKey, TValue>(Dictionary<TKey, TValue> dictionary)
            where TKey : notnull
        {
            public TValue? GetValueOrDefault(TKey key) => dictionary.TryGetValue(key, out var value) ? value : default;
        }
    }
}
