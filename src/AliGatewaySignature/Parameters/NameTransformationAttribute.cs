using System.Management.Automation;

namespace AliGatewaySignature.Parameters;

/// <summary>
/// Lets a parameter take a name as a string only. PowerShell on its own would turn any object into a string, and a key that is piped in
/// would become the name of another.
/// </summary>
internal sealed class NameTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Objects.Unwrap(inputData) is null or string
            ? inputData!
            : throw new ArgumentTransformationMetadataException($"A name is a string; this is {Objects.Describe(inputData)}.");
}
