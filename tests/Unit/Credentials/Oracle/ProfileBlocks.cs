namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>Which profile is asked for, in both files.</summary>
internal static class ProfileBlocks
{
    public const string Variable = "ALIBABA_CLOUD_PROFILE";

    public static Block None { get; } = new() { Name = "" };

    public static IReadOnlyList<Block> All { get; } = [None, Create("default"), Create("work"), Create("nowhere")];

    public static Block Dotted { get; } = Create("team.work");

    private static Block Create(string profile) => new() { Name = "profile: " + profile, Variables = Texts.Create((Variable, profile)) };
}
