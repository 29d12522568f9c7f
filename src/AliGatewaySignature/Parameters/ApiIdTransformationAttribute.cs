using System.Collections;
using System.Management.Automation;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Parameters;

/// <summary>
/// Lets a parameter take API ids as strings, or objects that have an ApiId. PowerShell on its own would turn any object
/// into a string, and a group, a file or a count would reach the service as an id.
/// </summary>
internal sealed class ApiIdTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>
    /// Whether a group is left for the parameters that take its properties. The engine goes on to those only after an error of a
    /// certain type.
    /// </summary>
    public bool PassesGroups { get; set; }

    /// <summary>
    /// Whether an object without an id is left for the record to refuse: the engine's own refusals have no row number, and nobody counts
    /// them.
    /// </summary>
    public bool PassesRefusals { get; set; }

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        switch (Objects.Unwrap(inputData))
        {
            case null:
                return inputData!;
            case string id:
                // Already the array that the parameter wants: the engine's own conversion costs more than all of ours.
                return new[] { id };
            case string[]:
                return inputData;
            case IEnumerable list and not IDictionary:
                return Keep(inputData, list.Cast<object?>());
            case AgApiGroup group when PassesGroups:
                PipedNames.KeepGroup(group.GroupId);
                throw new ArgumentTransformationMetadataException("A group is no API.", new PSInvalidCastException());
            default:
                // Most are rows with one id: what a list may hold is not looked for.
                return Objects.Property(inputData, "ApiId")?.Value is string said
                    ? PipedNames.Keep([said], inputData, [inputData], null)
                    : Keep(inputData, [inputData]);
        }
    }

    /// <summary>The ids of objects. Each is looked at by itself: what is wrong with one of them says nothing of the others.</summary>
    private string?[] Keep(object source, IEnumerable<object?> objects)
    {
        var (ids, items, problems) = (new List<string?>(1), new List<object?>(1), (List<string?>?)null);
        foreach (var item in objects)
        {
            foreach (var value in Values(item, out var whole))
            {
                var problem = whole ?? WhyNoId(value);
                if (problem is not null && !PassesRefusals)
                {
                    throw new ArgumentTransformationMetadataException(problem);
                }

                if (problem is not null)
                {
                    problems ??= [.. Enumerable.Repeat<string?>(null, ids.Count)];
                }

                problems?.Add(problem);
                ids.Add(problem is null ? value as string : null);
                items.Add(item);
            }
        }

        return PipedNames.Keep([.. ids], source, [.. items], problems is null ? null : [.. problems]);
    }

    /// <summary>What an object names as its APIs, unwrapped. Null stays null: whoever takes it says that it is empty.</summary>
    private static object?[] Values(object? item, out string? problem)
    {
        problem = null;
        var one = Objects.Unwrap(item);
        if (one is not (null or string or DBNull))
        {
            if (Objects.Property(item!, "ApiId") is not { } property)
            {
                problem = $"An API id is a string, or an object with a property ApiId; this is {Objects.Describe(item!)}."
                    + (Objects.NearProperty(item!, "ApiId") is { } near ? $" The column '{near}' must be called ApiId."
                        : Objects.Property(item!, "GroupId") is null ? string.Empty
                        : " A group gives its APIs through Get-AgApi: … | Get-AgApi | …");
                return [null];
            }

            one = Objects.Unwrap(property.Value);
        }

        return one is IEnumerable<object> several
            ? several.Any() ? [.. several.Select(Objects.Unwrap)] : [null]
            : [one];
    }

    private static string? WhyNoId(object? value) => value is null or string or DBNull
        ? null
        : $"The property ApiId holds {Objects.Describe(value)} where a string is expected.";
}
