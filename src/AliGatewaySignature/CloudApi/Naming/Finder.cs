using System.Globalization;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.CloudApi.Naming;

/// <summary>Finds keys, or groups, by name in a listing that is read once in a run.</summary>
/// <param name="thing">What is looked for: "key" or "group".</param>
/// <param name="idParameter">The parameter that takes an id, e.g. "-SignatureId".</param>
/// <param name="read">Reads the listing to its end.</param>
/// <param name="idOf">The id of one.</param>
/// <param name="nameOf">The name of one.</param>
/// <param name="madeAt">When one was made; null where the service does not say it.</param>
internal sealed class Finder<T>(
    string thing,
    string idParameter,
    Func<CancellationToken, Task<IReadOnlyList<T>>> read,
    Func<T, string> idOf,
    Func<T, string?> nameOf,
    Func<T, DateTimeOffset?> madeAt)
{
    private readonly object _gate = new();
    private Task<IReadOnlyList<T>>? _all;

    /// <summary>Everything that has a name like this.</summary>
    public async Task<IReadOnlyList<T>> FindAllAsync(NamePattern name, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(cancellationToken).ConfigureAwait(false)).Where(one => name.Matches(nameOf(one)))];

    /// <summary>The one that has this name, whole and ignoring case. A pattern finds nothing here.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="parameter">The parameter that takes the id, where it is not the usual one.</param>
    /// <exception cref="AgException">There is none, or there are several.</exception>
    public async Task<T> FindOneAsync(string name, CancellationToken cancellationToken, string? parameter = null)
    {
        name = name.Trim();
        var all = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var found = Called(name, all);
        return found.Count switch
        {
            1 => found[0],
            0 => throw (new NamePattern(name).HasWildcard ? MissingPattern(name, all) : Missing(name, all, parameter)),
            _ => throw new AgException(
                Faults.AmbiguousName,
                $"{found.Count} {thing}s have the name '{name}': {string.Join(", ", found.Select(Describe))}. Give one as "
                    + $"{parameter ?? idParameter}."),
        };
    }

    /// <summary>Everything that has this name, whole and ignoring case.</summary>
    public async Task<IReadOnlyList<T>> FindSameAsync(string name, CancellationToken cancellationToken) =>
        Called(name, await ReadAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>"8c1d… (made 2026-11-03 08:12:44Z)", in full: two that have one name are told apart by it.</summary>
    public string Describe(T one) => idOf(one)
        + (madeAt(one) is { } time ? string.Format(CultureInfo.InvariantCulture, " (made {0:u})", time) : string.Empty);

    /// <summary>The error of a name that nothing has, with what may have been meant.</summary>
    public AgException Missing(string name, IReadOnlyList<T> all, string? parameter = null)
    {
        var byId = all.Where(one => Ids.Comparer.Equals(idOf(one), name)).ToList();
        if (byId.Count > 0)
        {
            return new AgException(
                Faults.NotFound,
                $"No {thing} has the name '{name}', but it is the id of '{nameOf(byId[0])}': give it as {parameter ?? idParameter}.");
        }

        return new AgException(
            Faults.NotFound,
            $"No {thing} of this account and region has the name '{name}'.{NearNames.Hint(all.Select(nameOf), name)}");
    }

    /// <summary>The error of a pattern where one name is wanted, with what it would stand for.</summary>
    private AgException MissingPattern(string name, IReadOnlyList<T> all)
    {
        var meant = all.Select(nameOf).Where(new NamePattern(name).Matches).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return new AgException(
            Faults.NotFound,
            $"No {thing} of this account and region has the name '{name}', and a pattern does not serve here: give the whole name of one "
                + $"{thing}." + (meant.Count == 0 ? string.Empty
                    : $" The pattern would stand for {string.Join(", ", meant.Take(NearNames.Most))}"
                        + (meant.Count > NearNames.Most ? $" and {meant.Count - NearNames.Most} more." : ".")));
    }

    /// <summary>The error of an id that nothing has. Whoever gave a name in its place is told so.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cause">What the service said; null when it just listed nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="parameter">The parameter that takes the id, where it is not the usual one.</param>
    public async Task<AgException> MissingIdAsync(
        string id, AgException? cause, CancellationToken cancellationToken, string? parameter = null)
    {
        var hint = string.Empty;
        try
        {
            var named = await FindAllAsync(new NamePattern(id), cancellationToken).ConfigureAwait(false);
            hint = named.Count == 0 ? string.Empty
                : $" A {thing} of that name has the id {string.Join(", ", named.Select(idOf))}: give "
                    + $"{(parameter ?? idParameter).Replace("Id", "Name")}.";
        }
        catch (AgException)
        {
            // Only a hint.
        }

        var message = $"No {thing} of this account and region has the id '{id}'.{hint}";
        return cause?.As(Faults.NotFound, message) ?? new AgException(Faults.NotFound, message);
    }

    private List<T> Called(string name, IReadOnlyList<T> all) =>
        [.. all.Where(one => string.Equals(nameOf(one), name, StringComparison.OrdinalIgnoreCase))];

    private Task<IReadOnlyList<T>> ReadAsync(CancellationToken cancellationToken)
    {
        // Batches that are under way together may ask at once; the listing is read once all the same.
        lock (_gate)
        {
            return _all ??= read(cancellationToken);
        }
    }
}
