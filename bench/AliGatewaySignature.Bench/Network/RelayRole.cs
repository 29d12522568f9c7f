using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace AliGatewaySignature.Bench.Network;

/// <summary>
/// The bench as a child of itself: https in front of the sandbox server, and a slow line in front of that. The
/// handshake of TLS goes over the slow line too.
/// </summary>
internal static class RelayRole
{
    public const string Name = "role:relay";

    /// <summary>Serves until standard input closes.</summary>
    /// <param name="serverPort">The port of the sandbox server.</param>
    /// <param name="delay">How long every byte takes, each way.</param>
    /// <param name="certificateFile">Where the certificate is written for clients to trust.</param>
    public static async Task RunAsync(int serverPort, TimeSpan delay, string certificateFile)
    {
        using var certificate = SelfMadeCertificate.New();
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem());

        using var front = new TcpListenerLoop(serverPort, (near, far) => EncryptAsync(near, far, certificate));
        using var line = new TcpListenerLoop(front.Port, (near, far) => DelayAsync(near, far, delay));
        Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "https://127.0.0.1:{0}/", line.Port));
        while (await Console.In.ReadLineAsync() is not null)
        {
        }
    }

    private static async Task EncryptAsync(Stream near, Stream far, X509Certificate2 certificate)
    {
        await using var secure = new SslStream(near);
        await secure.AuthenticateAsServerAsync(certificate);
        await Task.WhenAny(secure.CopyToAsync(far), far.CopyToAsync(secure));
    }

    private static async Task DelayAsync(Stream near, Stream far, TimeSpan delay) =>
        await Task.WhenAny(
            DelayLine.CarryAsync(near, far, delay, setUp: 2 * delay),
            DelayLine.CarryAsync(far, near, delay, setUp: TimeSpan.Zero));
}
