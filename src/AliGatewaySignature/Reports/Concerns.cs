using AliGatewaySignature.Model;

namespace AliGatewaySignature.Reports;

/// <summary>The states in the order in which one looks at them, and what a person calls them.</summary>
internal static class Concerns
{
    /// <summary>What needs a look first.</summary>
    public static IReadOnlyList<AgCoverageState> InOrder { get; } =
    [
        AgCoverageState.Unsigned, AgCoverageState.KeyTooOld, AgCoverageState.Unknown, AgCoverageState.SignedByPlugin,
        AgCoverageState.Signed,
    ];

    public static int Rank(AgCoverageState state) => state switch
    {
        AgCoverageState.Unsigned => 0,
        AgCoverageState.KeyTooOld => 1,
        AgCoverageState.SignedByPlugin => 3,
        AgCoverageState.Signed => 4,
        _ => 2,
    };

    public static string Label(AgCoverageState state) => state switch
    {
        AgCoverageState.KeyTooOld => "Key too old",
        AgCoverageState.SignedByPlugin => "Signed by plug-in",
        _ => state.ToString(),
    };
}
