namespace AliGatewaySignature.Model;

/// <summary>
/// Keeps the last summary of a run that was no rehearsal; shared by the contexts that a runspace takes from the environment one after the
/// other.
/// </summary>
internal sealed class RunLog
{
    public AgRunSummary? Last { get; set; }
}
