using AliGatewaySignature.CloudApi;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>Words for what became of the ids of a batch that failed: which, how many, and what is known of them.</summary>
internal static class BatchErrors
{
    private const int MovesShown = 3;

    /// <summary>The call was refused or never arrived.</summary>
    public static AgException NothingDone(AgException e, BindingChange change, IReadOnlyList<string> apiIds) =>
        e.WithDetail(
            $"{IdList.Count(apiIds.Count)} {Were(apiIds)} not {change.Participle}: {IdList.Shorten(apiIds)}.", outcomeUnknown: false);

    /// <summary>The call may have been carried out, and its outcome could not be read back.</summary>
    public static AgException Unknown(AgException e, BindingChange change, IReadOnlyList<string> apiIds)
    {
        var failure = e.WithDetail(
            $"Whether {IdList.Count(apiIds.Count)} {Were(apiIds)} {change.Participle} could not be read back: {IdList.Shorten(apiIds)}.",
            outcomeUnknown: true);
        if (e.Kind.IsBeforeSending)
        {
            // An earlier attempt may have arrived; the advice of the last one speaks of the way only.
            failure.RecommendedAction += " Then run the command again: what was done is not sent once more.";
        }

        return failure;
    }

    /// <summary>The call may have been carried out; its outcome was read back.</summary>
    public static AgException ReadBack(AgException e, BindingChange change, int reached, IReadOnlyList<string> missed) =>
        e.WithDetail(
            $"Read back: {IdList.Count(reached)} {Are(reached)} {change.Participle}, {IdList.Count(missed.Count)} {Are(missed.Count)} "
                + $"not: {IdList.Shorten(missed)}."
                + StillOpen(e),
            outcomeUnknown: e.MayStillBeDone);

    /// <summary>The service refuses this very id.</summary>
    public static AgException BadId(AgException e, BindingChange change, string apiId, string? carriedKey) =>
        e.WithDetail($"The API {apiId} was not {change.Participle}"
            + (carriedKey is null ? "." : $"; it carries the key {carriedKey} now.")
            + (e.Kind == Faults.NotFound ? IdShape.Hint(apiId, "ApiId") : string.Empty), outcomeUnknown: false);

    /// <summary>The service refused every call that the ids were in, and the search among them ended.</summary>
    public static AgException Rest(AgException e, IReadOnlyList<string> apiIds) =>
        e.WithDetail(
            $"{IdList.Count(apiIds.Count)} {Were(apiIds)} refused together with others and not sent by themselves: "
                + $"{IdList.Shorten(apiIds)}." + StillOpen(e),
            outcomeUnknown: e.MayStillBeDone);

    /// <summary>The service accepted the call, but its outcome reads otherwise, or cannot be read.</summary>
    public static AgException NotVerified(BindingChange change, IReadOnlyList<string> apiIds, AgException? unread) =>
        new(Faults.NotVerified, unread is null
            ? $"The service accepted the call, but {IdList.Count(apiIds.Count)} read back as not {change.Participle}, several times "
                + $"over some seconds: {IdList.Shorten(apiIds)}."
            : $"The service accepted the call, but whether {IdList.Count(apiIds.Count)} {Were(apiIds)} {change.Participle} "
                + $"could not be read back: {unread.Message}", unread)
        {
            OutcomeUnknown = true,
        };

    /// <summary>Something that nobody thought of ended the work on a batch, at any point of it.</summary>
    public static AgException Unexpected(Exception e, Batch batch) =>
        (e as AgException ?? AgException.Unexpected(e, $"Batch {batch.Number}")).WithDetail(
            $"What became of {IdList.Count(batch.ApiIds.Count)} was not found out: {IdList.Shorten(batch.ApiIds)}.", outcomeUnknown: true);

    /// <summary>The state could not be read, and nothing is sent unread.</summary>
    /// <param name="e">Why it could not be read.</param>
    /// <param name="change">What was to be brought about.</param>
    /// <param name="isPlanned">Whether it was a part of a plan. A command that carries a plan out sends nothing unread.</param>
    public static AgException ReadDenied(AgException e, BindingChange change, bool isPlanned)
    {
        var unread = (isPlanned, change.Goal == AgBindingState.Bound) switch
        {
            (false, true) => "-SkipRead -Replace to send without reading.",
            (false, false) => "-SkipRead to send without reading.",
            (true, true) => "Add-AgSignatureApi -SkipRead -Replace the APIs of the error's TargetObject, to bind them without reading.",
            (true, false) => "Remove-AgSignatureApi -SkipRead the APIs of the error's TargetObject, to unbind them without reading.",
        };
        return e.As(
            Faults.ReadDenied,
            e.Message + " Nothing was sent.",
            (e.Kind == Faults.PermissionDenied ? e.RecommendedAction + " Or give " : "Give ") + unread);
    }

