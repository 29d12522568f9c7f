using System.Globalization;
using AliGatewaySignature.Commands.SigningIn;
using AliGatewaySignature.Journal;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands.Completion;

/// <summary>Offers the last runs of the journal, the newest first. Nobody signs in for it, and no service is asked.</summary>
internal sealed class RunIdCompleter : OfferingCompleter
{
    private const int Shown = 20;

    /// <summary>Bytes. A longer journal takes too long to read for somebody who has pressed a key.</summary>
    private const long Longest = 8_000_000;

    private protected override IReadOnlyList<Offer> Offers(TypedCommand command)
    {
        if (JournalOf(command) is not { } path || !Path.IsPathRooted(path) || new FileInfo(path).Length > Longest)
        {
            return [];
        }

        return JournalReader.Read(new JournalFile(path)).Changes
            .GroupBy(static change => change.RunId)
            .OrderByDescending(static run => run.Max(static change => change.Time))
            .Take(Shown)
            .Select(Offer)
            .ToList();
    }

    private static Offer Offer(IGrouping<Guid, AgChange> run)
    {
        var first = run.First();
        var apis = run.Sum(static change => change.Apis.Count);
        var what = string.Format(
            CultureInfo.InvariantCulture, "{0:yyyy-MM-dd HH:mm:ss} {1}", first.Time.ToLocalTime(), first.Command ?? first.Operation);
        var calls = run.Count();
        return new Offer(
            run.Key.ToString(), what, $"{what}: {calls} {(calls == 1 ? "call" : "calls")}, {apis} {(apis == 1 ? "API" : "APIs")}");
    }

    private static string? JournalOf(TypedCommand command) => command.MayHave("Path")
        ? command.ValueOf<string>("Path")
        : (command.MayHave("Context") ? command.ValueOf<AgContext>("Context") : RunspaceContexts.Current.Explicit)?.JournalPath;
}
