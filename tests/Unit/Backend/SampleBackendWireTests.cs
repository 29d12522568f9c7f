using System.Net;
using System.Net.Security;
using System.Text;
using AliGatewaySignature.Backend;
using AliGatewaySignature.Tests.Backend.Sample;
using Xunit;
using static AliGatewaySignature.Tests.Backend.SignedRequests;

namespace AliGatewaySignature.Tests.Backend;

/// <summary>What the sample backend reads from the wire, and keeps of it.</summary>
public sealed class SampleBackendWireTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What common clients do with a body.</summary>
    [Fact]
    public async Task Chunks_and_a_question_before_the_body()
    {
        await using var backend = await StartAsync("--pair", "orders_2:a_@#!*secret");
        var signed = Signed(new("orders_2", "a_@#!*secret"), "POST", body: "hello world");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = backend.Uri };
        using var asking = ToHttp(signed);
        asking.Headers.ExpectContinue = true;
        asking.Headers.TransferEncodingChunked = true;
        using var answer = await http.SendAsync(asking, Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("hello world", Encoding.UTF8.GetString(Assert.Single(backend.Requests).Body));
    }

    [Theory]
    [InlineData("hello\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nno header\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task What_is_no_request_is_answered_so(string text)
    {
        await using var backend = await StartAsync("--mode", "open");
        using var socket = await BackendSocket.ConnectAsync(backend.Uri, Cancellation);

        Assert.Equal(400, (await socket.SendAsync(Encoding.UTF8.GetBytes(text), isHead: false, Cancellation)).Status);
        Assert.Empty(backend.Requests);
    }

    [Fact]
    public async Task Requests_are_kept_as_they_came()
    {
        await using var backend = await StartAsync("--mode", "open");
        var request = new BackendRequest(
            "POST", "/a%2fb", "x=%E4&x", [Header("content-TYPE", "text/plain"), Header("x-n", "値"), Header("X-N", "")], [0, 255, 10]);
        await BackendSocket.SendAsync(backend.Uri, request, Cancellation);

        var received = Assert.Single(backend.Requests);
        Assert.Equal(("POST", "/a%2fb?x=%E4&x"), (received.Method, received.Target));
        Assert.Equal(
            [Header("Host", "backend.example"), .. request.Headers, Header("Content-Length", "3")], received.Headers);
        Assert.Equal(request.Body, received.Body);
        backend.Forget();
        Assert.Empty(backend.Requests);
    }

    [Fact]
    public async Task With_TLS_and_the_name_that_the_client_asks_for()
    {
        await using var backend = await StartAsync("--https", "--certificate-name", "backend.example", "--mode", "open");
        var offered = new List<(string Subject, SslPolicyErrors Errors)>();
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            offered.Add((certificate!.Subject, errors));
            return certificate.GetCertHashString() == backend.Certificate!.GetCertHashString();
        };
        using var http = new HttpClient(handler) { BaseAddress = backend.Uri };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/p");
        request.Headers.Host = "backend.example";
        using var answer = await http.SendAsync(request, Cancellation);

        Assert.Equal(("https", HttpStatusCode.OK), (backend.Uri.Scheme, answer.StatusCode));
        Assert.Equal([("CN=backend.example", SslPolicyErrors.RemoteCertificateChainErrors)], offered);
        Assert.Equal("backend.example", Assert.Single(backend.Requests).ServerName);
    }

    private static Task<SampleBackend> StartAsync(params string[] words) =>
        SampleBackend.StartAsync(BackendArguments.Parse(words), Cancellation);
}
