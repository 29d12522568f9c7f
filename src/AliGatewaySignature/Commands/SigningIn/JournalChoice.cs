using System.Management.Automation;
using AliGatewaySignature.Credentials.Files;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Journal;

namespace AliGatewaySignature.Commands.SigningIn;

/// <summary>Which journal is kept: the one that was named, or else that of the environment.</summary>
internal static class JournalChoice
{
    private const string Variable = "ALIGATEWAYSIGNATURE_JOURNAL";
    private const int OthersMayRead = 0b100_100;

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

        if (sandboxPath is not null && string.Equals(
            path, sandboxPath, Path.DirectorySeparatorChar == '/' ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))
        {
            throw new AgException(Faults.InvalidInput, $"The sandbox and the journal cannot both be in '{path}': give another path.");
        }

        new JournalFile(path).Check();
        if (UnixMode.Of(path) is { } mode && (mode & OthersMayRead) != 0)
        {
            cmdlet.WriteWarning($"The journal {path} can be read by other users of this machine: chmod 600 '{path}'.");
        }

        return path;
    }
}
