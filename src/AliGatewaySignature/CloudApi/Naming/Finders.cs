using AliGatewaySignature.Model;

namespace AliGatewaySignature.CloudApi.Naming;

/// <summary>What can be found by its name.</summary>
internal static class Finders
{
    public static Finder<AgSignature> Keys(GatewayClient client) => new(
        "key",
        "-SignatureId",
        token => Paging<AgSignature>.ReadAllAsync(page => client.DescribeSignaturesAsync(null, null, includeSecret: false, page, token)),
        static key => key.SignatureId,
        static key => key.SignatureName,
        static key => key.CreatedTime);

    public static Finder<AgApiGroup> Groups(GatewayClient client) => new(
        "group",
        "-GroupId",
        token => Paging<AgApiGroup>.ReadAllAsync(page => client.DescribeApiGroupsAsync(new ApiGroupFilter(), page, token)),
        static group => group.GroupId,
        static group => group.GroupName,
        static group => group.CreatedTime);
}
