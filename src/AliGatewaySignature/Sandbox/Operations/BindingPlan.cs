namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>
/// The changes of one call, one per id, with the first refusal among them. Whether a refusal stops
/// the others is the sandbox's setting; that the call fails is not.
/// </summary>
internal sealed class BindingPlan
{
    private readonly List<Action> _changes = [];
    private ServiceFault? _firstFault;

    public void Change(Action change) => _changes.Add(change);

    public void Refuse(ServiceFault fault) => _firstFault ??= fault;

    public void Carry(OperationContext context)
    {
        if (_firstFault is not null && context.Semantics.BadIdInBatch == OnBadId.RefuseAll)
        {
            throw _firstFault;
        }

        foreach (var change in _changes)
        {
            change();
            context.Changed = true;
        }

        if (_firstFault is not null)
        {
            throw _firstFault;
        }
    }
}
