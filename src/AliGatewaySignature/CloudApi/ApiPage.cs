namespace AliGatewaySignature.CloudApi;

/// <summary>One page of a listing.</summary>
internal sealed class ApiPage<T>(IReadOnlyList<T> items, int? totalCount, int pageSize)
{
    public IReadOnlyList<T> Items { get; } = items;

    /// <summary>How many there are in all, as the service says; null when it does not.</summary>
    public int? TotalCount { get; } = totalCount;

    /// <summary>The size that the service used, which may be less than what was asked for.</summary>
    public int PageSize { get; } = pageSize;
}
