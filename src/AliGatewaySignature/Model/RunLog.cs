namespace AliGatewaySignature.Model;

/// <summary>Keeps the last summary; shared by the contexts that a runspace takes from the environment one after the other.</summary>
internal sealed class RunLog
{
    public AgRunSummary? Last { get; set; }
}
