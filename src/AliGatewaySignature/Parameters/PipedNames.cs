using AliGatewaySignature.Model;

namespace AliGatewaySignature.Parameters;

/// <summary>
/// The names that came with API ids. The transformation of the parameter sees the objects and gives ids on; it leaves the names
/// here for the record that follows on the same thread. To bind a name as a parameter of its own would cost more than all else.
/// </summary>
internal sealed class PipedNames(string[] ids, string?[] apiNames, string? groupName, string? signatureName)
{
    [ThreadStatic]
    private static PipedNames? _last;

    [ThreadStatic]
    private static string? _lastGroup;

    /// <summary>The name of each API; null where none came.</summary>
    public IReadOnlyList<string?> ApiNames => apiNames;

    /// <summary>The name of the group; null when none came.</summary>
    public string? GroupName => groupName;

    /// <summary>The name of the key; null when none came.</summary>
    public string? SignatureName => signatureName;

    private string[] ApiIds => ids;

    /// <summary>Leaves the names of objects for the record that follows.</summary>
    /// <param name="ids">The very array that the parameter gets.</param>
    /// <param name="objects">The objects that the ids came from, in the same order.</param>
    public static string[] Keep(string[] ids, IReadOnlyList<object?> objects)
    {
        string?[] names = [.. objects.Select(static one => Text(one, "ApiName"))];
        var first = objects.Count == 0 ? null : objects[0];
        _last = new PipedNames(ids, names, Text(first, "GroupName"), Text(first, "SignatureName"));
        return ids;
    }

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
    public static PipedNames? TakeFor(string[] apiIds)
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
        _ => Objects.Property(value!, name)?.Value as string,
    };
}
