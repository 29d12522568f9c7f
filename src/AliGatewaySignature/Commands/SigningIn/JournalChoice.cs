using System.Collections.Concurrent;
using System.Management.Automation;
using AliGatewaySignature.Credentials.Files;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Journal;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands.SigningIn;

/// <summary>Which journal is kept: the one that was named, or else that of the environment.</summary>
internal static class JournalChoice
{
    private const string Variable = "ALIGATEWAYSIGNATURE_JOURNAL";
    private const int OthersMayRead = 0b100_100;

    /// <summary>The journals that this process signed in with. A context lives as long as somebody has it: none is forgotten.</summary>
    private static readonly ConcurrentDictionary<string, bool> Ours = new(StringComparer.Ordinal);

    /// <summary>The full path; null where nobody names a journal. A relative one is below the location of the runspace.</summary>
    /// <param name="cmdlet">Whose location counts.</param>
    /// <param name="given">What a parameter names; null where it was left out.</param>
    /// <exception cref="AgException">It is no path of the file system.</exception>
    public static string? Find(PSCmdlet cmdlet, string? given = null) =>
        (given ?? Environment.GetEnvironmentVariable(Variable)) is { } path && path.Trim().Length > 0
            ? ReportPath.Resolve(cmdlet, path, isLiteral: true)
            : null;

    /// <summary>The journal of a new context: it is made now, so that what is wrong with it shows now.</summary>
    /// <param name="cmdlet">Is told when others can read the file.</param>
    /// <param name="given">What a parameter names; null where it was left out.</param>
    /// <param name="sandboxPath">The file of the sandbox; null where there is none.</param>
    /// <exception cref="AgException">It cannot be written.</exception>
    public static string? Open(AgCommand cmdlet, string? given, string? sandboxPath)
    {
        if (given is not null && given.Trim().Length == 0)
        {
            throw new AgException(Faults.InvalidInput, "-JournalPath is blank: it names no file.");
        }

        if (Find(cmdlet, given) is not { } path)
        {
            return null;
        }

        if (IsSame(path, sandboxPath))
        {
            throw new AgException(Faults.InvalidInput, $"The sandbox and the journal cannot both be in '{path}': give another path.");
        }

        new JournalFile(path).Check();
        Ours.TryAdd(path, true);
        if (UnixMode.Of(path) is { } mode && (mode & OthersMayRead) != 0)
        {
            cmdlet.WriteWarning($"The journal {path} can be read by other users of this machine: chmod 600 '{path}'.");
        }

        return path;
    }

    /// <summary>
    /// Refuses a journal as the file of something else, which would take its place: what was changed is written down nowhere else.
    /// </summary>
    /// <param name="cmdlet">Whose location and environment count.</param>
    /// <param name="path">The full path of the file that will be written.</param>
    /// <param name="context">The context at hand; null where there is none.</param>
    /// <exception cref="AgException">It is a journal.</exception>
    public static void MustBeOther(PSCmdlet cmdlet, string path, AgContext? context)
    {
        var isOurs = IsSame(path, context?.JournalPath) || IsSame(path, TryFind(cmdlet))
            || (File.Exists(path) && Ours.Keys.Any(one => IsSame(path, one)));
        if (isOurs || new JournalFile(path).IsThere())
        {
            throw new AgException(
                Faults.InvalidInput,
                $"The file '{path}' is {(isOurs ? "the journal of this session" : "a journal")}, which nothing may take the place of, "
                    + "also with -Force: what was changed is written down there only.")
            {
                RecommendedAction = "Give another path. A journal that nobody needs any more can be deleted with Remove-Item.",
            };
        }
    }

    /// <summary>The journal of the environment; null also where it names none that could be.</summary>
    private static string? TryFind(PSCmdlet cmdlet)
    {
        try
        {
            return Find(cmdlet);
        }
        catch (AgException)
        {
            // It is said where somebody signs in.
            return null;
        }
    }

    /// <summary>Whether two full paths are one, as far as their names tell.</summary>
    public static bool IsSame(string path, string? other) => string.Equals(
        path, other, Path.DirectorySeparatorChar == '/' ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
}
