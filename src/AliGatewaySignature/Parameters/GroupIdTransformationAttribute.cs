using System.Management.Automation;

namespace AliGatewaySignature.Parameters;

/// <summary>
/// Lets a parameter take a group's id as a string, or the group as an object. PowerShell on its own would send the text of any object as
/// an id.
/// </summary>
internal sealed class GroupIdTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether anything is taken, for the record to look at; see <see cref="Cell"/>.</summary>
    public bool TakesValues { get; set; }

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (Objects.Unwrap(inputData) is null or string)
        {
            return inputData!;
        }

        var text = Cell.Text(inputData, "GroupId");
        return TakesValues || Cell.Problem(text) is not { } problem
            ? text!
            : throw new ArgumentTransformationMetadataException(
                $"A group is given as its GroupId, or as an AgApiGroup. This {problem}");
    }
}
