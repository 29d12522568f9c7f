using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Batching.Undoing;

/// <summary>All that was done to one API in one stage, step after step, and what it comes to.</summary>
internal sealed class UndoneApi
{
    private readonly HashSet<string> _possible = new(Ids.Comparer);
    private readonly HashSet<object> _sources = [];
    private UndoStep _last;

    public UndoneApi(UndoStep first)
    {
        _last = first;
        if (first.Source is { } source)
        {
            _sources.Add(source);
        }

        Start(first);
        Take(first);
    }

    public string GroupId => _last.GroupId;

    public string StageName => _last.StageName;

    public string ApiId => _last.ApiId;

    public string? GroupName { get; private set; }

    public string? ApiName { get; private set; }

    /// <summary>The key of the last step.</summary>
    public string SignatureId => _last.SignatureId;

    /// <summary>Whether it is known what the API carried before the first step.</summary>
    public bool IsTargetKnown { get; private set; }

    /// <summary>What the API carried then, and shall carry again; null for no key.</summary>
    public string? Target { get; private set; }

    /// <summary>
    /// Whether somebody else changed the API between two of the steps. What that was is what it goes back to: it is not ours to undo.
    /// </summary>
    public bool IsInterrupted { get; private set; }

    public void Add(UndoStep next)
    {
        if (next.Source is { } source && !_sources.Add(source))
        {
            // The same came twice. What only looks the same may have been done twice, with somebody else in between.
            return;
        }

        // A run reads once and may send an API several times, in search of a bad id.
        if (next.IsBeforeKnown && IsTargetKnown && !IsPossible(next.Before) && (next.RunId is null || next.RunId != _last.RunId))
        {
            IsInterrupted = true;
            Start(next);
        }

        _last = next;
        Take(next);
    }

    /// <summary>Whether the steps can have left the API with this key; null for no key.</summary>
    public bool IsPossible(string? carried) => _possible.Contains(carried ?? string.Empty);

    private void Start(UndoStep step)
    {
        (IsTargetKnown, Target) = (step.IsBeforeKnown, step.Before);
        _possible.Clear();
        if (step.IsBeforeKnown)
        {
            _possible.Add(step.Before ?? string.Empty);
        }
    }

    private void Take(UndoStep step)
    {
        GroupName = step.GroupName ?? GroupName;
        ApiName = step.ApiName ?? ApiName;
        if (step.IsSure)
        {
            _possible.Clear();
        }

        _possible.Add(step.Made ?? string.Empty);
    }
}
