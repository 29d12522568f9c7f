namespace AliGatewaySignature.SandboxServer.Faults;

/// <summary>The rules that stand, and how far each is used up. Safe from any thread.</summary>
internal sealed class FaultPlan : IDisposable
{
    private readonly Lock _lock = new();
    private List<Standing> _rules = [];
    private CancellationTokenSource _release = new();

    /// <summary>The fault that this call meets, or null. The first rule that applies wins.</summary>
    /// <param name="operation">The operation that is called.</param>
    /// <param name="released">Cancelled when the rules are replaced: a call that waits on a fault is let go then.</param>
    public FaultRule? Take(string operation, out CancellationToken released)
    {
        lock (_lock)
        {
            released = _release.Token;
            return _rules.FirstOrDefault(standing => standing.Takes(operation))?.Rule;
        }
    }

    public void Replace(IEnumerable<FaultRule> rules)
    {
        CancellationTokenSource old;
        lock (_lock)
        {
            _rules = [.. rules.Select(static rule => new Standing(rule))];
            old = _release;
            _release = new CancellationTokenSource();
        }

        old.Cancel();
        old.Dispose();
    }

    /// <summary>The rules and how often each was played.</summary>
    public IReadOnlyList<(FaultRule Rule, int Played)> Describe()
    {
        lock (_lock)
        {
            return [.. _rules.Select(static standing => (standing.Rule, standing.Played))];
        }
    }

    public void Dispose() => _release.Dispose();

    private sealed class Standing(FaultRule rule)
    {
        private readonly Random _chance = new Random(rule.Seed);
        private int _skipped;

        public FaultRule Rule { get; } = rule;

        public int Played { get; private set; }

        public bool Takes(string operation)
        {
            if (Rule.Operation != "*" && Rule.Operation != operation)
            {
                return false;
            }

            if (_skipped < Rule.Skip)
            {
                _skipped++;
                return false;
            }

            if (Played >= (Rule.Times ?? int.MaxValue) || _chance.NextDouble() >= Rule.Probability)
            {
                return false;
            }

            Played++;
            return true;
        }
    }
}
