using AliGatewaySignature.Model;

namespace AliGatewaySignature.Parameters;

/// <summary>
/// The names that came with API ids. The transformation of the parameter sees the objects and gives ids on; it leaves the names
/// here for the record that follows on the same thread. To bind a name as a parameter of its own would cost more than all else.
/// </summary>
internal sealed class PipedNames(string?[] ids, string?[] apiNames, object? first)
{
    [ThreadStatic]
    private static PipedNames? _last;

    [ThreadStatic]
    private static string? _lastGroup;

    /// <summary>The name of each API; null where none came.</summary>
    public IReadOnlyList<string?> ApiNames => apiNames;

    /// <summary>The name of the group; null when none came.</summary>
    public string? GroupName => Text(first, "GroupName");

    /// <summary>The name of the key; null when none came.</summary>
    public string? SignatureName => Text(first, "SignatureName");

    /// <summary>Whether it is a row that somebody wrote, and no object of this module.</summary>
    public bool IsRow => Objects.Unwrap(first) is not (null or string or AgApi or AgSignatureBinding);

    /// <summary>What is wrong with the object itself; null when nothing is.</summary>
    public string? Problem { get; private init; }

    private string?[] ApiIds => ids;

    /// <summary>Leaves the names of objects for the record that follows.</summary>
    /// <param name="ids">The very array that the parameter gets.</param>
    /// <param name="objects">The objects that the ids came from, in the same order.</param>
    public static string?[] Keep(string?[] ids, object?[] objects)
    {
        _last = new PipedNames(
            ids, Array.ConvertAll(objects, static one => Text(one, "ApiName")), objects.Length == 0 ? null : objects[0]);
        return ids;
    }

    /// <summary>Leaves what is wrong with an object that has no id, for the record that follows to refuse it by its number.</summary>
    public static string?[] KeepProblem(string problem, object? item)
    {
        string?[] ids = [null];
        _last = new PipedNames(ids, [null], item) { Problem = problem };
        return ids;
    }

    /// <summary>What was wrong with the objects of an array, which are left for the record that follows; null when nothing was.</summary>
    public static string? ProblemOf(string?[] apiIds) => _last is { } last && ReferenceEquals(last.ApiIds, apiIds) ? last.Problem : null;

    /// <summary>Whether the object has a property, empty or not.</summary>
    public bool Has(string name) => first is not null and not string && Objects.Property(first, name) is not null;

    /// <summary>A property whose name differs from this one by blanks and signs only; null when there is none.</summary>
    public string? NearColumn(string name) => first is null or string ? null : Objects.NearProperty(first, name);

    /// <summary>Leaves the id of a group that came in place of APIs.</summary>
    public static void KeepGroup(string groupId) => _lastGroup = groupId;

    /// <summary>The id of the group that the record is; null when it is none.</summary>
    public static string? TakeGroup()
    {
        var last = _lastGroup;
        _lastGroup = null;
        return last;
    }

    /// <summary>The names that were left for a record; null when none were.</summary>
    public static PipedNames? TakeFor(string?[] apiIds)
    {
        var last = _last;
        _last = null;
        return last is not null && ReferenceEquals(last.ApiIds, apiIds) ? last : null;
    }

    private static string? Text(object? value, string name) => Objects.Unwrap(value) switch
    {
        null or string => null,
        AgApi api => name switch { "ApiName" => api.ApiName, "GroupName" => api.GroupName, _ => null },
        AgSignatureBinding binding => name switch
        {
            "ApiName" => binding.ApiName,
            "GroupName" => binding.GroupName,
            _ => binding.SignatureName,
        },
        _ => Objects.Unwrap(Objects.Property(value!, name)?.Value) as string,
    };
}
