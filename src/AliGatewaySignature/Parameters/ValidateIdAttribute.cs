using System.Collections;
using System.Management.Automation;
using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Parameters;

/// <summary>Refuses what cannot be one single id, or a list of such, before anything is sent.</summary>
internal sealed class ValidateIdAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc />
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        var hasAny = false;
        foreach (var element in arguments is IEnumerable several and not string ? several : new[] { arguments })
        {
            hasAny = true;
            if ((element as string ?? Objects.Unwrap(element)) is not string id)
            {
                throw new ValidationMetadataException("An id is a string, and must not be null.");
            }

            if (IdRules.Check(id) is { } problem)
            {
                throw new ValidationMetadataException(problem);
            }
        }

        if (!hasAny)
        {
            throw new ValidationMetadataException("At least one id is needed.");
        }
    }
}
