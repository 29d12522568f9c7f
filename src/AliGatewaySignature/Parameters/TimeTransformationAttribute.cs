using System.Management.Automation;

namespace AliGatewaySignature.Parameters;

/// <summary>Refuses a bare number as a time: PowerShell takes it for ticks of 100 ns, and whoever gives 90 means days.</summary>
internal sealed class TimeTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = Objects.Unwrap(inputData);
        return value is TimeSpan || (value is string text && !text.Trim().All(char.IsDigit))
            ? inputData
            : throw new ArgumentTransformationMetadataException(
                "A time is given as days and hours, 90.00:00:00, or by New-TimeSpan -Days 90. A bare number would count ticks.");
    }
}
