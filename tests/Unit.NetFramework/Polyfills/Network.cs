using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace AliGatewaySignature.Tests;

/// <summary>What the tests use of newer streams and sockets.</summary>
internal static class NetworkPolyfills
{
    extension(Stream stream)
    {
        public Task<int> ReadAsync(byte[] buffer, CancellationToken cancellationToken) =>
            stream.ReadAsync(buffer, 0, buffer.Length, cancellationToken);

        public ValueTask WriteAsync(byte[] buffer, CancellationToken cancellationToken) =>
            new(stream.WriteAsync(buffer, 0, buffer.Length, cancellationToken));

        public void Write(byte[] buffer) => stream.Write(buffer, 0, buffer.Length);

        public async Task ReadExactlyAsync(byte[] buffer, CancellationToken cancellationToken)
        {
            for (var read = 0; read < buffer.Length;)
            {
                var some = await stream.ReadAsync(buffer, read, buffer.Length - read, cancellationToken);
                read += some > 0 ? some : throw new EndOfStreamException();
            }
        }

        public ValueTask DisposeAsync()
        {
            stream.Dispose();
            return default;
        }
    }

    extension(TcpListener listener)
    {
        public void Dispose() => listener.Stop();

        public async Task<Socket> AcceptSocketAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using (cancellationToken.Register(listener.Stop))
            {
                return await listener.AcceptSocketAsync();
            }
        }
    }

    extension(HttpContent content)
    {
        public Task<string> ReadAsStringAsync(CancellationToken cancellationToken) => content.ReadAsStringAsync();

        public Task<byte[]> ReadAsByteArrayAsync(CancellationToken cancellationToken) => content.ReadAsByteArrayAsync();
    }
}
