namespace AliGatewaySignature.Bench.Reporting;

/// <summary>One line of the table.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Bar">What it should be; empty where it is for information only.</param>
/// <param name="Figure">What it is.</param>
/// <param name="Met">Null where there is no bar.</param>
/// <param name="Raw">The medians and counts that the figure comes from.</param>
internal sealed record Row(string Measure, string Bar, string Figure, bool? Met, string Raw)
{
    /// <summary>A figure that must not exceed its bar.</summary>
    public static Row AtMost(string measure, double bar, double figure, string raw, string unit = "") =>
        new(measure, "≤ " + Text.Number(bar) + unit, Text.Figure(figure) + unit, figure <= bar, raw);

    public string Verdict => Met switch
    {
        true => "met",
        false => "missed",
        null => "",
    };
}
