using AliGatewaySignature.Batching;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Model;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;
using Xunit;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>
/// The promise of <see cref="TruthTests"/> where the service is late: its listing lags behind its writes, and calls that were given
/// up are carried out afterwards. In memory, so that many days can be had.
/// </summary>
public class LateTruthTests
{
    private static readonly string[] Ids = [.. Enumerable.Range(1, 12).Select(number => $"a{number}")];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Late_listings_and_late_effects_at_random(int block)
    {
        var lies = new List<string>();
        for (var seed = block * 500; seed < (block + 1) * 500; seed++)
        {
            lies.AddRange((await LiesAsync(new Random(seed))).Select(lie => $"seed {seed}: {lie}"));
        }

        Assert.Empty(lies);
    }

    private static async Task<List<string>> LiesAsync(Random random)
    {
        var clock = new FakeClock();
        var service = new LateService(clock, random)
        {
            Lag = random.Next(3) == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(random.NextDouble() * 2.5),
            AppliesGood = random.Next(2) == 0,
            RefusesTwice = random.Next(2) == 0,
            Word = random.Next(2) == 0 ? "Signature" : "Thing",
            FaultRate = 0.3 * random.Next(4),
            ReadFaultRate = 0.3 * random.Next(2),
            TimesOut = random.Next(2) == 0,
        };
        var bind = random.Next(2) == 0;
        foreach (var apiId in Ids)
        {
            if (random.NextDouble() < 0.05)
            {
                service.Bad.Add(apiId);
            }
            else if (random.NextDouble() < (bind ? 0.2 : 0.8))
            {
                service.Put(apiId, LateService.Key);
            }
        }

        service.Pass(TimeSpan.FromMinutes(1));
        var before = service.State.Keys.ToHashSet();
        var result = await RunAsync(service, clock, random, bind);
        service.Pass(TimeSpan.FromMinutes(1));

        var lies = result.Bindings.Where(one => service.State.ContainsKey(one.ApiId) != bind).Select(one => $"{one.ApiId} is not done");
        var falseErrors = result.Failures.SelectMany(failure => failure.Bindings.Where(one => one.State switch
        {
            AgBindingState.Bound => !service.State.ContainsKey(one.ApiId),
            AgBindingState.Unbound => service.State.ContainsKey(one.ApiId),
            _ => !failure.Exception.OutcomeUnknown && service.State.ContainsKey(one.ApiId) != before.Contains(one.ApiId),
        }).Select(one => $"{one.ApiId} is not {one.State}: {failure.Exception.Message}"));
        var told = result.Bindings.Concat(result.Failures.SelectMany(failure => failure.Bindings)).Select(one => one.ApiId);
        return
        [
            .. lies,
            .. falseErrors,
            .. told.Order(StringComparer.Ordinal).SequenceEqual(Ids.Order(StringComparer.Ordinal)) ? [] : new[] { "not each id once" },
        ];
    }

    private static Task<BatchResult> RunAsync(LateService service, FakeClock clock, Random random, bool bind)
    {
        var transport = new RetryingTransport(
            service, new FixedCredential(ScriptedTransport.Signer), new RetryPolicy { MaxAttempts = random.Next(1, 5) },
            new Pacer(clock), clock, random.NextDouble);
        var executor = new BatchExecutor(
            new GatewayClient(transport, clock, NoObserver.Instance), bind ? BindingChange.Bind : BindingChange.Unbind,
            verify: random.Next(4) == 0);
        return executor.RunAsync(new Batch(1, new BatchKey(LateService.Key, "g", "TEST"), Ids), TestContext.Current.CancellationToken);
    }
}
