using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;

namespace AliGatewaySignature.Planning;

/// <summary>Finds keys, groups or APIs that rows name by id, by name or by both.</summary>
/// <param name="thing">"key", "group" or "API".</param>
/// <param name="place">Where they are looked for, e.g. "this account and region".</param>
/// <param name="all">All that there are.</param>
internal sealed class Lookup<T>(string thing, string place, IReadOnlyList<T> all)
    where T : PlanThing
{
    private const int MostShown = 60;
    private readonly Dictionary<string, T> _byId = ById(all);
    private readonly Dictionary<string, string> _hints = new(StringComparer.Ordinal);
    private ILookup<string, T>? _byName;

    /// <summary>All that there are.</summary>
    public IReadOnlyList<T> All => all;

    private ILookup<string, T> ByName => _byName ??= all
        .Where(static one => one.Name is not null)
        .ToLookup(static one => one.Name!, StringComparer.OrdinalIgnoreCase);

    /// <summary>The one that has an id; null when there is none.</summary>
    public T? TryFind(string id) => _byId.TryGetValue(id, out var one) ? one : null;

    /// <summary>The one that a row means.</summary>
    /// <param name="id">Its id; null where the row gives the name alone.</param>
    /// <param name="name">Its name; null where the row gives the id alone.</param>
    /// <param name="column">The column of the id, e.g. "SignatureId".</param>
    /// <param name="hints">Whether it is worth searching what may have been meant.</param>
    /// <param name="problem">What is wrong, and in which column; null where nothing is.</param>
    public T? Find(string? id, string? name, string column, bool hints, out (string Column, string Message)? problem)
    {
        problem = null;
        var nameColumn = NameColumn(column);
        if (id is null)
        {
            T[] named = [.. ByName[name!]];
            problem = named.Length switch
            {
                0 => (nameColumn, NoName(name!, column, hints)),
                1 => null,
                _ => (nameColumn,
                    $"{named.Length} {thing}s of {place} have the name '{name}': {string.Join(", ", named.Select(static one => one.Id))}. "
                        + $"Give the {column} of the one that is meant."),
            };
            return named.Length == 1 ? named[0] : null;
        }

        if (TryFind(id) is not { } found)
        {
            problem = (column, NoId(id, column));
            return null;
        }

        problem = name is null || found.Name is null || string.Equals(found.Name, name, StringComparison.OrdinalIgnoreCase)
            ? null
            : (nameColumn,
                $"{nameColumn} is '{Shown(name)}', but the {thing} {found.Id} has the name '{found.Name}'. "
                    + "Mend whichever is wrong.");
        return found;
    }

    /// <summary>Names may be Chinese, and are shown as they are; unless there is something in one that cannot be seen.</summary>
    private static string Shown(string name) =>
        name.Length <= MostShown && name.All(static c => char.IsLetterOrDigit(c) || c is >= ' ' and < (char)0x7F)
            ? name
            : IdRules.Visible(name);

    private static string NameColumn(string column) => column.Substring(0, column.Length - "Id".Length) + "Name";

    private static Dictionary<string, T> ById(IReadOnlyList<T> all)
    {
        var byId = new Dictionary<string, T>(all.Count, Ids.Comparer);
        foreach (var one in all)
        {
            byId[one.Id] = one;
        }

        return byId;
    }

    private string NoId(string id, string column) =>
        $"no {thing} of {place} has the id '{id}'."
        + (ByName[id].FirstOrDefault() is { } named
            ? $" A {thing} of that name has the id {named.Id}: call the column {NameColumn(column)}."
            : string.Empty);

    private string NoName(string name, string column, bool hints) =>
        $"no {thing} of {place} has the name '{Shown(name)}'."
        + (TryFind(name) is { } found ? $" It is the id of '{found.Name}': call the column {column}."
            : Hint(name, hints));

    /// <summary>The same for each row that has the name, so that they are told as one.</summary>
    private string Hint(string name, bool hints)
    {
        if (!_hints.TryGetValue(name, out var hint) && hints)
        {
            _hints[name] = hint = NearNames.Hint(all.Select(static one => one.Name), name);
        }

        return hint ?? string.Empty;
    }
}
