#if NET
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Wire;
using Xunit;

namespace AliGatewaySignature.Tests.Transport;

/// <summary>How far an exchange came tells whether the request was sent.</summary>
public partial class HttpTransportTests
{
    [Theory]
    [InlineData("407 Proxy Authentication Required", "ProxyRefused")]
    [InlineData("403 Forbidden", "ProxyRefused")]
    [InlineData("502 Bad Gateway", "ConnectionRefused")]
    [InlineData("503 Service Unavailable", "ConnectionRefused")]
    public async Task A_proxy_that_refuses_the_tunnel_lets_nothing_through(string status, string errorId)
    {
        await using var proxy = new RawServer(async (self, _, stream, token) =>
        {
            Assert.StartsWith("CONNECT ", await self.ReadRequestAsync(stream, token), StringComparison.Ordinal);
            await RawServer.ReplyAsync(stream, status, string.Empty, string.Empty, token);
        });
        using var client = HttpStack.By(ProxyRoute.Through(proxy.Address, null));

        var e = await Assert.ThrowsAsync<AgException>(() => SendAsync(client, new Uri("https://gateway.example/")));

        Assert.Equal((errorId, false), (e.ErrorId, e.OutcomeUnknown));
        Assert.EndsWith(
            $"at gateway.example: the tunnel was refused with status {status[..3]} by the proxy http://127.0.0.1:{proxy.Port}.",
            e.Message, StringComparison.Ordinal);
    }

    /// <summary>Else the host is blamed for a proxy that is switched off.</summary>
    [Fact]
    public async Task A_proxy_that_does_not_answer_is_named()
    {
        using var client = HttpStack.By(ProxyRoute.Through(new Uri("http://user:hunter2@127.0.0.1:1"), null));

        var e = await Assert.ThrowsAsync<AgException>(() => SendAsync(client, new Uri("https://gateway.example/")));

        Assert.Equal(("ConnectionRefused", false), (e.ErrorId, e.OutcomeUnknown));
        Assert.EndsWith(", through the proxy http://127.0.0.1:1.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handshake_that_breaks_off_was_before_the_request()
    {
        await using var server = new RawServer(async (_, socket, stream, token) =>
        {
            await stream.ReadExactlyAsync(new byte[5], token);
            RawServer.Reset(socket);
        });
        var address = new Uri($"https://127.0.0.1:{server.Port}/");
        using var client = HttpStack.ForNetwork(address);

        var e = await Assert.ThrowsAsync<AgException>(() => SendAsync(client, address));

        Assert.Equal(("ConnectionRefused", false), (e.ErrorId, e.OutcomeUnknown));
        Assert.Contains("during the TLS handshake", e.Message, StringComparison.Ordinal);
    }

    /// <summary>A time limit that passes before there is a connection is no lost answer.</summary>
    [Fact]
    public async Task A_time_limit_that_passes_during_the_handshake_was_before_the_request()
    {
        await using var server = new RawServer(async (_, _, stream, token) =>
        {
            await stream.ReadExactlyAsync(new byte[5], token);
            _clock.PassTimeLimit();
            await Task.Delay(Timeout.Infinite, token);
        });
        var address = new Uri($"https://127.0.0.1:{server.Port}/");
        using var client = HttpStack.ForNetwork(address);

        var e = await Assert.ThrowsAsync<AgException>(() => SendAsync(client, address));

        Assert.Equal(("ConnectionRefused", false), (e.ErrorId, e.OutcomeUnknown));
        Assert.Contains("no connection within 30 s", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Encoding: gzip\r\nContent-Length: 8\r\n")]
    [InlineData("Content-Length: 17000000\r\n")]
    public async Task A_body_that_cannot_be_read_leaves_the_outcome_open(string headers)
    {
        await using var server = new RawServer(async (self, _, stream, token) =>
        {
            await self.ReadRequestAsync(stream, token);
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{headers}\r\nnot gzip"), token);
        });
        using var client = HttpStack.ForNetwork(server.Address);

        var e = await Assert.ThrowsAsync<AgException>(() => SendAsync(client, server.Address));

        Assert.Equal(("UnreadableReply", true), (e.ErrorId, e.OutcomeUnknown));
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n", false)]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", true)]
    public async Task A_body_without_an_end_is_read_up_to_its_bound(string headers, bool isPacked)
    {
        await using var server = new RawServer(async (self, _, stream, token) =>
        {
            await self.ReadRequestAsync(stream, token);
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{headers}\r\n"), token);
            var chunk = isPacked ? Packed(32 * 1024 * 1024) : new byte[64 * 1024];
            while (!token.IsCancellationRequested)
            {
                await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"), token);
                await stream.WriteAsync(chunk, token);
                await stream.WriteAsync("\r\n"u8.ToArray(), token);
            }
        });
        using var client = HttpStack.ForNetwork(server.Address);

        var e = await Assert.ThrowsAsync<AgException>(() => SendAsync(client, server.Address));

        Assert.Equal(("UnreadableReply", true), (e.ErrorId, e.OutcomeUnknown));
        Assert.Contains("longer than 16 MB", e.Message, StringComparison.Ordinal);
    }

    private static byte[] Packed(int length)
    {
        using var packed = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest))
        {
            zip.Write(new byte[length]);
        }

        return packed.ToArray();
    }
}
#endif
