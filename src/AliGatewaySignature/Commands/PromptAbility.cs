using System.Management.Automation.Host;

namespace AliGatewaySignature.Commands;

/// <summary>Whether a host can ask its user at all.</summary>
internal static class PromptAbility
{
    public static bool CanAsk(PSHost host) => host.Name switch
    {
        // The host of a PowerShell object that a program made: it has no user.
        "Default Host" => false,
        "ConsoleHost" => !Console.IsInputRedirected && !IsNonInteractive(Environment.GetCommandLineArgs()),
        _ => true,
    };

    /// <summary>Whether the console was started with -NonInteractive, in any of the spellings that it takes.</summary>
    public static bool IsNonInteractive(string[] commandLine)
    {
        foreach (var argument in commandLine.Skip(1))
        {
            if (argument.Length < 2 || argument[0] is not ('-' or '/'))
            {
                // A bare word is a value, or the script's path, after which the arguments are the script's own.
                if (argument.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase))
                {
                    return false;
                }

                continue;
            }

            var name = argument.TrimStart('-', '/').ToUpperInvariant();
            if (name.Length >= 4 && "NONINTERACTIVE".StartsWith(name, StringComparison.Ordinal))
            {
                return true;
            }

            if (name.Length > 0
                && ("COMMAND".StartsWith(name, StringComparison.Ordinal) || "FILE".StartsWith(name, StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return false;
    }
}
