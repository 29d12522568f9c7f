using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials.Files;

/// <summary>The file of the aliyun CLI, ~/.aliyun/config.json. Read only: the CLI alone writes it.</summary>
internal sealed class CliConfig
{
    private CliConfig(string path, string? current, IReadOnlyList<Profile> profiles)
    {
        Path = path;
        Current = current;
        Profiles = profiles;
    }

    public string Path { get; }

    /// <summary>The name of the profile that is used when none is named.</summary>
    public string? Current { get; }

    public IReadOnlyList<Profile> Profiles { get; }

    /// <summary>Where the file is, whether or not it is there; null where there is no home folder.</summary>
    public static string? PathOn(Machine machine) => machine.Value(Variables.ConfigFile) ?? machine.InHome(".aliyun", "config.json");

    /// <exception cref="AgException">The file cannot be read, or is not what the CLI writes.</exception>
    public static CliConfig Read(string path)
    {
        var json = JsonReply.TryParse(TextFile.Read(path))
            ?? throw new AgException(Faults.CredentialSourceInvalid, $"{path} is not a JSON object, as the aliyun CLI writes it.");
        var profiles = json.Objects("profiles")
            ?? throw new AgException(
                Faults.CredentialSourceInvalid, $"{path}: the field profiles is missing, or is not a list of profiles.");
        return new CliConfig(path, json.Text("current"), profiles.Select(profile => ToProfile(profile, path)).ToList());
    }

    /// <summary>The file, or null when there is none. One that was named must be there.</summary>
    public static CliConfig? TryRead(Machine machine)
    {
        var path = PathOn(machine);
        if (path is null)
        {
            return null;
        }

        if (TextFile.IsThere(path))
        {
            return Read(path);
        }

        return machine.Value(Variables.ConfigFile) is null
            ? null
            : throw new AgException(Faults.ProfileNotFound, $"{path}, which {Variables.ConfigFile} names, does not exist.");
    }

    public Profile? Find(string name) => Profiles.FirstOrDefault(profile => profile.Name == name);

    private static Profile ToProfile(JsonReply json, string path)
    {
        var name = json.Text("name") ?? string.Empty;
        return new Profile(name, $"Profile '{name}' in {path}", ProfileForm.Cli, json.Text);
    }
}
