namespace AliGatewaySignature.Model;

/// <summary>An API. Source: the page of DescribeApis, API Gateway 2016-07-14.</summary>
public sealed class AgApi
{
    internal AgApi()
    {
    }

    /// <summary>The id of the API.</summary>
    public string ApiId { get; internal set; } = string.Empty;

    /// <summary>The name of the API.</summary>
    public string? ApiName { get; internal set; }

    /// <summary>The HTTP method that callers use.</summary>
    public string? ApiMethod { get; internal set; }

    /// <summary>The path that callers use.</summary>
    public string? ApiPath { get; internal set; }

    /// <summary>The id of the group that the API belongs to.</summary>
    public string GroupId { get; internal set; } = string.Empty;

    /// <summary>The name of the group that the API belongs to.</summary>
    public string? GroupName { get; internal set; }

    /// <summary>The region that the API lives in.</summary>
    public string? RegionId { get; internal set; }

    /// <summary>PUBLIC or PRIVATE.</summary>
    public string? Visibility { get; internal set; }

    /// <summary>The description.</summary>
    public string? Description { get; internal set; }

    /// <summary>
    /// The stages that the API is published to. A key can be bound in these only. Named in the plural, so that the
    /// list never binds to a -StageName parameter.
    /// </summary>
    public IReadOnlyList<string> DeployedStages { get; internal set; } = [];

    /// <summary>Whether the service told the stages. Where it did not, no stage does not mean published nowhere.</summary>
    internal bool TellsStages { get; set; }

    /// <summary>When the API was created, UTC.</summary>
    public DateTimeOffset? CreatedTime { get; internal set; }

    /// <summary>When the API was last changed, UTC.</summary>
    public DateTimeOffset? ModifiedTime { get; internal set; }

    /// <summary>The id, so that the object reads well in a string.</summary>
    public override string ToString() => ApiId;
}
