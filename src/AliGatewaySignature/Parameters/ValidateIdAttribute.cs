using System.Collections;
using System.Management.Automation;
using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Parameters;

/// <summary>
/// Refuses what cannot be one single id before anything is sent. Runs once for every id of a pipeline, so that the two
/// usual forms are looked at directly.
/// </summary>
internal sealed class ValidateIdAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc />
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        switch (arguments)
        {
            case string id:
                ValidateOne(id);
                break;
            case string[] { Length: > 0 } ids:
                foreach (var id in ids)
                {
                    ValidateOne(id);
                }

                break;
            case IEnumerable several:
                var any = false;
                foreach (var id in several)
                {
                    ValidateOne(id);
                    any = true;
                }

                if (!any)
                {
                    throw new ValidationMetadataException("At least one id is needed.");
                }

                break;
            default:
                ValidateOne(arguments);
                break;
        }
    }

    private static void ValidateOne(object? element)
    {
        if ((element as string ?? Objects.Unwrap(element)) is not string id)
        {
            throw new ValidationMetadataException("An id is a string, and must not be null.");
        }

        if (IdRules.Check(id) is { } problem)
        {
            throw new ValidationMetadataException(problem);
        }
    }
}
