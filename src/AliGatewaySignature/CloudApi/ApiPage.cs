using System.Globalization;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.CloudApi;

/// <summary>One page of a listing.</summary>
internal sealed class ApiPage<T>(IReadOnlyList<T> items, int? totalCount, int pageSize)
{
    public IReadOnlyList<T> Items { get; } = items;

    /// <summary>How many there are in all, as the service says; null when it does not.</summary>
    public int? TotalCount { get; } = totalCount;

    /// <summary>The size that the service used, which may be less than what was asked for.</summary>
    public int PageSize { get; } = pageSize;

    /// <summary>The call that listed it, and its reply.</summary>
    public (ApiCall Call, ApiReply Reply)? Source { get; init; }

    /// <summary>The service's clock when it replied.</summary>
    public DateTimeOffset? Date => Source?.Reply.Date;

    /// <summary>The failure of a listing that this page makes contradict itself.</summary>
    public AgException Contradiction(string reason) =>
        new(Faults.UnreadableReply, string.Format(
            CultureInfo.InvariantCulture, "{0}: the listing contradicts itself: {1}.", Operation ?? "The listing", reason))
        {
            Operation = Operation,
            RequestId = Source is var (call, reply) ? reply.ShownRequestId(call) : null,
            RecommendedAction = "Run the command again: the listing may have changed while it was read.",
        };

    private string? Operation => Source?.Call.Operation.Name;
}
