using AliGatewaySignature.Model;

namespace AliGatewaySignature.Batching;

/// <summary>What a whole run would do, for the last line of -WhatIf.</summary>
internal sealed class PlanTotals
{
    private int _changed;
    private int _replaced;
    private int _settled;
    private int _wrong;

    public bool HasAny { get; private set; }

    public void Add(Batch batch)
    {
        HasAny = true;
        _changed += batch.ToSend.Count;
        _settled += batch.Settled.Count;
        if (batch.Plan is { } plan)
        {
            _replaced += plan.Replaced.Count;
            _wrong += plan.Failure is null ? plan.Foreign.Count + plan.Refused.Count : batch.ApiIds.Count;
        }
    }

    /// <summary>Counts a row that was refused before it came into a batch.</summary>
    public void AddRefused()
    {
        HasAny = true;
        _wrong++;
    }

    /// <summary>"In all: bind 40 APIs, 5 of them in place of another key; 60 carry it already; 2 cannot be bound."</summary>
    public string Text(BindingChange change)
    {
        var verb = change.Goal == AgBindingState.Bound ? "bind" : "unbind";
        return (_changed == 0 ? $"In all: nothing to {verb}" : $"In all: {verb} {IdList.Count(_changed)}")
            + (_replaced > 0 ? $", {_replaced} of them in place of another key" : string.Empty)
            + BatchWords.Settled(_settled, change.Goal)
            + (_wrong > 0 ? $"; {_wrong} cannot be {change.Participle}" : string.Empty)
            + ".";
    }
}
