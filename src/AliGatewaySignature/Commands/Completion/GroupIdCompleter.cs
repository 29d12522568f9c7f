using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands.Completion;

/// <summary>Offers the API groups of the account by name.</summary>
internal class GroupIdCompleter : AccountCompleter
{
    private protected override string ListingFor(TypedCommand command) => "groups";

    private protected override Task<IReadOnlyList<Offer>> ReadAsync(
        GatewayClient client, TypedCommand command, CancellationToken cancellationToken) =>
        AllAsync(page => client.DescribeApiGroupsAsync(new ApiGroupFilter(), page, cancellationToken), ToOffer);

    /// <summary>What the command line gets.</summary>
    private protected virtual string ValueOf(AgApiGroup group) => group.GroupId;

    private Offer ToOffer(AgApiGroup group) => new(ValueOf(group), group.GroupName, Described(
        group.GroupName, group.GroupId, group.RegionId, group.BasePath, group.Description));
}
