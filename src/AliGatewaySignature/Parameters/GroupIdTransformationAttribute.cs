using System.Globalization;
using System.Management.Automation;

namespace AliGatewaySignature.Parameters;

/// <summary>
/// Lets a parameter take a group's id as a string, or the group as an object. PowerShell on its own would send the text of any object as
/// an id.
/// </summary>
internal sealed class GroupIdTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Objects.Unwrap(inputData) switch
    {
        null or string => inputData!,
        IConvertible value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        _ => Objects.Property(inputData, "GroupId")?.Value
            ?? throw new ArgumentTransformationMetadataException(
                $"A group is given as its GroupId, or as an AgApiGroup; this is {Objects.Describe(inputData)}."),
    };
}
