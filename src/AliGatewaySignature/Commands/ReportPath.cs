using System.Management.Automation;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Commands;

/// <summary>From -Path or -LiteralPath to a file of this machine, as Export-Csv finds it.</summary>
internal static class ReportPath
{
    /// <param name="cmdlet">Whose location and drives count.</param>
    /// <param name="path">The path as it was given.</param>
    /// <param name="isLiteral">Whether its wildcards are letters like others.</param>
    /// <exception cref="AgException">It is no single file of the file system.</exception>
    public static string Resolve(PSCmdlet cmdlet, string path, bool isLiteral)
    {
        try
        {
            return (isLiteral ? null : Existing(cmdlet, path)) ?? New(cmdlet, path);
        }
        catch (Exception e) when (e is RuntimeException or ArgumentException or IOException or NotSupportedException
            or UnauthorizedAccessException)
        {
            throw Refused(path, e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>The one file that a pattern, or a name, already stands for.</summary>
    private static string? Existing(PSCmdlet cmdlet, string path)
    {
        try
        {
            var found = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            MustBeFileSystem(path, provider);
            return found.Count switch
            {
                1 => found[0],
                0 => throw Refused(path, "no file matches it"),
                _ => throw Refused(path, $"{found.Count} files match it, and one is written"),
            };
        }
        catch (ItemNotFoundException)
        {
            return null;
        }
    }

    private static string New(PSCmdlet cmdlet, string path)
    {
        var full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        MustBeFileSystem(path, provider);
        return Path.GetFullPath(full);
    }

    private static void MustBeFileSystem(string path, ProviderInfo provider)
    {
        if (!string.Equals(provider.Name, "FileSystem", StringComparison.OrdinalIgnoreCase))
        {
            throw Refused(path, $"it is a path of {provider.Name}, and not of the file system");
        }
    }

    private static AgException Refused(string path, string why, Exception? cause = null) =>
        new(Faults.InvalidInput, $"The path '{path}' does not serve: {why}.", cause);
}
