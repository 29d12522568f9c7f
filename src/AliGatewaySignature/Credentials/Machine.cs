using System.Runtime.InteropServices;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials;

/// <summary>Everything that signing in asks of the machine it runs on.</summary>
internal sealed class Machine
{
    private ProxyRoute? _route;
    private Web? _web;

    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The user's folder; null where there is none, as for some services.</summary>
    public string? Home { get; init; } = FindHome();

    public bool IsWindows { get; init; } = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Whether there is a file of this path.</summary>
    public Func<string, bool> HasFile { get; init; } = File.Exists;

    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>Through which proxy others are asked; what the environment says at the first question when left out.</summary>
    public ProxyRoute Route
    {
        get => _route ??= ProxyRoute.OfEnvironment(Variable);
        init => _route = value;
    }

    public Web Web
    {
        get => _web ??= Web.By(Route);
        init => _web = value;
    }

    /// <summary>A variable of the environment as it is now; null when unset or blank.</summary>
    public string? Value(string name) => Variable(name) is { } value && value.Trim().Length > 0 ? value.Trim() : null;

    /// <summary>The first of several variables that is set, with its name; null when none is.</summary>
    public (string Name, string Value)? First(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (Value(name) is { } value)
            {
                return (name, value);
            }
        }

        return null;
    }

    /// <summary>The variable that leaves the CLI's file out; null when none does.</summary>
    public string? IgnoresCliFile() =>
        IsOn(Variables.CliProfileDisabled) ? Variables.CliProfileDisabled
        : First(Variables.IgnoreProfiles) is { } ignore && IsOn(ignore.Name) ? ignore.Name
        : null;

    /// <summary>Whether a switch of the environment is on: <c>true</c>, in any case, as the SDKs read it.</summary>
    public bool IsOn(string name) => string.Equals(Value(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether what a profile may run or ask is forbidden: <c>1</c> or <c>true</c>, as the CLI reads it.</summary>
    public bool ForbidsExternalSources =>
        IsOn(Variables.DisableExternalProcess) || Value(Variables.DisableExternalProcess) == "1";

    /// <summary>A path below the user's folder; null where there is no such folder.</summary>
    public string? InHome(params string[] parts) => Home is null ? null : Path.Combine(Home, Path.Combine(parts));

    private static string? FindHome()
    {
        // HOME first, as the other tools do, also where somebody changed it in this very session.
        var home = RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? Environment.GetEnvironmentVariable("USERPROFILE")
            : Environment.GetEnvironmentVariable("HOME");
        if (string.IsNullOrWhiteSpace(home))
        {
            home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        }

        return string.IsNullOrWhiteSpace(home) ? null : home;
    }
}
