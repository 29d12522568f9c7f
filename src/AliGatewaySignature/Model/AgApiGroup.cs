namespace AliGatewaySignature.Model;

/// <summary>An API group. Source: the page of DescribeApiGroups, API Gateway 2016-07-14.</summary>
public sealed class AgApiGroup
{
    internal AgApiGroup()
    {
    }

    /// <summary>The id of the group.</summary>
    public string GroupId { get; internal set; } = string.Empty;

    /// <summary>The name of the group.</summary>
    public string? GroupName { get; internal set; }

    /// <summary>The host name under which the service publishes the group.</summary>
    public string? SubDomain { get; internal set; }

    /// <summary>The path before that of every API of the group.</summary>
    public string? BasePath { get; internal set; }

    /// <summary>The instance that serves the group.</summary>
    public string? InstanceId { get; internal set; }

    /// <summary>The type of that instance.</summary>
    public string? InstanceType { get; internal set; }

    /// <summary>The region that the group lives in.</summary>
    public string? RegionId { get; internal set; }

    /// <summary>The description.</summary>
    public string? Description { get; internal set; }

    /// <summary>NORMAL or LOCKED, as the service calls it.</summary>
    public string? IllegalStatus { get; internal set; }

    /// <summary>The state of the account's billing for the group.</summary>
    public string? BillingStatus { get; internal set; }

    /// <summary>How many requests per second the group takes at most.</summary>
    public int? TrafficLimit { get; internal set; }

    /// <summary>When the group was created, UTC.</summary>
    public DateTimeOffset? CreatedTime { get; internal set; }

    /// <summary>When the group was last changed, UTC.</summary>
    public DateTimeOffset? ModifiedTime { get; internal set; }

    /// <summary>The id, so that the object reads well in a string.</summary>
    public override string ToString() => GroupId;
}
