using System.Management.Automation;
using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Parameters;

/// <summary>Refuses what cannot be one single id before anything is sent.</summary>
internal sealed class ValidateIdAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc />
    protected override void ValidateElement(object element)
    {
        if (element is not string id)
        {
            throw new ValidationMetadataException("An id is a string.");
        }

        if (IdRules.Check(id) is { } problem)
        {
            throw new ValidationMetadataException(problem);
        }
    }
}
