using System.Globalization;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.CloudApi;

/// <summary>One page of a listing.</summary>
internal sealed class ApiPage<T>(IReadOnlyList<T> items, int? totalCount, int pageSize)
{
    public IReadOnlyList<T> Items { get; } = items;

    /// <summary>How many there are in all, as the service says; null when it does not.</summary>
    public int? TotalCount { get; } = totalCount;

    /// <summary>The size that the service used, which may be less than what was asked for.</summary>
    public int PageSize { get; } = pageSize;

    /// <summary>The operation that listed it.</summary>
    public string? Operation { get; init; }

    /// <summary>The service's id of the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>The service's clock when it replied.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The failure of a listing that this page makes contradict itself.</summary>
    public AgException Contradiction(string reason) =>
        new(Faults.UnreadableReply, string.Format(
            CultureInfo.InvariantCulture, "{0}: the listing contradicts itself: {1}.", Operation ?? "The listing", reason))
        {
            Operation = Operation,
            RequestId = RequestId,
            RecommendedAction = "Run the command again: the listing may have changed while it was read.",
        };
}
