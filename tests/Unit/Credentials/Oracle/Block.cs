using AliGatewaySignature.Tests.Credentials.Cloud;

namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>
/// One way in which one source can stand: variables, files and the metadata server's behaviour. In values and texts
/// <c>{home}</c> is the home folder, <c>{cloud}</c> the loopback cloud, <c>{soon}</c> and <c>{past}</c> are moments in
/// seconds since 1970.
/// </summary>
internal sealed record Block
{
    /// <summary>A few words; empty for the plainest way, which then does not show in a case's name.</summary>
    public required string Name { get; init; }

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Texts by the paths of their files, from the home folder on.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    public MetadataMode Metadata { get; init; } = MetadataMode.Off;

    public Standing Standing { get; init; } = Standing.Absent;

    public Trait Trait { get; init; }

    /// <summary>The profiles of a file, beside the one that serves when nobody names one.</summary>
    public IReadOnlyCollection<string> Profiles { get; init; } = [];
}
