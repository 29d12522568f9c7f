using System.Management.Automation;
using System.Security;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Makes a Key and a Secret within the service's rules, on this machine and without any call: for backends to accept before the gateway
/// signs with them (New- and Set-AgSignature -Pair).
/// </summary>
[Cmdlet(VerbsCommon.New, "AgSignaturePair")]
[OutputType(typeof(AgSignaturePair))]
public sealed class NewAgSignaturePairCommand : AgCommand
{
    /// <summary>6 to 20 letters, digits and '_', a letter first; made from the system's cryptographic source when left out.</summary>
    [Parameter(Position = 0)]
    [ValidateSignatureKey]
    public string? SignatureKey { get; set; }

    /// <summary>6 to 30 letters, digits and _ @ # ! *, a letter first; made likewise when left out.</summary>
    [Parameter]
    [SecretTransformation]
    [ValidateSignatureSecret]
    public SecureString? SignatureSecret { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing() => WriteObject(AgSignaturePair.Of(
        SignatureKey ?? KeyGenerator.NewKey(), SignatureSecret?.Copy() ?? PlainText.Protect(KeyGenerator.NewSecret())));
}
