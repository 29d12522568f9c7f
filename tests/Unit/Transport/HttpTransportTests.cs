using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;
using Xunit;

namespace AliGatewaySignature.Tests.Transport;

/// <summary>What happens on the way, over real sockets.</summary>
public partial class HttpTransportTests
{
    /// <summary>Who builds and signs the requests.</summary>
    private protected virtual AgTransport Transport => AgTransport.Acs3;

    private const string Secret = "a_@#!*secret";
    private const string Ok = """{"RequestId":"R"}""";
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task A_connection_is_kept_for_the_next_call()
    {
        await using var server = new RawServer(async (self, _, stream, token) =>
        {
            while ((await self.ReadRequestAsync(stream, token)).Length > 0)
            {
                await RawServer.ReplyAsync(stream, "200 OK", string.Empty, Ok, token);
            }
        });
        using var client = HttpStack.ForNetwork(server.Address);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await SendAsync(client, server.Address)).Status);
        }

        Assert.Equal((5, 1), (server.Requests, server.Connections));
    }

    /// <summary>A POST without a body would be repeated by the HTTP stack itself, nonce and all.</summary>
    [Fact]
    public async Task A_reset_on_a_kept_connection_is_told_and_not_repeated_behind_our_back()
    {
        var served = 0;
        await using var server = new RawServer(async (self, socket, stream, token) =>
        {
            while ((await self.ReadRequestAsync(stream, token)).Length > 0)
            {
                if (Interlocked.Increment(ref served) > 1)
                {
                    RawServer.Reset(socket);
                    return;
                }

                await RawServer.ReplyAsync(stream, "200 OK", string.Empty, Ok, token);
            }
        });
        using var client = HttpStack.ForNetwork(server.Address);
        await SendAsync(client, server.Address);

        var e = await Assert.ThrowsAsync<AgException>(() => SendAsync(client, server.Address));

        Assert.Equal(("ConnectionLost", true), (e.ErrorId, e.OutcomeUnknown));
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task A_refused_connection_was_never_sent()
    {
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        free.Stop();
        using var client = HttpStack.ForNetwork(address);

        var e = await Assert.ThrowsAsync<AgException>(() => SendAsync(client, address));

        Assert.Equal(("ConnectionRefused", false), (e.ErrorId, e.OutcomeUnknown));
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_told_as_such()
    {
        var address = new Uri("https://apigateway.no-such-host.invalid/");
        using var client = HttpStack.ForNetwork(address);

        var e = await Assert.ThrowsAsync<AgException>(() => SendAsync(client, address));

        Assert.Equal(("HostNotFound", false), (e.ErrorId, e.OutcomeUnknown));
        Assert.Contains("no-such-host", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_speaks_no_tls_is_a_tls_failure()
    {
        await using var server = new RawServer(async (_, _, stream, token) =>
        {
            await stream.ReadExactlyAsync(new byte[5], token);
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), token);
        });
        var address = new Uri($"https://127.0.0.1:{server.Port}/");
        using var client = HttpStack.ForNetwork(address);

        var e = await Assert.ThrowsAsync<AgException>(() => SendAsync(client, address));

        Assert.Equal(("TlsFailed", false), (e.ErrorId, e.OutcomeUnknown));
    }

#if NET
    [Fact]
    public async Task An_untrusted_certificate_is_a_tls_failure()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        await using var server = new RawServer(async (_, _, stream, token) =>
        {
            await using var tls = new SslStream(stream);
            try
            {
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, token);
                await tls.ReadExactlyAsync(new byte[1], token);
            }
            catch (Exception e) when (e is System.Security.Authentication.AuthenticationException or IOException)
            {
                // The client goes as soon as it has seen the certificate.
            }
        });
        var address = new Uri($"https://localhost:{server.Port}/");
        using var client = HttpStack.ForNetwork(address);

        var e = await Assert.ThrowsAsync<AgException>(() => SendAsync(client, address));

        Assert.Equal("TlsFailed", e.ErrorId);
    }
#endif

    [Fact]
    public async Task A_call_without_an_answer_ends_at_its_time_limit()
    {
        await using var server = new RawServer(async (self, _, stream, token) =>
        {
            await self.ReadRequestAsync(stream, token);
            _clock.PassTimeLimit();
            await Task.Delay(Timeout.Infinite, token);
        });
        using var client = HttpStack.ForNetwork(server.Address);

        var e = await Assert.ThrowsAsync<AgException>(() => SendAsync(client, server.Address));

        Assert.Equal(("TimedOut", true), (e.ErrorId, e.OutcomeUnknown));
    }

    [Fact]
    public async Task A_call_ends_when_the_user_stops()
    {
        using var stop = new CancellationTokenSource();
        await using var server = new RawServer(async (self, _, stream, token) =>
        {
            await self.ReadRequestAsync(stream, token);
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        });
        using var client = HttpStack.ForNetwork(server.Address);

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(client, server.Address, stop));
        Assert.True(e.CancellationToken.IsCancellationRequested);
    }

#if NET
    [Fact]
    public async Task A_proxy_is_not_asked_for_loopback()
    {
        await using var server = new RawServer(async (self, _, stream, token) =>
        {
            Assert.StartsWith("POST /?", await self.ReadRequestAsync(stream, token), StringComparison.Ordinal);
            await RawServer.ReplyAsync(stream, "200 OK", string.Empty, Ok, token);
        });
        using var client = HttpStack.ForNetwork(server.Address, ProxyRoute.Through(new Uri("http://127.0.0.1:1"), null));

        Assert.Equal(200, (await SendAsync(client, server.Address)).Status);
    }
#endif

    private Task<ApiReply> SendAsync(HttpClient client, Uri address, CancellationTokenSource? stop = null)
    {
        var credential = new FixedCredential(new Credential("id", PlainText.Protect("accesssecret")));
        var transport = new HttpTransport(
            client, address, credential, AcsCoreBuild.BuilderOf(Transport, "test/1"), _clock, TimeSpan.FromSeconds(30));
        return transport.SendAsync(
            new ApiCall(Operations.CreateSignature, [new(
                "SignatureSecret", Secret, isSecret: true)]), stop?.Token ?? TestContext.Current.CancellationToken);
    }
}
