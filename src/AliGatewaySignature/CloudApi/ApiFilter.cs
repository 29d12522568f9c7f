namespace AliGatewaySignature.CloudApi;

/// <summary>The filters of DescribeApis; null leaves one out.</summary>
internal sealed class ApiFilter
{
    public string? GroupId { get; init; }

    public string? ApiId { get; init; }

    /// <summary>Part of the name is enough.</summary>
    public string? ApiName { get; init; }

    public string? ApiMethod { get; init; }

    public string? ApiPath { get; init; }

    public string? CatalogId { get; init; }

    public string? StageName { get; init; }

    public bool? UnDeployed { get; init; }

    public string? Visibility { get; init; }

    public IReadOnlyList<KeyValuePair<string, string?>>? Tags { get; init; }
}

/// <summary>The filters of DescribeApiGroups; null leaves one out.</summary>
internal sealed class ApiGroupFilter
{
    public string? GroupId { get; init; }

    /// <summary>Part of the name is enough.</summary>
    public string? GroupName { get; init; }

    public string? InstanceId { get; init; }

    public string? BasePath { get; init; }

    /// <summary>asc or desc, by the time of the last change.</summary>
    public string? Sort { get; init; }

    public IReadOnlyList<KeyValuePair<string, string?>>? Tags { get; init; }
}
