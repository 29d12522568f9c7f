using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Files;

/// <summary>
/// The SDKs' ini file. The .NET SDKs look for credentials.ini, the others for credentials: both are taken, in this order
/// of the names' standing: credentials, then credentials.ini.
/// </summary>
internal sealed class IniCredentials
{
    private readonly List<Profile> _profiles;

    private IniCredentials(IReadOnlyList<string> paths, List<Profile> profiles)
    {
        Paths = paths;
        _profiles = profiles;
    }

    /// <summary>The files that are there.</summary>
    public IReadOnlyList<string> Paths { get; }

    public IReadOnlyList<Profile> Profiles => _profiles;

    /// <summary>Where such a file can be.</summary>
    public static IReadOnlyList<string> PathsOn(Machine machine) =>
        machine.Value(Variables.CredentialsFile) is { } named ? [named]
        : machine.Home is null ? []
        : [machine.InHome(".alibabacloud", "credentials")!, machine.InHome(".alibabacloud", "credentials.ini")!];

    /// <summary>What is in those files that are there. One that was named must be there.</summary>
    public static IniCredentials Read(Machine machine)
    {
        var all = PathsOn(machine);
        var paths = all.Where(TextFile.IsThere).ToList();
        if (paths.Count == 0 && machine.Value(Variables.CredentialsFile) is { } named)
        {
            throw new AgException(Faults.ProfileNotFound, $"{named}, which {Variables.CredentialsFile} names, does not exist.");
        }

        return new IniCredentials(
            paths,
            paths.SelectMany(path => IniFile.Parse(TextFile.Read(path)).Select(section => ToProfile(section.Key, section.Value, path)))
                .ToList());
    }

    public Profile? Find(string name) => _profiles.FirstOrDefault(profile => profile.Name == name);

    private static Profile ToProfile(string name, IReadOnlyDictionary<string, string> fields, string path) =>
        new(name, $"Section [{name}] of {path}", ProfileForm.Ini, field => fields.TryGetValue(field, out var value) ? value : null);
}
