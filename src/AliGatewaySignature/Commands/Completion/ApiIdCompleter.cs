using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands.Completion;

/// <summary>Offers APIs by name: those of the group that -GroupId or -GroupName names, or of the whole account.</summary>
internal sealed class ApiIdCompleter : AccountCompleter
{
    private const string GroupId = "GroupId";
    private const string GroupName = "GroupName";

    /// <summary>A group that cannot be told before the command runs does not mean every group.</summary>
    private protected override string? ListingFor(TypedCommand command) =>
        command.MayHave(GroupName) ? (command.ValueOf<string>(GroupName) is { } name ? "apis of the group " + name : null)
        : !command.MayHave(GroupId) ? "apis"
        : command.ValueOf<string>(GroupId) is { } group && IdRules.Check(group) is null ? "apis of " + group
        : null;

    private protected override async Task<IReadOnlyList<Offer>> ReadAsync(
        GatewayClient client, TypedCommand command, CancellationToken cancellationToken)
    {
        var group = command.ValueOf<string>(GroupName) is { } name
            ? (await Finders.Groups(client).FindOneAsync(name, cancellationToken).ConfigureAwait(false)).GroupId
            : command.ValueOf<string>(GroupId);
        var filter = new ApiFilter { GroupId = group };
        return await AllAsync(page => client.DescribeApisAsync(filter, page, cancellationToken), ToOffer).ConfigureAwait(false);
    }

    private static Offer ToOffer(AgApi api) => new(api.ApiId, api.ApiName, Described(
        api.ApiName,
        api.ApiId,
        $"{api.ApiMethod} {api.ApiPath}".Trim(),
        string.IsNullOrEmpty(api.GroupName) ? null : "group " + api.GroupName,
        api.DeployedStages.Count == 0 ? "not published" : "published to " + string.Join(" ", api.DeployedStages)));
}
