using System.Collections.Concurrent;
using System.Globalization;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Tests.Processes;
using AliGatewaySignature.Tests.UnderFaults;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;
using Xunit;

namespace AliGatewaySignature.Tests.Transport.Contract;

/// <summary>
/// One test again, in a child whose environment has all that is known to mislead Alibaba Cloud's older SDK: a debug switch
/// that prints requests, a proxy with a password, a proxy exception that is no host name, and somebody else's keys.
/// </summary>
internal static class HostileChild
{
    private const string Marker = "AG_TEST_HOSTILE_PROXY";
    private const string ProxyPassword = "proxy-Password-1";
    private const string OthersSecret = "others-Secret-1";
    private const string KeySecret = "hostile_Secret_1";
    private const string AccessSecret = "hostile-access-Secret-1";

    public static bool IsHere => Environment.GetEnvironmentVariable(Marker) is not null;

    /// <summary>The parent's half: a proxy that writes down what it gets, and the child.</summary>
    public static async Task RunAsync(string test, CancellationToken cancellationToken)
    {
        var heads = new ConcurrentQueue<string>();
        await using var proxy = new RawServer(async (self, _, stream, token) =>
        {
            heads.Enqueue(await self.ReadRequestAsync(stream, token));
            await RawServer.ReplyAsync(stream, "200 OK", "Connection: close\r\n", """{"RequestId":"R"}""", token);
        });
        var address = string.Create(CultureInfo.InvariantCulture, $"http://somebody:{ProxyPassword}@127.0.0.1:{proxy.Port}");
        var result = await ChildProcess.RunAsync(
            EnginePaths.DotNet,
            [typeof(HostileChild).Assembly.Location, "--filter-method", test, "--no-ansi", "--no-progress"],
            new Dictionary<string, string?>
            {
                [Marker] = "1",
                ["DEBUG"] = "sdk",
                ["HTTP_PROXY"] = address,
                ["http_proxy"] = address,
                ["HTTPS_PROXY"] = address,
                ["https_proxy"] = address,
                ["NO_PROXY"] = "*.x",
                ["no_proxy"] = "*.x",
                ["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "others-id",
                ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = OthersSecret,
                ["ALIBABA_CLOUD_REGION_ID"] = "nowhere",
                ["ALIBABA_CLOUD_CREDENTIAL_FILE"] = "/nowhere",
                ["ALIBABA_CLOUD_ECS_METADATA"] = "others-role",
            },
            Path.GetTempPath(),
            cancellationToken);

        Assert.True(result.ExitCode == 0, result.ToString());
        var said = result.Output + result.Error;
        Assert.All(
            [KeySecret, AccessSecret, OthersSecret, ProxyPassword, "SignatureNonce", "Signature="],
            text => Assert.DoesNotContain(text, said, StringComparison.OrdinalIgnoreCase));

        // Calls to this machine go past the proxy; the one to elsewhere came through it, and its password is no signature.
        var head = Assert.Single(heads);
        Assert.StartsWith("POST http://gateway.invalid/?", head, StringComparison.Ordinal);
        Assert.DoesNotContain("\nAuthorization: Basic", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("others-id", head, StringComparison.Ordinal);
        Assert.All([ProxyPassword, AccessSecret], secret => Assert.DoesNotContain(secret, head, StringComparison.Ordinal));
    }

    /// <summary>The child's half: calls to the server, and one that goes to the proxy.</summary>
    public static async Task WorkAsync(Engine engine, IRequestBuilder builder, CancellationToken cancellationToken)
    {
        Assert.Equal("sdk", Environment.GetEnvironmentVariable("DEBUG"));
        var key = await engine.Client.CreateSignatureAsync("hostile_name", "the_key", PlainText.Protect(KeySecret), cancellationToken);
        var found = await engine.Client.DescribeSignaturesAsync(key.SignatureId, null, includeSecret: true, 1, cancellationToken);
        Assert.Equal(KeySecret, PlainText.Reveal(Assert.Single(found.Items).SignatureSecret!));

        using var client = HttpStack.By(ProxyRoute.OfEnvironment(Environment.GetEnvironmentVariable));
        var credentials = new FixedCredential(Credential.Create("hostile-id", AccessSecret));
        var elsewhere = new HttpTransport(
            client, new Uri("http://gateway.invalid/"), credentials, builder, SystemClock.Instance, TimeSpan.FromMinutes(1));
        var reply = await elsewhere.SendAsync(new ApiCall(Operations.DescribeSignatures, []), cancellationToken);
        Assert.True(reply.IsSuccess);

        // As it was: the SDK's debug mode would have taken it away.
        Assert.Equal("sdk", Environment.GetEnvironmentVariable("DEBUG"));
    }
}