    /// <summary>APIs carry what they must not carry for the change to be made, and were left as they are.</summary>
    /// <param name="batch">The batch, with its plan.</param>
    /// <param name="carried">The key that they carry; empty when they carry none.</param>
    /// <param name="apiIds">The APIs.</param>
    public static AgException LeftAlone(Batch batch, string carried, IReadOnlyList<string> apiIds)
    {
        var isPlanned = batch.Plan is { IsPlanned: true };
        return new AgException(
            isPlanned ? Faults.ChangedSince : Faults.CarriesAnotherKey,
            $"{IdList.Count(apiIds.Count)} of {BatchWords.Group(batch)} in {batch.Key.StageName} "
            + (apiIds.Count == 1 ? "carries " : "carry ") + (carried.Length == 0 ? "no key" : BatchWords.Key(batch, carried))
            + (isPlanned ? " by now" : string.Empty)
            + (apiIds.Count == 1 ? " and was left as it is: " : " and were left as they are: ")
            + $"{BatchWords.List(batch, apiIds)}.");
    }

    /// <summary>The service does not let the key take the place of another.</summary>
    public static AgException ReplaceRefused(AgException e, Batch batch, IReadOnlyList<string> apiIds)
    {
        var failure = e.As(
            Faults.ReplaceRefused,
            $"The service does not let {BatchWords.Key(batch, batch.Key.SignatureId!)} take the place of another key: "
                + $"{IdList.Count(apiIds.Count)} of {BatchWords.Group(batch)} in {batch.Key.StageName} {Were(apiIds)} left as "
                + $"{(apiIds.Count == 1 ? "it is" : "they are")}: {BatchWords.List(batch, apiIds)}. ({e.Message})");
        failure.OutcomeUnknown = e.OutcomeUnknown;
        return failure;
    }

    /// <summary>The same outside of a move, with the move that would do it.</summary>
    public static AgException NotReplaced(AgException e, Batch batch, IReadOnlyList<string> apiIds)
    {
        var failure = ReplaceRefused(e, batch, apiIds);
        var others = apiIds.Select(apiId => batch.Plan!.OtherKeys[apiId]).Distinct(Ids.Comparer).ToList();
        var where = $"-GroupId {batch.Key.GroupId} -StageName {batch.Key.StageName}";
        var moves = others.Take(MovesShown)
            .Select(other => $"Move-AgSignatureApi {other} {batch.Key.SignatureId} {where} -AllowUnsignedGap");
        failure.RecommendedAction = "Rotate in place, which replaces no key: Set-AgSignature -Pair. Or let APIs be without a key for a "
            + "moment: pipe the error's TargetObject into Remove-AgSignatureApi for the key that they carry, and then bind them. Where "
            + $"they are all that the other key signs there (Get-AgSignature {where} shows it), a move does it, with a journal "
            + $"(Connect-AgAccount -JournalPath): {string.Join("; ", moves)}"
            + (others.Count > MovesShown ? $"; and {others.Count - MovesShown} more." : ".");
        return failure;
    }

    /// <summary>APIs were unbound, and are not bound again.</summary>
    /// <param name="e">Why they could not be bound.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="apiIds">The APIs.</param>
    /// <param name="isRead">Whether it was read that they carry no key.</param>
    public static AgException LeftUnsigned(AgException e, Batch batch, IReadOnlyList<string> apiIds, bool isRead)
    {
        var failure = e.As(
            Faults.LeftUnsigned,
            $"{IdList.Count(apiIds.Count)} of {BatchWords.Group(batch)} in {batch.Key.StageName} "
                + (isRead ? (apiIds.Count == 1 ? "carries" : "carry") + " no key now" : "may carry no key now, which could not be read")
                + $": {BatchWords.List(batch, apiIds)}. ({e.Message})");
        failure.OutcomeUnknown = !isRead;
        return failure;
    }

    public static AgException NoSuchApi(Batch batch, string apiId) =>
        new(Faults.NotFound, $"There is no API with the id {apiId} in {BatchWords.Group(batch)}.{IdShape.Hint(apiId, "ApiId")}");

    public static AgException NotPublished(Batch batch, AgApi api) =>
        new(Faults.NotFound,
            $"The API {api.ApiName} ({api.ApiId}) of {BatchWords.Group(batch)} is not published to {batch.Key.StageName}, only to "
            + $"{string.Join(", ", api.DeployedStages)}.");

    private static string StillOpen(AgException e) =>
        e.MayStillBeDone ? " A call that timed out may still be carried out." : string.Empty;

    private static string Are(int count) => count == 1 ? "is" : "are";

    private static string Were(IReadOnlyList<string> apiIds) => apiIds.Count == 1 ? "was" : "were";
}
