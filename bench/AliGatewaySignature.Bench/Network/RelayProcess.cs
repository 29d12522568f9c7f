using System.Globalization;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Processes;

namespace AliGatewaySignature.Bench.Network;

/// <summary>The slow line and https, in a process of their own.</summary>
internal sealed class RelayProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private RelayProcess(ChildProcess process, string certificateFile, Uri url)
    {
        _process = process;
        CertificateFile = certificateFile;
        Url = url;
    }

    /// <summary>What a client must trust.</summary>
    public string CertificateFile { get; }

    public Uri Url { get; }

    public static async Task<RelayProcess> StartAsync(Uri server, TimeSpan delay, string folder, CancellationToken cancellationToken)
    {
        var certificateFile = Path.Combine(folder, "certificate.pem");
        var process = ChildProcess.Start(EnginePaths.DotNet,
        [
            BenchPaths.Self,
            RelayRole.Name,
            server.Port.ToString(CultureInfo.InvariantCulture),
            delay.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
            certificateFile,
        ]);
        return await process.ReadLineAsync(cancellationToken) is { } url
            ? new RelayProcess(process, certificateFile, new Uri(url))
            : throw new InvalidOperationException("The relay did not start: " + await process.WaitAsync(cancellationToken));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
