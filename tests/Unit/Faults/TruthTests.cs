using System.Text.Json.Nodes;
using AliGatewaySignature.Batching;
using AliGatewaySignature.Model;
using AliGatewaySignature.Transport;
using Xunit;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>
/// Many faults at random, and one promise: what is reported as done is done, what is reported as not done is not done,
/// and what nobody knows is reported as unknown. Each id is reported exactly once.
/// </summary>
public class TruthTests(FaultServer server) : FaultTest(server), IClassFixture<FaultServer>
{
    private static readonly string[] Kinds =
        ["throttle", "error500", "html503", "nonceUsed", "reset", "truncatedBody", "truncatedJson", "notJson", "emptyBody",
            "missingList", "wrongContentType"];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Bad_days_at_random(int seed)
    {
        var random = new Random(seed);
        await SemanticsAsync(
            ("badIdInBatch", Either(random, "refuseAll", "applyGood")),
            ("rebindSameKey", Either(random, "ignore", "refuse")),
            ("unbindNotBound", Either(random, "ignore", "refuse")),
            ("otherKeyBound", Either(random, "replace", "refuse")),
            ("resourceWord", Either(random, "Signature", "Thing")));
        var bind = random.Next(2) == 0;
        var other = await CreateKeyAsync("other_key");
        var all = Ids(250);
        await BoundBeforeAsync(all.Where(_ => random.NextDouble() < (bind ? 0.1 : 0.9)).DefaultIfEmpty(all[0]));
        var before = await BoundAsync();
        var strangers = all.Where(apiId => !before.ContainsKey(apiId) && random.NextDouble() < 0.05).ToList();
        if (strangers.Count > 0)
        {
            await BoundBeforeAsync(strangers, other);
        }

        var input = all.Select((apiId, place) => random.NextDouble() < 0.01 ? BadId(place) : apiId).ToList();
        await FaultsAsync([.. Enumerable.Range(0, 4).Select(_ => Rule(random))]);

        var engine = NewEngine(policy: new RetryPolicy { MaxAttempts = 3 });
        var outcome = await engine.RunAsync(
            bind ? BindingChange.Bind : BindingChange.Unbind, input.Select(apiId => (Key, apiId)), verify: random.Next(4) == 0,
            atOnce: random.Next(1, 4), Cancellation);

        await Server.ClearFaultsAsync(Cancellation);
        var state = await BoundAsync();
        Assert.Equal(input.Order(StringComparer.Ordinal), outcome.DoneIds.Concat(outcome.FailedIds).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(outcome.DoneIds, apiId => IsBound(apiId) != bind);
        Assert.Empty(outcome.Failures.SelectMany(
            failure => failure.Bindings.Where(target => IsLie(failure, target)).Select(target => (target, failure.Exception.Message))));

        bool IsLie(BatchFailure failure, AgSignatureBinding target) => target.State switch
        {
            AgBindingState.Bound => !IsBound(target.ApiId),
            AgBindingState.Unbound => IsBound(target.ApiId),

            // "Was not bound": it is as it was before.
            _ => !failure.Exception.OutcomeUnknown
                && IsBound(target.ApiId) != (before.TryGetValue(target.ApiId, out var key) && key == SignatureId),
        };

        bool IsBound(string apiId) => state.TryGetValue(apiId, out var carried) && carried == SignatureId;
    }

    public static IEnumerable<TheoryDataRow<int>> Seeds() => Enumerable.Range(1, 60).Select(seed => new TheoryDataRow<int>(seed));

    private static string Either(Random random, string one, string other) => random.Next(2) == 0 ? one : other;

    private static string Rule(Random random)
    {
        var kind = Kinds[random.Next(Kinds.Length)];
        return new JsonObject
        {
            ["operation"] = Either(random, "*", random.Next(3) == 0 ? Read : random.Next(2) == 0 ? Set : Remove),
            ["kind"] = kind,

            // What is throttled was turned away before anything was done.
            ["applied"] = kind != "throttle" && random.Next(2) == 0,
            ["probability"] = random.NextDouble() * 0.6,
            ["seed"] = random.Next(),
            ["skip"] = random.Next(3),
        }.ToJsonString();
    }
}
