namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>Which profile is asked for, in both files.</summary>
internal static class ProfileBlocks
{
    public const string Variable = "ALIBABA_CLOUD_PROFILE";

    public static Block None { get; } = new() { Name = "" };

    public static IReadOnlyList<Block> All { get; } = [None, Of("default"), Of("work"), Of("nowhere")];

    public static Block Dotted { get; } = Of("team.work");

    private static Block Of(string profile) => new() { Name = "profile: " + profile, Variables = Texts.Of((Variable, profile)) };
}
