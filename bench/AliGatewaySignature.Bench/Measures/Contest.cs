using AliGatewaySignature.Bench.Clients;
using AliGatewaySignature.Bench.Reporting;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>Several clients that do the same in turn, so that whatever else the machine does meets all of them alike.</summary>
internal sealed class Contest(World world)
{
    private readonly List<Contender> _contenders = [];

    public Contender Add(string name, Func<Task<BindAnswer>> run)
    {
        var contender = new Contender(name, run);
        _contenders.Add(contender);
        return contender;
    }

    /// <summary>Has everybody run without latency and without the clock, until the compiler has settled.</summary>
    public async Task WarmUpAsync(int rounds = 4)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var contender in _contenders)
            {
                await world.ResetAsync(latency: 0);
                await contender.RunAsync();
            }
        }
    }

    /// <summary>Has everybody run in turn, and checks on the server that the work was done.</summary>
    public async Task RunAsync()
    {
        for (var run = 0; run < world.Runs; run++)
        {
            // Nobody is always first.
            foreach (var contender in run % 2 == 0 ? _contenders : Enumerable.Reverse(_contenders))
            {
                await world.ResetAsync(World.Latency);
                var answer = await contender.RunAsync();
                var bound = await world.BoundAsync();
                if (bound != World.Ids || answer.Done != World.Ids)
                {
                    throw new InvalidOperationException($"{contender.Name}: {bound} of {World.Ids} were bound. {answer.FirstError}");
                }

                contender.Milliseconds.Add(answer.Milliseconds);
                contender.MostConnections = Math.Max(contender.MostConnections, await world.ConnectionsAsync());
            }
        }
    }

    public string Raw => string.Join(", ", _contenders.Select(contender => contender.Name + " " + Text.Time(contender.Median)));
}

/// <summary>One of them.</summary>
internal sealed class Contender(string name, Func<Task<BindAnswer>> run)
{
    public string Name { get; } = name;

    public List<double> Milliseconds { get; } = [];

    public int MostConnections { get; set; }

    public double Median => Text.Median(Milliseconds);

    public Task<BindAnswer> RunAsync() => run();

    public double Over(Contender other) => Median / other.Median;
}
