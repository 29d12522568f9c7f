using System.Management.Automation;
using System.Management.Automation.Internal;

namespace AliGatewaySignature.Parameters;

/// <summary>
/// Refuses null for a switch. PowerShell hands a null switch to a compiled cmdlet as one that is present, so that
/// <c>@{ All = $settings.UnbindAll }</c> with the setting missing would mean -All. Every switch of the module carries this.
/// </summary>
internal sealed class SwitchTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Objects.Unwrap(inputData) is { } value && !ReferenceEquals(inputData, AutomationNull.Value)
            ? value
            : throw new ArgumentTransformationMetadataException(
                "The value of the switch is null, which PowerShell would take for true. Give $true or $false, or leave the switch out.");
}
