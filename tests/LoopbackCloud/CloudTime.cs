using System.Collections.Concurrent;
using System.Globalization;

namespace AliGatewaySignature.Tests.Credentials.Cloud;

/// <summary>What time it is in the cloud, and until when its keys count.</summary>
internal sealed class CloudTime
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _ends = new(StringComparer.Ordinal);

    private readonly ConcurrentQueue<CloudKeys> _issued = new();

    public Func<DateTimeOffset> Now { get; set; } = () => DateTimeOffset.UtcNow;

    /// <summary>How long keys count; null for what was asked for, else an hour.</summary>
    public TimeSpan? Lifetime { get; set; }

    /// <summary>Goes into every key that is made: a test that raises it can tell new keys from old ones.</summary>
    public int Generation { get; set; }

    /// <summary>All keys that were handed out.</summary>
    public IReadOnlyCollection<CloudKeys> Issued => _issued;

    /// <summary>Is told of keys before they are given, so that the server that they sign for knows them.</summary>
    public Action<CloudKeys, DateTimeOffset>? Handed { get; set; }

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Makes keys for an identity, and remembers their end.</summary>
    public (CloudKeys Keys, DateTimeOffset Expiration) Issue(TimeSpan? asked, params string[] identity)
    {
        var keys = CloudKeys.For(Generation == 0 ? identity : [.. identity, $"generation {Generation}"]);
        var expiration = Now() + (Lifetime ?? asked ?? TimeSpan.FromHours(1));
        _ends[keys.AccessKeyId] = expiration;
        _issued.Enqueue(keys);
        Handed?.Invoke(keys, expiration);
        return (keys, expiration);
    }

    /// <summary>Whether these keys were made here and have run out.</summary>
    public bool HasExpired(string accessKeyId) => _ends.TryGetValue(accessKeyId, out var end) && end <= Now();
}
