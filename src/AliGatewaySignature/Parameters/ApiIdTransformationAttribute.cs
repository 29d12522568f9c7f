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
        try
        {
            return Ids(inputData);
        }
        catch (ArgumentTransformationMetadataException e) when (PassesRefusals)
        {
            return PipedNames.KeepProblem(e.Message, inputData);
        }
    }

    private object Ids(object inputData)
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
                var items = list.Cast<object?>().ToArray();
                var ids = Array.ConvertAll(items, One);
                return Array.TrueForAll(ids, static id => Objects.Unwrap(id) is string)
                    ? PipedNames.Keep(Array.ConvertAll(ids, static id => (string)Objects.Unwrap(id)!), items)
                    : ids;
            case AgApiGroup group when PassesGroups:
                PipedNames.KeepGroup(group.GroupId);
                throw new ArgumentTransformationMetadataException("A group is no API.", new PSInvalidCastException());
            default:
                return One(inputData) is var one && one is string single ? PipedNames.Keep([single], [inputData]) : one!;
        }
    }

    /// <summary>Null stays null: the engine's own validation refuses it, for this one object.</summary>
    private static object? One(object? item)
    {
        if (Objects.Unwrap(item) is null or string)
        {
            return item;
        }

        var property = Objects.Property(item!, "ApiId")
            ?? throw new ArgumentTransformationMetadataException(
                $"An API id is a string, or an object with a property ApiId; this is {Objects.Describe(item!)}."
                + (Objects.NearProperty(item!, "ApiId") is { } near ? $" The column '{near}' must be called ApiId."
                    : Objects.Property(item!, "GroupId") is null ? string.Empty
                    : " A group gives its APIs through Get-AgApi: … | Get-AgApi | …"));
        return Objects.Unwrap(property.Value) switch
        {
            null or DBNull => null,
            string id => id,
            IEnumerable<object> several when several.All(value => Objects.Unwrap(value) is string) => several.ToArray(),
            var other => throw new ArgumentTransformationMetadataException(
                $"The property ApiId holds {Objects.Describe(other)} where a string is expected."),
        };
    }
}
