using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Commands;

/// <summary>The key and the group that the command line names, by id or by name. They count for every row, whatever it says.</summary>
/// <param name="SignatureId">The key; null where the command line names none.</param>
/// <param name="GroupId">The group; null where the command line names none.</param>
/// <param name="GroupName">Its name, where the command line gave it.</param>
internal sealed record CommandTarget(string? SignatureId, string? GroupId, string? GroupName)
{
    public static CommandTarget None { get; } = new(null, null, null);

    /// <summary>The name of the key, where the command line gave it.</summary>
    public string? SignatureName { get; init; }

    /// <param name="client">Lists keys and groups, where they are named.</param>
    /// <param name="given">The parameters of the command line.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AgException">Both the id and the name are given, or nothing has that name.</exception>
    public static async Task<CommandTarget> FindAsync(
        GatewayClient client, IReadOnlyDictionary<string, object> given, CancellationToken cancellationToken)
    {
        // Both pairs are looked at before anything is asked for.
        var name = One(given, "SignatureId", "SignatureName");
        _ = One(given, "GroupId", "GroupName");
        var key = name is null ? null : await Finders.Keys(client).FindOneAsync(name, cancellationToken).ConfigureAwait(false);
        var target = await FindGroupAsync(client, given, cancellationToken).ConfigureAwait(false);
        return target with { SignatureId = key?.SignatureId ?? Text(given, "SignatureId"), SignatureName = key?.SignatureName };
    }

    /// <summary>The same for a command line whose key is another matter.</summary>
    public static async Task<CommandTarget> FindGroupAsync(
        GatewayClient client, IReadOnlyDictionary<string, object> given, CancellationToken cancellationToken)
    {
        var name = One(given, "GroupId", "GroupName");
        var group = name is null ? null : await Finders.Groups(client).FindOneAsync(name, cancellationToken).ConfigureAwait(false);
        return new CommandTarget(null, group?.GroupId ?? Text(given, "GroupId"), group?.GroupName);
    }

    /// <summary>The name that was given; null when none was.</summary>
    private static string? One(IReadOnlyDictionary<string, object> given, string id, string name) =>
        given.ContainsKey(id) && given.ContainsKey(name)
            ? throw new AgException(Faults.InvalidInput, $"-{id} and -{name} exclude each other: give one of them.")
            : Text(given, name);

    private static string? Text(IReadOnlyDictionary<string, object> given, string name) =>
        given.TryGetValue(name, out var value) ? (value as string)?.Trim() : null;
}
