using AliGatewaySignature.Batching;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Commands;

/// <summary>Counts what became of the things that a run was given, and what of that was shown.</summary>
internal sealed class RunTally
{
    private readonly List<string> _open = [];
    private long _openItems;
    private long _doubtful;

    public long Done { get; private set; }

    public long Unchanged { get; private set; }

    public long Failed { get; private set; }

    public long Unknown => _doubtful + _openItems;

    public long NotSent { get; private set; }

    /// <summary>What may have been done or not, as an error says.</summary>
    public long Doubtful => _doubtful;

    /// <summary>The objects that were written.</summary>
    public long ShownObjects { get; set; }

    /// <summary>The things that a written error was about.</summary>
    public long ShownErrors { get; set; }

    /// <summary>What was done, or needed no change, and was not shown.</summary>
    public long HiddenObjects => Done + Unchanged - ShownObjects;

    /// <summary>What an error should have said, and did not.</summary>
    public long HiddenErrors => Failed + _doubtful - ShownErrors;

    /// <summary>The calls that were under way when the run ended.</summary>
    public IReadOnlyList<string> Open => _open;

    public void Add(BatchResult result)
    {
        var settled = result.Batch.Settled;
        var unchanged = settled.Count == 0 ? 0 : result.Bindings.Count(binding => settled.Contains(binding.ApiId));
        Unchanged += unchanged;
        Done += result.Bindings.Count - unchanged;
        foreach (var failure in result.Failures)
        {
            AddFailure(failure.Exception, failure.Bindings.Count);
        }
    }

    public void AddDone(long items) => Done += items;

    public void AddUnchanged(long items) => Unchanged += items;

    public void AddFailure(AgException failure, long items)
    {
        if (failure.OutcomeUnknown)
        {
            _doubtful += items;
        }
        else
        {
            Failed += items;
        }
    }

    public void AddNotSent(long items) => NotSent += items;

    /// <param name="what">What was under way, e.g. "creating the key 'a'".</param>
    /// <param name="items">How many items it was about.</param>
    public void AddOpen(string what, long items)
    {
        _open.Add(what);
        _openItems += items;
    }
}
