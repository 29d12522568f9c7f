using System.Management.Automation;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Commands;

/// <summary>A warning after Ctrl+C. The streams are closed by then; the host is not.</summary>
internal static class HostWarning
{
    public static void Write(PSCmdlet cmdlet, string warning)
    {
        try
        {
            cmdlet.Host?.UI?.WriteWarningLine(ForeignText.Clean(warning));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A host without a user cannot be told, and an error while cleaning up would hide what ended the pipeline.
        }
    }
}
