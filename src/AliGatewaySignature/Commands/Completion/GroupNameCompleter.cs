using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands.Completion;

/// <summary>Offers the names of the API groups of the account.</summary>
internal sealed class GroupNameCompleter : GroupIdCompleter
{
    private protected override string ListingFor(TypedCommand command) => "group names";

    private protected override string ValueOf(AgApiGroup group) => group.GroupName ?? group.GroupId;
}
