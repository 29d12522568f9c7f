using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands.Completion;

/// <summary>Offers the keys of the account by name.</summary>
internal class SignatureIdCompleter : AccountCompleter
{
    private protected override string ListingFor(TypedCommand command) => "keys";

    private protected override Task<IReadOnlyList<Offer>> ReadAsync(
        GatewayClient client, TypedCommand command, CancellationToken cancellationToken) =>
        AllAsync(page => client.DescribeSignaturesAsync(null, null, includeSecret: false, page, cancellationToken), ToOffer);

    /// <summary>What the command line gets.</summary>
    private protected virtual string ValueOf(AgSignature key) => key.SignatureId;

    private Offer ToOffer(AgSignature key) => new(ValueOf(key), key.SignatureName, Described(
        key.SignatureName,
        key.SignatureId,
        key.RegionId,
        key.ModifiedTime is { } time ? $"changed {time:yyyy-MM-dd HH:mm} UTC" : null));
}
