using System.Management.Automation;

namespace AliGatewaySignature.Parameters;

/// <summary>Writes a stage the way the service does, so that "release" and "RELEASE" share their batches.</summary>
internal sealed class StageNameTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Objects.Unwrap(inputData) switch
        {
            string text => text.Trim().ToUpperInvariant(),
            object[] several => Array.ConvertAll(several, one => Transform(engineIntrinsics, one)),
            _ => inputData,
        };
}
