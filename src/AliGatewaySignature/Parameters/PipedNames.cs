using System.Collections;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Parameters;

/// <summary>
/// What came with API ids. The transformation of the parameter sees the objects and gives ids on; it leaves the objects here for the
/// record that follows on the same thread. To bind a name as a parameter of its own would cost more than all else.
/// </summary>
internal sealed class PipedNames
{
    [ThreadStatic]
    private static PipedNames? _last;

    [ThreadStatic]
    private static string? _lastGroup;

    private readonly string?[] _ids;
    private readonly object? _source;
    private readonly object?[] _items;
    private readonly string?[]? _problems;

    private PipedNames(string?[] ids, object? source, object?[] items, string?[]? problems)
    {
        _ids = ids;
        _source = Objects.Unwrap(source);
        IsList = _source is IEnumerable and not (string or IDictionary);
        IsRow = !IsList && _source is not (null or string or AgApi or AgSignatureBinding);
        _items = items;
        _problems = problems;
    }

    /// <summary>The name of each API; null where none came. Only objects of this module know it: a row is what somebody wrote.</summary>
    public IReadOnlyList<string?>? ApiNames => IsRow ? null : Array.ConvertAll(_items, static item => Objects.Unwrap(item) switch
    {
        AgApi api => api.ApiName,
        AgSignatureBinding binding => binding.ApiName,
        _ => null,
    });

    /// <summary>Whether it is a row that somebody wrote, and no object of this module.</summary>
    public bool IsRow { get; }

    /// <summary>Whether it is several objects in one.</summary>
    public bool IsList { get; }

    /// <summary>Whether it names no API at all.</summary>
    public bool HasNoId => Array.TrueForAll(_ids, static id => id is null);

    /// <summary>Leaves what came with ids for the record that follows.</summary>
    /// <param name="ids">The very array that the parameter gets.</param>
    /// <param name="source">The object that the record is.</param>
    /// <param name="items">The objects that the ids came from, in the same order.</param>
    /// <param name="problems">What is wrong with each of them, in the same order; null where nothing is.</param>
    public static string?[] Keep(string?[] ids, object? source, object?[] items, string?[]? problems)
    {
        _last = new PipedNames(ids, source, items, problems);
        return ids;
    }

    /// <summary>The first thing that is wrong with the objects of an array, which are left for the record; null when nothing is.</summary>
    public static string? FirstProblem(string?[] ids) => _last is { } last && ReferenceEquals(last._ids, ids)
        ? last._problems?.FirstOrDefault(static problem => problem is not null)
        : null;

    /// <summary>What was left for a record; null when nothing was.</summary>
    public static PipedNames? TakeFor(string?[] ids)
    {
        var last = _last;
        _last = null;
        return last is not null && ReferenceEquals(last._ids, ids) ? last : null;
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

    /// <summary>The name of a group, as far as an object of this module tells it.</summary>
    public string? GroupName(string groupId)
    {
        if (IsRow)
        {
            return null;
        }

        foreach (var item in _items)
        {
            var (id, name) = Objects.Unwrap(item) switch
            {
                AgApi api => (api.GroupId, api.GroupName),
                AgSignatureBinding binding => (binding.GroupId, binding.GroupName),
                _ => (null, null),
            };
            if (name is not null && Ids.Comparer.Equals(id, groupId))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>What is wrong with the object that an id came from; null when nothing is.</summary>
    public string? Problem(int i) => _problems?[i];

    /// <summary>Whether the row has a column, empty or not.</summary>
    public bool Has(string column) => Property(column) is not null;

    /// <summary>What a row says in a column, without blanks; null when it says nothing.</summary>
    public string? Said(string column) => Cell.Text(Property(column)?.Value, null)?.Trim() is { Length: > 0 } said ? said : null;

    /// <summary>The group that all of the objects of a list are of; null where they are of several, or name none.</summary>
    public string? CommonGroupId()
    {
        var ids = _items.Select(static item => Objects.Unwrap(item) switch
        {
            AgApi api => api.GroupId,
            AgSignatureBinding binding => binding.GroupId,
            _ => null,
        }).Distinct(Ids.Comparer).Take(2).ToList();
        return ids.Count == 1 ? ids[0] : null;
    }

    /// <summary>A column whose name differs from this one by blanks and signs only; null when there is none.</summary>
    public string? NearColumn(string column) => _source is null or string || IsList ? null : Objects.NearProperty(_source, column);

    private System.Management.Automation.PSPropertyInfo? Property(string column) =>
        _source is null or string || IsList ? null : Objects.Property(_source, column);
}
