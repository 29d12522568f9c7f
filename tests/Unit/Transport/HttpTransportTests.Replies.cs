using System.Net.Sockets;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Wire;
using Xunit;

namespace AliGatewaySignature.Tests.Transport;

public partial class HttpTransportTests
{
    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var server = new RawServer(async (self, _, stream, token) =>
        {
            while ((await self.ReadRequestAsync(stream, token)).Length > 0)
            {
                await RawServer.ReplyAsync(stream, "302 Found", "Location: /elsewhere\r\n", string.Empty, token);
            }
        });
        using var client = HttpStack.ForNetwork(server.Address);

        Assert.Equal(302, (await SendAsync(client, server.Address)).Status);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_a_lost_connection()
    {
        await using var server = new RawServer(async (self, socket, stream, token) =>
        {
            await self.ReadRequestAsync(stream, token);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"Requ"u8.ToArray(), token);
            socket.Shutdown(SocketShutdown.Send);
        });
        using var client = HttpStack.ForNetwork(server.Address);

        Assert.Equal("ConnectionLost", (await Assert.ThrowsAsync<AgException>(() => SendAsync(client, server.Address))).ErrorId);
    }

    /// <summary>No failure on the way may carry the address of the call, whose query holds the Secret.</summary>
    [Fact]
    public async Task No_failure_shows_the_secret()
    {
        await using var server = new RawServer(async (self, socket, stream, token) =>
        {
            Assert.Contains(Uri.EscapeDataString(Secret), await self.ReadRequestAsync(stream, token), StringComparison.Ordinal);
            RawServer.Reset(socket);
        });
        using var client = HttpStack.ForNetwork(server.Address);

        var e = await Assert.ThrowsAsync<AgException>(() => SendAsync(client, server.Address));

        Assert.Equal(1, server.Requests);
        Assert.DoesNotContain(Secret, e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Uri.EscapeDataString(Secret), e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("accesssecret", e.ToString(), StringComparison.Ordinal);
    }
}
