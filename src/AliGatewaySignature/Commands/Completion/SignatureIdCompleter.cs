using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands.Completion;

/// <summary>Offers the keys of the account by name.</summary>
internal sealed class SignatureIdCompleter : AccountCompleter
{
    private protected override string ListingFor(TypedCommand command) => "keys";

    private protected override Task<IReadOnlyList<Offer>> ReadAsync(
        GatewayClient client, TypedCommand command, CancellationToken cancellationToken) =>
        AllAsync(page => client.DescribeSignaturesAsync(null, null, includeSecret: false, page, cancellationToken), ToOffer);

    private static Offer ToOffer(AgSignature key) => new(key.SignatureId, key.SignatureName, Described(
        key.SignatureName,
        key.SignatureId,
        key.RegionId,
        key.ModifiedTime is { } time ? $"changed {time:yyyy-MM-dd HH:mm} UTC" : null));
}
