using System.Management.Automation;
using System.Security;

namespace AliGatewaySignature.Parameters;

/// <summary>
/// Takes a SecureString only, and refuses a plain string without repeating it: Windows PowerShell's own message would
/// show the secret.
/// </summary>
internal sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Objects.Unwrap(inputData) is null or SecureString
            ? inputData!
            : throw new ArgumentTransformationMetadataException(
                "A secret is given as a SecureString: Read-Host -AsSecureString asks for one, ConvertTo-SecureString makes "
                    + "one from a protected text.");
}
