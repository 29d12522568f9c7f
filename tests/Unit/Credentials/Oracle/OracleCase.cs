using AliGatewaySignature.Tests.Credentials.Cloud;

namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>A machine on which two clients look for keys: one block for each source, in the order of the chain.</summary>
internal sealed record OracleCase
{
    public Block Keys { get; init; } = KeysBlocks.None;

    public Block Oidc { get; init; } = OidcBlocks.None;

    public Block Cli { get; init; } = CliBlocks.None;

    public Block Ini { get; init; } = IniBlocks.None;

    public Block Metadata { get; init; } = MetadataBlocks.None;

    public Block Uri { get; init; } = UriBlocks.None;

    /// <summary>Which profile is asked for.</summary>
    public Block Profile { get; init; } = ProfileBlocks.None;

    /// <summary>How STS is asked.</summary>
    public Block Settings { get; init; } = SettingsBlocks.None;

    private Block[] Blocks => [Keys, Oidc, Cli, Ini, Metadata, Uri, Profile, Settings];

    public string Name =>
        Blocks.Select(block => block.Name).Where(name => name.Length > 0).ToList() is { Count: > 0 } names
            ? string.Join("; ", names)
            : "nothing";

    /// <summary>How the metadata server behaves.</summary>
    public MetadataMode MetadataMode => Metadata.Metadata;

    public IReadOnlyDictionary<string, string> Variables => Merged(block => block.Variables);

    public IReadOnlyDictionary<string, string> Files => Merged(block => block.Files);

    /// <summary>The first source that is there: by this module's rules it decides who signs in, or that nobody does.</summary>
    public Trait? Decider
    {
        get
        {
            if (new[] { Keys, Oidc }.FirstOrDefault(block => block.Standing == Standing.Present) is { } environment)
            {
                return environment.Trait;
            }

            var named = Profile.Variables.GetValueOrDefault(ProfileBlocks.Variable);
            if (new[] { Cli, Ini }.FirstOrDefault(block => StandingOf(block, named) == Standing.Present) is { } file)
            {
                return file.Trait;
            }

            return named is not null
                ? Trait.NamedNowhere
                : new[] { Metadata, Uri }.FirstOrDefault(block => block.Standing == Standing.Present)?.Trait;
        }
    }

    /// <summary>Whether the source that decides is remarkable in one of these ways.</summary>
    public bool DecidedBy(params Trait[] traits) => Decider is { } trait && traits.Contains(trait);

    /// <summary>Whether any source is remarkable in this way.</summary>
    public bool Has(Trait trait) => Blocks.Any(block => block.Trait == trait);

    public override string ToString() => Name;

    private static Standing StandingOf(Block file, string? named) =>
        named is null || file.Profiles.Count == 0 ? file.Standing
        : file.Profiles.Contains(named) ? Standing.Present
        : Standing.Absent;

    private Dictionary<string, string> Merged(Func<Block, IReadOnlyDictionary<string, string>> part) =>
        Blocks.SelectMany(part).ToDictionary(pair => pair.Key, pair => pair.Value);
}
