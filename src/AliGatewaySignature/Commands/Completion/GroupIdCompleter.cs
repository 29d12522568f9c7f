using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands.Completion;

/// <summary>Offers the API groups of the account by name.</summary>
internal sealed class GroupIdCompleter : AccountCompleter
{
    private protected override string ListingFor(TypedCommand command) => "groups";

    private protected override Task<IReadOnlyList<Offer>> ReadAsync(
        GatewayClient client, TypedCommand command, CancellationToken cancellationToken) =>
        AllAsync(page => client.DescribeApiGroupsAsync(new ApiGroupFilter(), page, cancellationToken), ToOffer);

    private static Offer ToOffer(AgApiGroup group) => new(group.GroupId, group.GroupName, Described(
        group.GroupName, group.GroupId, group.RegionId, group.BasePath, group.Description));
}
