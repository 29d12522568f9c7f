using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Finds the keys that have a name already. The service takes a name twice; whoever gives it to a command afterwards cannot say which
/// key is meant. The keys are listed once in a run, and those that the run itself makes are remembered.
/// </summary>
internal sealed class SameNames(GatewayClient client)
{
    private const int Shown = 3;
    private readonly Finder<AgSignature> _keys = Finders.Keys(client);
    private readonly List<AgSignature> _made = [];

    /// <summary>What to warn of before a key of this name is made; null where none has the name, or where that cannot be read.</summary>
    public async Task<string?> WarningAsync(string name, CancellationToken cancellationToken)
    {
        List<AgSignature> same = [.. _made.Where(key => string.Equals(key.SignatureName, name, StringComparison.OrdinalIgnoreCase))];
        try
        {
            same.InsertRange(0, await _keys.FindSameAsync(name, cancellationToken).ConfigureAwait(false));
        }
        catch (AgException)
        {
            // Whoever may make keys need not be allowed to list them, and what else is wrong is said by the call that makes one.
        }

        return same.Count == 0 ? null
            : $"The name '{name}' is that of {(same.Count == 1 ? "a key" : $"{same.Count} keys")} already: "
                + string.Join(", ", same.Take(Shown).Select(_keys.Describe))
                + (same.Count > Shown ? $" and {same.Count - Shown} more" : string.Empty)
                + ". The new one is another key, and commands that are given the name refuse it as ambiguous: give them "
                + "-SignatureId, or the new key another name.";
    }

    /// <summary>Remembers a key that this run has made.</summary>
    public void Add(AgSignature key) => _made.Add(key);
}
