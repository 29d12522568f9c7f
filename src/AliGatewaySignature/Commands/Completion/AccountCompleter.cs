using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Commands.SigningIn;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands.Completion;

/// <summary>
/// Offers what the account has. Completion never signs in, runs no program and renews no keys: where a listing could
/// not be asked for at once, nothing is offered.
/// </summary>
internal abstract class AccountCompleter : OfferingCompleter
{
    /// <summary>Names what is listed, so that it can be kept; null when it cannot be told.</summary>
    private protected abstract string? ListingFor(TypedCommand command);

    private protected abstract Task<IReadOnlyList<Offer>> ReadAsync(
        GatewayClient client, TypedCommand command, CancellationToken cancellationToken);

    /// <summary>Reads a listing to its end, in the order of its names.</summary>
    private protected static async Task<IReadOnlyList<Offer>> AllAsync<T>(Func<int, Task<ApiPage<T>>> readPage, Func<T, Offer> offer)
        where T : notnull
    {
        var all = await Paging<T>.ReadAllAsync(readPage).ConfigureAwait(false);
        return all.Select(offer)
            .OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(one => one.Value, StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>One line of what is known.</summary>
    private protected static string Described(string? name, string id, params string?[] details) =>
        string.Join(", ", new[]
        {
            string.IsNullOrEmpty(name) ? id : $"{name} ({id})",
        }.Concat(details.Where(detail => !string.IsNullOrEmpty(detail))));

    private protected override IReadOnlyList<Offer> Offers(TypedCommand command)
    {
        if (ContextOf(command) is not { } context
            || context.GetConnection().TryClientAtOnce() is not { } client
            || ListingFor(command) is not { } listing)
        {
            return [];
        }

        return Task.Run(() => AccountListings.GetFor(context).GetAsync(listing, token => ReadAsync(client, command, token)))
            .GetAwaiter()
            .GetResult();
    }

    /// <summary>
    /// A context that is given but cannot be told before the command runs is no reason to ask another account.
    /// </summary>
    private static AgContext? ContextOf(TypedCommand command) =>
        command.MayHave(nameof(AgServiceCommand.Context))
            ? command.ValueOf<AgContext>(nameof(AgServiceCommand.Context))
            : RunspaceContexts.Current.Explicit;
}
