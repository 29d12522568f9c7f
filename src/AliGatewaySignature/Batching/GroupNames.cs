using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Batching;

/// <summary>The names of groups, each asked for once in a run.</summary>
internal sealed class GroupNames(GatewayClient client)
{
    private readonly NamesOnce _names = new((groupId, token) => TryReadAsync(client, groupId, token));

    /// <summary>The name of a group; null when it could not be read, or when there is no such group: other calls say that.</summary>
    public Task<string?> FindAsync(string groupId, CancellationToken cancellationToken) =>
        _names.FindAsync(groupId, cancellationToken);

    /// <summary>Takes a name that is known already, so that it is not asked for.</summary>
    public void Know(string groupId, string? name) => _names.Know(groupId, name);

    /// <summary>The name of a group; null when there is no such group.</summary>
    /// <exception cref="AgException">It could not be read.</exception>
    public static async Task<string?> ReadAsync(GatewayClient client, string groupId, CancellationToken cancellationToken)
    {
        var page = await client.DescribeApiGroupsAsync(new ApiGroupFilter { GroupId = groupId }, 1, cancellationToken)
            .ConfigureAwait(false);
        var group = page.Items.FirstOrDefault(one => Ids.Comparer.Equals(one.GroupId, groupId));
        return group?.GroupName is { Length: > 0 } name ? name : null;
    }

    private static async Task<string?> TryReadAsync(GatewayClient client, string groupId, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(client, groupId, cancellationToken).ConfigureAwait(false);
        }
        catch (AgException)
        {
            // A name is a help for whoever reads. Nothing fails for want of one.
            return null;
        }
    }
}
