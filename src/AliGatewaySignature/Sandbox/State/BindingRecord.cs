namespace AliGatewaySignature.Sandbox.State;

/// <summary>A key bound to one API in one stage.</summary>
internal sealed class BindingRecord
{
    private static long _last;

    public BindingRecord(ApiRecord api, int stage, SignatureRecord signature, DateTimeOffset bound)
    {
        Api = api;
        Stage = stage;
        Signature = signature;
        Bound = bound;
        SeatInKey = signature.Bindings.Add(this);
        SeatInStage = api.Group.Bindings[stage].Add(this);
    }

    public ApiRecord Api { get; }

    /// <summary>The stage's place in <see cref="SandboxStages.All"/>.</summary>
    public int Stage { get; }

    public SignatureRecord Signature { get; }

    public DateTimeOffset Bound { get; }

    /// <summary>Which of two bindings came first, whatever their keys and groups.</summary>
    public long Order { get; } = Interlocked.Increment(ref _last);

    public OrderedBag<BindingRecord>.Seat SeatInKey { get; }

    public OrderedBag<BindingRecord>.Seat SeatInStage { get; }
}
