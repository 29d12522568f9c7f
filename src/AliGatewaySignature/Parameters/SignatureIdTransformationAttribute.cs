using System.Management.Automation;

namespace AliGatewaySignature.Parameters;

/// <summary>
/// Lets a parameter take a key's id as a string, or the key as an object. A binding also has a SignatureId, but is not
/// the key: 250 bindings of one key must not become 250 questions whether to delete it.
/// </summary>
internal sealed class SignatureIdTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (Objects.Unwrap(inputData) is null or string)
        {
            return inputData!;
        }

        if (Objects.Property(inputData, "SignatureId") is { } id && Objects.Property(inputData, "ApiId") is null)
        {
            return id.Value;
        }

        throw new ArgumentTransformationMetadataException(
            $"A key is given as its SignatureId, or as an AgSignature; this is {Objects.Describe(inputData)}.");
    }
}
