using AliGatewaySignature.Credentials.Files;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Keys;

/// <summary>
/// Where a program is that a profile names. A name without a path is looked for in the folders of PATH, and nowhere else. .NET and
/// Windows look in the current folder first, where a stranger's repository could have put a program of that name.
/// </summary>
internal static class ProgramFile
{
    private const int MayRun = 0b001_001_001; // Owner, group and all.

    /// <summary>What Windows can start by itself, where PATHEXT says nothing.</summary>
    private static readonly string[] WindowsEndings = [".com", ".exe", ".bat", ".cmd"];

    /// <param name="machine">Has PATH.</param>
    /// <param name="name">The first word of the command.</param>
    /// <param name="origin">Who names it, for the message.</param>
    /// <returns>The full path of the program.</returns>
    /// <exception cref="AgException">There is no such program on PATH.</exception>
    public static string Find(Machine machine, string name, string origin)
    {
        if (HasPath(name, machine.IsWindows))
        {
            // Whoever writes a path means that file, ./keys.sh too. Only the name alone must not mean it.
            return Path.GetFullPath(name);
        }

        foreach (var folder in (machine.Value("PATH") ?? string.Empty).Split(machine.IsWindows ? ';' : ':'))
        {
            // Windows takes a folder in quotation marks. An empty one, a dot, and every other relative one mean the current folder.
            var path = machine.IsWindows ? folder.Trim().Trim('"') : folder;
            if (IsFull(path, machine.IsWindows) && FindIn(path, name, machine) is { } found)
            {
                return found;
            }
        }

        throw new AgException(Faults.CredentialRequestFailed, $"{origin}: process_command: the program '{name}' is in no folder of PATH.")
        {
            RecommendedAction = "Write the whole path of the program in process_command, or add its folder to PATH. "
                + "A program in the current folder is not run.",
        };
    }

    private static bool HasPath(string name, bool isWindows) =>
        name.IndexOf('/') >= 0 || (isWindows && (name.IndexOf('\\') >= 0 || name.IndexOf(':') >= 0));

    private static bool IsFull(string path, bool isWindows) => isWindows
        ? path.StartsWith(@"\\", StringComparison.Ordinal) || (path.Length > 2 && path[1] == ':' && path[2] is '\\' or '/')
        : path.StartsWith("/", StringComparison.Ordinal);

    private static string? FindIn(string folder, string name, Machine machine)
    {
        if (!machine.IsWindows)
        {
            var path = folder.TrimEnd('/') + "/" + name;
            return machine.HasFile(path) && (UnixMode.Of(path) is not { } mode || (mode & MayRun) != 0) ? path : null;
        }

        var endings = machine.Value("PATHEXT")?.Split([';'], StringSplitOptions.RemoveEmptyEntries)
            .Where(ending => WindowsEndings.Contains(ending.Trim(), StringComparer.OrdinalIgnoreCase)) ?? WindowsEndings;
        var whole = folder.TrimEnd('\\', '/') + @"\" + name;
        return WindowsEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) && machine.HasFile(whole)
            ? whole
            : endings.Select(ending => whole + ending.Trim()).FirstOrDefault(machine.HasFile);
    }
}
