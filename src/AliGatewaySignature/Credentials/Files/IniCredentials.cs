using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Files;

/// <summary>
/// The SDKs' ini file. The .NET SDKs look for credentials.ini, the others for credentials: both are taken, in this order
/// of the names' standing: credentials, then credentials.ini.
/// </summary>
internal sealed class IniCredentials
{
    private readonly List<IniProfile> _profiles;

    private IniCredentials(IReadOnlyList<string> paths, List<IniProfile> profiles)
    {
        Paths = paths;
        _profiles = profiles;
    }

    /// <summary>The files that are there.</summary>
    public IReadOnlyList<string> Paths { get; }

    public IReadOnlyList<IniProfile> Profiles => _profiles;

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
            paths.SelectMany(path => IniFile.Parse(TextFile.Read(path)).Select(section => new IniProfile(section.Key, section.Value, path)))
                .ToList());
    }

    public IniProfile? Find(string name) => _profiles.FirstOrDefault(profile => profile.Name == name);
}
