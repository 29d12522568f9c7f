using System.Management.Automation;

namespace AliGatewaySignature.Parameters;

/// <summary>Writes a stage the way the service does, so that "release" and "RELEASE" share their batches.</summary>
internal sealed class StageNameTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether one stage is meant, and anything is taken, for the record to look at; see <see cref="Cell"/>.</summary>
    public bool TakesValues { get; set; }

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        Objects.Unwrap(inputData) switch
        {
            string text => text.Trim().ToUpperInvariant(),
            { } when TakesValues => Cell.Text(inputData, null) is { } text && Cell.Problem(text) is null
                ? text.Trim().ToUpperInvariant()
                : Cell.Text(inputData, null)!,
            object[] several => Array.ConvertAll(several, one => Transform(engineIntrinsics, one)),
            _ => inputData,
        };
}
