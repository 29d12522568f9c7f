using AliGatewaySignature.Credentials.Files;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Sources;

/// <summary>A profile of the aliyun CLI's file: the one that is named, else the current one.</summary>
internal sealed class CliProfileSource : IChainLink
{
    public string Title => "CLI profile";

    public Task<ChainResult> TryAsync(Machine machine, CredentialMemory memory, CancellationToken cancellationToken) =>
        Task.FromResult(Try(machine, memory));

    private static ChainResult Try(Machine machine, CredentialMemory memory)
    {
        if (machine.IgnoresCliFile() is { } off)
        {
            return ChainResult.Absent($"switched off by {off}");
        }

        if (CliConfig.TryRead(machine) is not { } config)
        {
            return ChainResult.Absent(CliConfig.PathOn(machine) is { } path ? $"{path} does not exist" : "there is no home folder");
        }

        if (config.Profiles.Count == 0)
        {
            return ChainResult.Absent($"{config.Path} has no profiles");
        }

        FileSharing.Check(config.Path, machine, memory);
        if (machine.First(Variables.Profiles) is { } named)
        {
            // The ini file may have it: whether it is nowhere shows there.
            return config.Find(named.Value) is { } wanted
                ? ChainResult.Found(new ProfileReader(machine, memory, config).SignIn(wanted))
                : ChainResult.Absent($"{config.Path} has no profile '{named.Value}', which {named.Name} names");
        }

        var current = config.Current is { Length: > 0 } name ? name : "default";
        return config.Find(current) is { } profile
            ? ChainResult.Found(new ProfileReader(machine, memory, config).SignIn(profile))
            : throw new AgException(
                Faults.CredentialSourceInvalid,
                $"{config.Path}: the field current names the profile '{current}', which is not in the file.");
    }
}
