using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands.Completion;

/// <summary>Offers the names of the keys of the account.</summary>
internal sealed class SignatureNameCompleter : SignatureIdCompleter
{
    private protected override string ListingFor(TypedCommand command) => "key names";

    private protected override string ValueOf(AgSignature key) => key.SignatureName;
}
