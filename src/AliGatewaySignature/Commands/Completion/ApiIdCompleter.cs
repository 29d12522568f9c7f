using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands.Completion;

/// <summary>Offers APIs by name: those of the group that -GroupId names, or of the whole account.</summary>
internal sealed class ApiIdCompleter : AccountCompleter
{
    private const string GroupId = "GroupId";

    /// <summary>A group that cannot be told before the command runs does not mean every group.</summary>
    private protected override string? ListingFor(TypedCommand command) =>
        !command.MayHave(GroupId) ? "apis"
        : command.ValueOf<string>(GroupId) is { } group && IdRules.Check(group) is null ? "apis of " + group
        : null;

    private protected override Task<IReadOnlyList<Offer>> ReadAsync(
        GatewayClient client, TypedCommand command, CancellationToken cancellationToken)
    {
        var filter = new ApiFilter { GroupId = command.ValueOf<string>(GroupId) };
        return AllAsync(page => client.DescribeApisAsync(filter, page, cancellationToken), ToOffer);
    }

    private static Offer ToOffer(AgApi api) => new(api.ApiId, api.ApiName, Described(
        api.ApiName,
        api.ApiId,
        $"{api.ApiMethod} {api.ApiPath}".Trim(),
        string.IsNullOrEmpty(api.GroupName) ? null : "group " + api.GroupName,
        api.DeployedStages.Count == 0 ? "not published" : "published to " + string.Join(" ", api.DeployedStages)));
}
