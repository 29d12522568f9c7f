using System.Management.Automation;

namespace AliGatewaySignature.Commands;

/// <summary>Reads what a common parameter or an inherited preference says.</summary>
internal static class CmdletPreferences
{
    /// <summary>Whether a stream is read: the common parameter wins over the preference variable.</summary>
    public static bool Wants(this PSCmdlet cmdlet, string parameter, string preference)
    {
        // -Verbose is a switch, -ProgressAction (PowerShell 7.4 and later) a preference.
        var value = cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var bound)
            ? bound?.ToString()
            : cmdlet.Preference(preference);
        if (bool.TryParse(value, out var on))
        {
            return on;
        }

        return Enum.TryParse<ActionPreference>(value, ignoreCase: true, out var action)
            && action is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
    }

    /// <summary>The value of a switch that was given; null when it was not.</summary>
    public static bool? Switch(this PSCmdlet cmdlet, string parameter) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var value)
            && LanguagePrimitives.TryConvertTo<bool>(value, out var on)
            ? on
            : null;

    /// <summary>A preference variable as the caller sees it, as text.</summary>
    public static string? Preference(this PSCmdlet cmdlet, string name) =>
        cmdlet.SessionState.PSVariable.GetValue(name)?.ToString();
}
