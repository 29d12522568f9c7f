using System.Security;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Model;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.CloudApi;

/// <summary>
/// Looks for a key that a call may have created. A key that was there before the call is not it. That is told by the times of the
/// service alone: by when it says that the key was created, and by the Date header of the listing, less the time since the call began.
/// </summary>
/// <param name="client">Lists the keys.</param>
/// <param name="clock">Measures the time since the call began; its time of day is not used.</param>
/// <param name="began">When the call began, on that clock.</param>
/// <param name="isUnique">Whether no other key can have the same Key and Secret.</param>
internal sealed class KeySearch(GatewayClient client, IClock clock, TimeSpan began, bool isUnique)
{
    /// <summary>Times of the service are in whole seconds.</summary>
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private (DateTimeOffset From, DateTimeOffset To)? _start;

    /// <summary>Why keys were found of which it cannot be told whether they are it; null when there are none.</summary>
    public string? Doubt { get; private set; }

    /// <returns>The key; null when it is not there, or when there is a doubt.</returns>
    public async Task<AgSignature?> FindAsync(string name, string key, SecureString secret, CancellationToken cancellationToken)
    {
        var all = await Paging<AgSignature>.ReadAllAsync(async number =>
        {
            var asked = clock.Elapsed;
            var page = await client.DescribeSignaturesAsync(null, name, includeSecret: true, number, cancellationToken)
                .ConfigureAwait(false);
            var date = InRange(page.Date);
            _start = date - (clock.Elapsed - began) is { } from && date + Second - (asked - began) is { } to
                ? (from, to)
                : null;
            return page;
        }).ConfigureAwait(false);
        var same = all
            .Where(one => one.SignatureName == name && one.SignatureKey == key && IsSame(one.SignatureSecret, secret))
            .Where(one => !WasBefore(one))
            .ToList();
        if (same.Count == 1 && IsSince(same[0]))
        {
            return same[0];
        }

        var ids = string.Join(", ", same.Select(one => one.SignatureId));
        Doubt = same.Count switch
        {
            0 => null,
            1 => $"the key {ids} has this name, Key and Secret, but may have been there before",
            _ => $"{same.Count} keys have this name, Key and Secret: {ids}",
        };
        return null;
    }

    private bool WasBefore(AgSignature found) => !isUnique && InRange(found.CreatedTime) + Second <= _start?.From;

    private bool IsSince(AgSignature found) => isUnique || InRange(found.CreatedTime) >= _start?.To;

    /// <summary>A time that arithmetic could lead beyond all times tells nothing.</summary>
    private static DateTimeOffset? InRange(DateTimeOffset? time) => time is { Year: > 1 and < 9999 } ? time : null;

    private static bool IsSame(SecureString? listed, SecureString secret) =>
        listed is not null && string.Equals(PlainText.Reveal(listed), PlainText.Reveal(secret), StringComparison.Ordinal);
}
