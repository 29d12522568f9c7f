using AliGatewaySignature.Credentials.Files;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Sources;

/// <summary>A section of the SDKs' ini file: the one that is named, else [default].</summary>
internal sealed class IniSource : IChainLink
{
    public string Title => "credentials file";

    public Task<ChainResult> TryAsync(Machine machine, CredentialMemory memory, CancellationToken cancellationToken) =>
        Task.FromResult(Try(machine, memory));

    private static ChainResult Try(Machine machine, CredentialMemory memory)
    {
        var files = IniCredentials.Read(machine);
        foreach (var path in files.Paths)
        {
            FileSharing.Check(path, machine, memory);
        }

        var named = machine.First(Variables.Profiles);
        if (files.Find(named?.Value ?? "default") is { } profile)
        {
            return profile.IsOff && named is null
                ? ChainResult.Absent($"{profile.Origin} is switched off by its field enable")
                : ChainResult.Found(new ProfileReader(machine, memory, null).SignIn(profile));
        }

        if (named is not null)
        {
            // The CLI's file was looked at before: now it is nowhere.
            throw new AgException(
                Faults.ProfileNotFound,
                $"{named.Value.Name} names the profile '{named.Value.Value}', which is in none of "
                    + $"{CredentialChain.ProfileFiles(machine)}.");
        }

        var places = IniCredentials.PathsOn(machine);
        return ChainResult.Absent(
            files.Paths.Count > 0 ? $"{string.Join(" and ", files.Paths)} has no section [default]"
            : places.Count > 0 ? $"{places[0]} does not exist"
            : "there is no home folder");
    }
}
