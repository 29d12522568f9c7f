namespace AliGatewaySignature.Sandbox;

/// <summary>The three stages that an API can be published to, in a fixed order.</summary>
internal static class SandboxStages
{
    private static readonly string[] Names = ["RELEASE", "PRE", "TEST"];

    public const string Pre = "PRE";

    public static IReadOnlyList<string> All => Names;

    /// <summary>The stage's place in <see cref="All"/>, or -1. The names are taken in upper case only.</summary>
    public static int IndexOf(string name) => Array.IndexOf(Names, name);
}
