using System.Text.Json.Nodes;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Tests.UnderFaults;
using AliGatewaySignature.Transport;
using Xunit;

namespace AliGatewaySignature.Tests.Transport.Contract;

public abstract partial class TransportContract
{
    /// <summary>The service answers a wrong signature with the text that it signed, secrets and token and all.</summary>
    [Fact]
    public async Task A_refused_signature_tells_no_secret()
    {
        const string WrongSecret = "Wrong/Secret+0==";
        var client = NewEngine(
            new FixedCredential(Credential.Create(FaultServer.TemporaryId, WrongSecret, FaultServer.TemporaryToken))).Client;

        var e = await Assert.ThrowsAsync<AgException>(
            () => client.CreateSignatureAsync("the_name", "the_key", PlainText.Protect(KeySecret), Cancellation));

        Assert.Equal("RequestSignatureRefused", e.ErrorId);
        AssertTellsNothing(e, WrongSecret, FaultServer.TemporaryToken, KeySecret);
    }

    /// <summary>A proxy may show the very address that it was asked for.</summary>
    [Theory]
    [InlineData("400 Bad Request", true)]
    [InlineData("407 Proxy Authentication Required", false)]
    [InlineData("502 Bad Gateway", true)]
    public async Task An_echo_of_the_request_tells_no_secret(string status, bool asJson)
    {
        var heads = new List<string>();
        await using var proxy = new RawServer(async (self, _, stream, token) =>
        {
            var head = await self.ReadRequestAsync(stream, token);
            heads.Add(head);
            var line = head.Split('\r')[0];
            var body = asJson
                ? new JsonObject { ["Code"] = "Echo", ["Message"] = line, ["RequestId"] = "R" }.ToJsonString()
                : "<html>" + line + "</html>";
            await RawServer.ReplyAsync(stream, status, "Connection: close\r\n", body, token);
        });
        using var engine = new Engine(proxy.Address, Temporary(), new RetryPolicy { MaxAttempts = 1 }, transport: Transport);

        var e = await Assert.ThrowsAsync<AgException>(
            () => engine.Client.CreateSignatureAsync("the_name", "the_key", PlainText.Protect(KeySecret), Cancellation));

        // The search would find it: it was on the wire.
        Assert.Contains("SignatureSecret=s_", Assert.Single(heads), StringComparison.Ordinal);
        AssertTellsNothing(e, FaultServer.TemporarySecret, FaultServer.TemporaryToken, KeySecret);
    }

    [Fact]
    public void A_request_is_built_for_the_endpoint_and_for_nobody_else()
    {
        var builder = AcsCoreBuild.BuilderOf(Transport, "contract/1");
        var call = new ApiCall(Operations.SetSignatureApis, [new("SignatureId", "a b")]);
        var now = new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.FromHours(8));

        using var first = builder.Build(
            call, new Uri("https://apigateway.cn-hangzhou.aliyuncs.com/"), Credential.Create("id", "secret", "token"), now);
        using var second = builder.Build(call, new Uri("http://127.0.0.1:8080/"), Credential.Create("id", "secret"), now);

        Assert.Equal(
            (HttpMethod.Post, "https://apigateway.cn-hangzhou.aliyuncs.com/"),
            (first.Method, first.RequestUri!.GetLeftPart(UriPartial.Path)));
        Assert.Equal("http://127.0.0.1:8080/", second.RequestUri!.GetLeftPart(UriPartial.Path));
        Assert.All([first, second], request =>
        {
            // A body that is there and empty: without one the HTTP stack repeats a request by itself.
            Assert.Equal(0, request.Content!.Headers.ContentLength);
            Assert.False(request.Headers.ExpectContinue);
            Assert.StartsWith("contract/1", request.Headers.UserAgent.ToString(), StringComparison.Ordinal);
            Assert.Contains("2026-11-01T04:00:00Z", Uri.UnescapeDataString(request.ToString()), StringComparison.Ordinal);
            Assert.DoesNotContain("secret", request.ToString(), StringComparison.OrdinalIgnoreCase);
        });
        Assert.NotEqual(NonceOf(first), NonceOf(second));
    }

    /// <summary>In a process of its own, since variables belong to a process.</summary>
    [Fact]
    public async Task A_hostile_environment_changes_nothing()
    {
        if (HostileChild.IsHere)
        {
            await HostileChild.WorkAsync(NewEngine(), AcsCoreBuild.BuilderOf(Transport, "hostile/1"), Cancellation);
            return;
        }

        await HostileChild.RunAsync(GetType().FullName + "." + nameof(A_hostile_environment_changes_nothing), Cancellation);
    }
}
