using AliGatewaySignature.Tests.Credentials.Oracle;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>
/// The machines that both chains are set on: each way in which each source can stand, alone and with a working source
/// behind it; profiles that are asked for by name; the settings of STS; and pairs of everything with everything.
/// </summary>
internal static class OracleCases
{
    public static IReadOnlyDictionary<string, OracleCase> All { get; } = Sweeps().Concat(Borrowed())
        .Concat(Named())
        .Concat(Sts())
        .Concat(Files()).Concat(Fronts())
        .DistinctBy(one => one.Name)
        .ToDictionary(one => one.Name);

    /// <summary>One source at a time. What is behind it shows whether a client falls through.</summary>
    private static IEnumerable<OracleCase> Sweeps()
    {
        var alone = new OracleCase();
        IEnumerable<OracleCase> sources =
        [
            .. KeysBlocks.All.Select(block => alone with { Keys = block }),
            .. OidcBlocks.All.Select(block => alone with { Oidc = block }),
            .. CliBlocks.All.Select(block => alone with { Cli = block }),
            .. IniBlocks.All.Select(block => alone with { Ini = block }),
            .. MetadataBlocks.All.Select(block => alone with { Metadata = block }),
            .. UriBlocks.All.Select(block => alone with { Uri = block }),
        ];
        foreach (var one in sources)
        {
            yield return one;
            if (one.Decider is not Trait.None && one.Uri == UriBlocks.None)
            {
                yield return one with { Uri = UriBlocks.Ok };
            }
        }
    }

    /// <summary>Profiles that ask the metadata server, however it behaves, and those that leave their role to the environment.</summary>
    private static IEnumerable<OracleCase> Borrowed()
    {
        var alone = new OracleCase();
        foreach (var cli in CliBlocks.All.Where(block => block.Trait == Trait.AsksMetadata))
        {
            foreach (var metadata in MetadataBlocks.All)
            {
                yield return alone with { Cli = cli, Metadata = metadata };
            }

            yield return alone with { Cli = cli, Metadata = MetadataBlocks.SwitchedOff, Uri = UriBlocks.Ok };
        }

        foreach (var ini in IniBlocks.All.Where(block => block.Trait == Trait.AsksMetadata))
        {
            yield return alone with { Ini = ini, Metadata = MetadataBlocks.On };
            yield return alone with { Ini = ini, Metadata = MetadataBlocks.SwitchedOff, Uri = UriBlocks.Ok };
        }

        foreach (var cli in CliBlocks.All.Where(block => block.Name.EndsWith("without role", StringComparison.Ordinal)))
        {
            yield return alone with { Oidc = OidcBlocks.RoleOnly, Cli = cli };
        }

        foreach (var ini in IniBlocks.All.Where(block => block.Name.EndsWith("without role", StringComparison.Ordinal)))
        {
            yield return alone with { Oidc = OidcBlocks.RoleOnly, Ini = ini };
        }
    }

    /// <summary>A profile that is asked for by name: whichever file has it.</summary>
    private static IEnumerable<OracleCase> Named() =>
    [
        .. from profile in ProfileBlocks.All
           from cli in new[] { CliBlocks.None, CliBlocks.PlainKeys, CliBlocks.Two, CliBlocks.SwitchedOff }
           from ini in new[] { IniBlocks.None, IniBlocks.PlainKeys, IniBlocks.Two }
           select new OracleCase { Profile = profile, Cli = cli, Ini = ini, Metadata = MetadataBlocks.On },
        new OracleCase { Profile = ProfileBlocks.Dotted, Ini = IniBlocks.Dotted },
    ];

    /// <summary>Every kind of role under every setting.</summary>
    private static IEnumerable<OracleCase> Sts()
    {
        OracleCase[] roles =
        [
            new() { Oidc = OidcBlocks.Complete },
            new() { Cli = CliBlocks.Role },
            new() { Cli = CliBlocks.Oidc },
            new() { Cli = CliBlocks.Chain },
            new() { Ini = IniBlocks.AssumedRole },
        ];
        var detailed = CliBlocks.All.Where(SetsEverything).Select(block => new OracleCase { Cli = block })
            .Concat(IniBlocks.All.Where(SetsEverything).Select(block => new OracleCase { Ini = block }));
        return
        [
            .. from role in roles
               from settings in SettingsBlocks.All
               select role with { Settings = settings },
            .. detailed.Select(role => role with { Settings = SettingsBlocks.Everything }),
        ];

        static bool SetsEverything(Block block) => block.Name.EndsWith("everything set", StringComparison.Ordinal);
    }

    /// <summary>Pairs of what is in files and behind them.</summary>
    private static IEnumerable<OracleCase> Files()
    {
        Block[] cli =
        [
            CliBlocks.None, CliBlocks.PlainKeys, CliBlocks.Role, CliBlocks.EcsRole, CliFailures.UnknownMode,
            CliBlocks.SwitchedOff, CliBlocks.CredentialsUri,
        ];
        Block[] ini =
        [
            IniBlocks.None, IniBlocks.PlainKeys, IniBlocks.AssumedRole, IniBlocks.EcsRole, IniBlocks.Oidc,
            IniBlocks.UnknownType, IniBlocks.NoDefault,
        ];
        Block[] metadata =
        [
            MetadataBlocks.None, MetadataBlocks.On, MetadataBlocks.NoTokens, MetadataBlocks.SwitchedOff,
            MetadataBlocks.NotSuccess,
        ];
        Block[] uri = [UriBlocks.None, UriBlocks.Ok, UriBlocks.Fails];
        Block[] profile = [ProfileBlocks.None, .. Pick(ProfileBlocks.All, "profile: default", "profile: work")];
        Block[] settings = [SettingsBlocks.None, SettingsBlocks.OfRegion, SettingsBlocks.Everything];
        return from row in AllPairs.Create(cli.Length, ini.Length, metadata.Length, uri.Length, profile.Length, settings.Length)
               select new OracleCase
               {
                   Cli = cli[row[0]],
                   Ini = ini[row[1]],
                   Metadata = metadata[row[2]],
                   Uri = uri[row[3]],
                   Profile = profile[row[4]],
                   Settings = settings[row[5]],
               };
    }

    /// <summary>Pairs of what is in the environment, and files behind it.</summary>
    private static IEnumerable<OracleCase> Fronts()
    {
        Block[] keys =
        [
            KeysBlocks.None, KeysBlocks.Permanent,
            .. Pick(KeysBlocks.All, "keys: id, secret and token", "keys: id only", "keys: secret only"),
        ];
        Block[] oidc =
        [
            OidcBlocks.None, OidcBlocks.Complete, OidcBlocks.RoleOnly,
            .. Pick(OidcBlocks.All, "oidc: role refused", "oidc: provider only"),
        ];
        Block[] cli = [CliBlocks.None, CliBlocks.PlainKeys, CliBlocks.Role, .. Pick(CliBlocks.All, "cli: RamRoleArn without role")];
        Block[] ini = [IniBlocks.None, IniBlocks.AssumedRole];
        Block[] metadata = [MetadataBlocks.None, MetadataBlocks.On];
        return from row in AllPairs.Create(keys.Length, oidc.Length, cli.Length, ini.Length, metadata.Length)
               select new OracleCase
               {
                   Keys = keys[row[0]],
                   Oidc = oidc[row[1]],
                   Cli = cli[row[2]],
                   Ini = ini[row[3]],
                   Metadata = metadata[row[4]],
               };
    }

    private static IEnumerable<Block> Pick(IReadOnlyList<Block> blocks, params string[] names) =>
        names.Select(name => blocks.Single(block => block.Name == name));
}
