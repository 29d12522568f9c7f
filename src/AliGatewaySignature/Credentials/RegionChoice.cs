using AliGatewaySignature.Credentials.Files;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials;

/// <summary>The region to work in, and who named it.</summary>
/// <param name="RegionId">Null when no source names one.</param>
/// <param name="Source">Parameter, the name of a variable, or the profile; null when no source names a region.</param>
internal sealed record RegionChoice(string? RegionId, string? Source)
{
    /// <summary>
    /// A parameter, else the environment, else the profile that signs, else the CLI's profile although another source signs, else
    /// the variables that the CLI reads after its profile.
    /// </summary>
    public static RegionChoice Choose(Machine machine, string? parameter, SignIn? signIn)
    {
        if (parameter is not null)
        {
            return new RegionChoice(parameter, SourceNames.Parameter);
        }

        if (machine.Value(Variables.RegionId) is { } variable)
        {
            return new RegionChoice(variable, Variables.RegionId);
        }

        if (signIn?.RegionId is { } own)
        {
            return new RegionChoice(own, $"profile '{signIn.ProfileName}'");
        }

        return signIn?.ProfileName is null && CliProfile(machine) is { } profile && profile.Text("region_id") is { } region
            ? new RegionChoice(region, $"profile '{profile.Name}'")
            : machine.First(Variables.CliRegionIds) is { } cli
                ? new RegionChoice(cli.Value, cli.Name)
                : new RegionChoice(null, null);
    }

    /// <summary>The CLI's profile as far as it can be read: nobody signs with it here, so what is wrong with it does not matter.</summary>
    private static Profile? CliProfile(Machine machine)
    {
        if (machine.IgnoresCliFile() is not null)
        {
            return null;
        }

        try
        {
            return CliConfig.TryRead(machine) is { } config
                ? config.Find(machine.First(Variables.Profiles)?.Value ?? config.Current ?? "default")
                : null;
        }
        catch (AgException)
        {
            return null;
        }
    }
}
