namespace AliGatewaySignature.Reports;

/// <summary>The stages in the order in which they matter; one that the service may add later comes last.</summary>
internal static class StageOrder
{
    private static readonly string[] Known = ["RELEASE", "PRE", "TEST"];

    public static int Rank(string stageName) => Array.IndexOf(Known, stageName) is >= 0 and var rank ? rank : Known.Length;
}
