using System.Management.Automation;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Parameters;

/// <summary>
/// Lets a parameter take a key's id as a string, or the key as an object. A binding also has a SignatureId, but is not
/// the key: 250 bindings of one key must not become 250 questions whether to delete it.
/// </summary>
internal sealed class SignatureIdTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether a group or an API is left for the parameters that take its properties.</summary>
    public bool PassesGroups { get; set; }

    /// <summary>Whether anything is taken, for the record to look at; see <see cref="Cell"/>.</summary>
    public bool TakesValues { get; set; }

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (Objects.Unwrap(inputData) is null or string)
        {
            return inputData!;
        }

        if (TakesValues)
        {
            return Cell.Text(inputData, Objects.Property(inputData, "ApiId") is null ? "SignatureId" : null)!;
        }

        if (Objects.Property(inputData, "SignatureId") is { } id && Objects.Property(inputData, "ApiId") is null)
        {
            return id.Value;
        }

        if (PassesGroups && IsOfGroup(inputData))
        {
            // The engine goes on to those parameters only after an error of this type.
            throw new ArgumentTransformationMetadataException("This is no key.", new PSInvalidCastException());
        }

        if (Objects.IsNumber(inputData))
        {
            throw new ArgumentTransformationMetadataException(
                "An id is a text. PowerShell reads one of digits alone as a number and drops what does not fit: put it in quotes.");
        }

        throw new ArgumentTransformationMetadataException(
            $"A key is given as its SignatureId, or as an AgSignature; this is {Objects.Describe(inputData)}.");
    }

    /// <summary>A group, or something of one API. What else has a GroupId may have lost its ApiId, and must not become "all".</summary>
    private static bool IsOfGroup(object inputData) =>
        Objects.Unwrap(inputData) is AgApiGroup
            || (Objects.Property(inputData, "GroupId") is not null && Objects.Property(inputData, "ApiId") is not null);
}
