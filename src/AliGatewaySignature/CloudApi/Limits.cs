namespace AliGatewaySignature.CloudApi;

/// <summary>Numbers that the service's pages state.</summary>
internal static class Limits
{
    /// <summary>API ids in one call of SetSignatureApis, RemoveSignatureApis or DescribeApiSignatures.</summary>
    public const int ApiIdsPerCall = 100;

    /// <summary>Items on a page of most listings.</summary>
    public const int PageSize = 100;

    /// <summary>Groups on a page of DescribeApiGroups.</summary>
    public const int GroupPageSize = 50;
}
