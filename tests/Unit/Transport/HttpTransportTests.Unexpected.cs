using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;
using Xunit;

namespace AliGatewaySignature.Tests.Transport;

/// <summary>Whatever is thrown below, a typed failure leaves the transport.</summary>
public partial class HttpTransportTests
{
    [Fact]
    public async Task A_builder_that_fails_is_a_typed_failure_before_sending()
    {
        var e = await FailAsync(new Throwing(new FormatException("no header takes accesssecret")), null, Operations.CreateSignature);

        Assert.Equal(("UnexpectedError", false), (e.ErrorId, e.OutcomeUnknown));
        Assert.Contains("FormatException: no header takes ***", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("accesssecret", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_of_keys_that_fails_is_a_typed_failure()
    {
        var e = await FailAsync(null, new Throwing(new TaskCanceledException("given up")), Operations.CreateSignature);

        Assert.Equal(("UnexpectedError", false), (e.ErrorId, e.OutcomeUnknown));
        Assert.IsType<TaskCanceledException>(e.InnerException);
    }

    /// <summary>What a handler throws that is none of the network's failures is not called one.</summary>
    [Fact]
    public async Task A_handler_that_fails_is_a_typed_failure()
    {
        using var handler = new Throwing(new NotSupportedException("odd"));
        using var client = HttpStack.Over(handler);

        var e = await Assert.ThrowsAsync<AgException>(() => SendAsync(client, new Uri("https://gateway.example/")));

        Assert.Equal("UnexpectedError", e.ErrorId);
        Assert.Contains("NotSupportedException: odd", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Nothing is open after a call that only reads.</summary>
    [Fact]
    public async Task A_lost_answer_leaves_the_outcome_open_only_of_a_change()
    {
        await using var server = new RawServer(async (self, socket, stream, token) =>
        {
            await self.ReadRequestAsync(stream, token);
            RawServer.Reset(socket);
        });
        using var client = HttpStack.ForNetwork(server.Address);

        var reading = await FailAsync(null, null, Operations.DescribeSignatures, client, server.Address);
        var change = await FailAsync(null, null, Operations.DeleteSignature, client, server.Address);

        Assert.Equal(("ConnectionLost", false), (reading.ErrorId, reading.OutcomeUnknown));
        Assert.Equal(("ConnectionLost", true), (change.ErrorId, change.OutcomeUnknown));
    }

    private async Task<AgException> FailAsync(
        IRequestBuilder? builder, ICredentialSource? credentials, Operation operation, HttpClient? client = null, Uri? address = null)
    {
        using var nowhere = new HttpClient();
        var transport = new HttpTransport(
            client ?? nowhere,
            address ?? new Uri("https://gateway.example/"),
            credentials ?? new FixedCredential(new Credential("id", PlainText.Protect("accesssecret"))),
            builder ?? AcsCoreBuild.BuilderOf(Transport, "test/1"),
            _clock,
            TimeSpan.FromSeconds(30));
        return await Assert.ThrowsAsync<AgException>(
            () => transport.SendAsync(new ApiCall(operation, []), TestContext.Current.CancellationToken));
    }

    /// <summary>Throws wherever it is asked for something.</summary>
    private sealed class Throwing(Exception exception) : HttpMessageHandler, IRequestBuilder, ICredentialSource
    {
        public string MadeFrom => "nothing";

        public Credential? Known => null;

        public Credential? Ready => null;

        public HttpRequestMessage Build(ApiCall call, Uri endpoint, Credential credential, DateTimeOffset now) => throw exception;

        public Task<Credential> GetAsync(CancellationToken cancellationToken) => throw exception;

        public Task<bool> TryRefreshAsync(Credential refused, CancellationToken cancellationToken) => throw exception;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw exception;
    }
}
