using AliGatewaySignature.Credentials.Files;
using AliGatewaySignature.Credentials.Sources;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials;

/// <summary>
/// The default chain, in the order of Alibaba Cloud's SDKs. A source that is not there is skipped; one that is there, or
/// was named, and does not serve ends the chain: signing in silently as somebody else would be the worst outcome.
/// docs/credentials.md shows it as a table.
/// </summary>
internal static class CredentialChain
{
    public static IReadOnlyList<IChainLink> Links { get; } =
            [
        new EnvironmentKeys(), new OidcVariables(), new CliProfileSource(), new CliVariables(), new IniSource(), new EcsSource(),
        new UriSource(),
    ];

    /// <summary>Who signs, judged by the machine as it is now. The keys themselves may still have to be obtained.</summary>
    public static async Task<SignIn> FindAsync(Machine machine, CredentialMemory memory, CancellationToken cancellationToken)
    {
        var reasons = new List<string>();
        foreach (var link in Links)
        {
            var result = await link.TryAsync(machine, memory, cancellationToken).ConfigureAwait(false);
            if (result.SignIn is { } found)
            {
                return found;
            }

            reasons.Add($"{link.Title}: {result.Reason}");
        }

        throw new AgException(Faults.NotSignedIn, $"No account is signed in. Looked for, in this order: {string.Join("; ", reasons)}.");
    }

    /// <summary>The profile of this name, in the CLI's file or else in the ini file.</summary>
    public static SignIn Profile(Machine machine, CredentialMemory memory, string name)
    {
        if (CliConfig.TryRead(machine) is { } config && config.Find(name) is { } profile)
        {
            FileSharing.Check(config.Path, machine, memory);
            return new ProfileReader(machine, memory, config).SignIn(profile);
        }

        var files = IniCredentials.Read(machine);
        foreach (var path in files.Paths)
        {
            FileSharing.Check(path, machine, memory);
        }

        return files.Find(name) is { } section
            ? new ProfileReader(machine, memory, null).SignIn(section)
            : throw new AgException(Faults.ProfileNotFound, $"There is no profile '{name}' in {ProfileFiles(machine)}.");
    }

    /// <summary>The files in which profiles are looked for.</summary>
    public static string ProfileFiles(Machine machine)
    {
        var files = IniCredentials.PathsOn(machine).ToList();
        if (CliConfig.PathOn(machine) is { } config)
        {
            files.Insert(0, config);
        }

        return files.Count == 0 ? "any file: there is no home folder" : string.Join(", ", files);
    }
}
