using AliGatewaySignature.Credentials.Files;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials;

/// <summary>The names of all profiles, for completion: only names, and nothing when a file cannot be read.</summary>
internal static class ProfileNames
{
    /// <returns>Each name with the file that has it.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> All(Machine machine)
    {
        var names = new List<KeyValuePair<string, string>>();
        Try(() =>
        {
            if (CliConfig.TryRead(machine) is { } config)
            {
                names.AddRange(config.Profiles.Select(profile => new KeyValuePair<string, string>(profile.Name, config.Path)));
            }
        });
        Try(() =>
        {
            var files = IniCredentials.Read(machine);
            names.AddRange(
                files.Profiles.Select(profile => new KeyValuePair<string, string>(profile.Name, string.Join(", ", files.Paths))));
        });
        return names.Where(name => name.Key.Length > 0)
            .GroupBy(name => name.Key, StringComparer.Ordinal)
            .Select(group => group.First())
            .ToList();
    }

    private static void Try(Action read)
    {
        try
        {
            read();
        }
        catch (AgException)
        {
            // Signing in with it reports what is wrong.
        }
    }
}
