namespace AliGatewaySignature.SandboxServer;

/// <summary>
/// Ends the server when its standard input closes. The system closes it when the parent dies,
/// however it dies, so that a killed test run leaves no server behind.
/// </summary>
internal static class StandardInput
{
    public static void StopAtEnd(IHostApplicationLifetime lifetime)
    {
        using var input = Console.OpenStandardInput();
        var ignored = new byte[256];
        while (input.Read(ignored) > 0)
        {
        }

        lifetime.StopApplication();
    }
}
