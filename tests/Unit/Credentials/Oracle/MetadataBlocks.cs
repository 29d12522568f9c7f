using AliGatewaySignature.Tests.Credentials.Cloud;

namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>The role of an ECS instance.</summary>
internal static class MetadataBlocks
{
    private const string RoleName = "ALIBABA_CLOUD_ECS_METADATA";
    private const string Disabled = "ALIBABA_CLOUD_ECS_METADATA_DISABLED";
    private const string VersionOneDisabled = "ALIBABA_CLOUD_IMDSV1_DISABLED";

    /// <summary>Not on ECS.</summary>
    public static Block None { get; } = new() { Name = "" };

    public static Block On { get; } = Create("on", MetadataMode.On);

    public static Block NoTokens { get; } = Create("version 1 only", MetadataMode.NoTokens);

    public static Block SwitchedOff { get; } = Create("switched off", MetadataMode.On, (Disabled, "True")) with
    {
        Standing = Standing.Absent,
    };

    public static Block NotSuccess { get; } = Create("keys without success", MetadataMode.NotSuccess) with { Trait = Trait.FailingRole };

    public static IReadOnlyList<Block> All { get; } =
    [
        None,
        On,
        Create("version 2 only", MetadataMode.TokenOnly),
        Create("version 2 only, version 1 forbidden", MetadataMode.TokenOnly, (VersionOneDisabled, "true")),
        NoTokens,
        Create("version 1 only, version 1 forbidden", MetadataMode.NoTokens, (VersionOneDisabled, "true")) with
        {
            Standing = Standing.Absent,
        },
        Create("tokens get lost", MetadataMode.TokensLost),
        Create("role named, tokens get lost", MetadataMode.TokensLost, (RoleName, MetadataService.DefaultRole)),
        Create("no role", MetadataMode.NoRole) with { Standing = Standing.Absent },
        Create("role named", MetadataMode.On, (RoleName, MetadataService.DefaultRole)),
        Create("role named, version 1 only", MetadataMode.NoTokens, (RoleName, MetadataService.DefaultRole)),
        SwitchedOff,
        Create("role named, switched off", MetadataMode.On, (RoleName, MetadataService.DefaultRole), (Disabled, "true")) with
        {
            Standing = Standing.Absent,
        },
        Create("another role named", MetadataMode.On, (RoleName, "another")) with { Trait = Trait.FailingRole },
        Create("role named, nobody there", MetadataMode.Off, (RoleName, MetadataService.DefaultRole)) with { Trait = Trait.FailingRole },
        Create("role named, version 1 forbidden", MetadataMode.NoTokens, (RoleName, MetadataService.DefaultRole),
            (VersionOneDisabled, "true")) with { Trait = Trait.FailingRole },
        Create("keys are not JSON", MetadataMode.WrongJson) with { Trait = Trait.FailingRole },
        NotSuccess,
    ];

    private static Block Create(string name, MetadataMode mode, params (string Name, string Value)[] variables) => new()
    {
        Name = "ecs: " + name,
        Standing = Standing.Present,
        Metadata = mode,
        Variables = Texts.Create(variables),
    };
}
