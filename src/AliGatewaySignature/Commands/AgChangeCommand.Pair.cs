using System.Security;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands;

/// <content>What New- and Set-AgSignature have in common.</content>
public abstract partial class AgChangeCommand
{
    /// <summary>The Key and the Secret of a pair, in place of the two parameters.</summary>
    private protected (string? Key, SecureString? Secret) TakePair(AgSignaturePair? pair, string? key, SecureString? secret)
    {
        if (pair is null)
        {
            return (key, secret);
        }

        var problem = key is not null || secret is not null
            ? "-Pair has both a Key and a Secret: leave -SignatureKey and -SignatureSecret out."
            : KeyRules.CheckKey(pair.SignatureKey) ?? KeyRules.CheckSecret(PlainText.Reveal(pair.SignatureSecret));
        if (problem is not null)
        {
            ThrowFailure(new AgException(Faults.InvalidInput, problem));
        }

        return (pair.SignatureKey, pair.SignatureSecret);
    }
}
