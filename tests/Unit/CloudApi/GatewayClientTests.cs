using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;
using Xunit;

namespace AliGatewaySignature.Tests.CloudApi;

public partial class GatewayClientTests
{
    private const string Secret = "a_@#!*secret";

    /// <summary>Every operation, signed and sent, answered by the sandbox.</summary>
    [Fact]
    public async Task The_whole_life_of_a_key()
    {
        var token = TestContext.Current.CancellationToken;
        using var connection = OverSandbox(out var endpoint);
        Assert.Equal("https", endpoint.Scheme);
        var client = connection.ClientFor(NoObserver.Instance);

        var group = (await client.DescribeApiGroupsAsync(new ApiGroupFilter { GroupName = "payments" }, 1, token)).Items.Single();
        var apis = await Paging<Model.AgApi>.ReadAllAsync(
            page => client.DescribeApisAsync(new ApiFilter { GroupId = group.GroupId }, page, token));
        Assert.Equal(40, apis.Count);
        Assert.Equal(["RELEASE", "PRE", "TEST"], apis[0].DeployedStages);

        var key = await client.CreateSignatureAsync("后端_key", "key_abc123", PlainText.Protect(Secret), token);
        Assert.Equal(("后端_key", "key_abc123", 32), (key.SignatureName, key.SignatureKey, key.SignatureId.Length));
        await client.ModifySignatureAsync(key.SignatureId, "renamed", null, null, token);

        var plain = (await client.DescribeSignaturesAsync(key.SignatureId, null, includeSecret: false, 1, token)).Items.Single();
        Assert.Equal(("renamed", "key_abc123", null), (plain.SignatureName, plain.SignatureKey, plain.SignatureSecret));
        var withSecret = (await client.DescribeSignaturesAsync(null, null, includeSecret: true, 1, token)).Items.Single();
        Assert.Equal(Secret, PlainText.Reveal(withSecret.SignatureSecret!));

        var ids = apis.Select(api => api.ApiId).ToList();
        await client.SetSignatureApisAsync(key.SignatureId, group.GroupId, "TEST", ids, null, token);
        Assert.Equal(40, (await client.DescribeApiSignaturesAsync(group.GroupId, "TEST", null, 1, token)).TotalCount);
        Assert.Equal(2, (await client.DescribeApiSignaturesAsync(group.GroupId, "TEST", ids.Take(2).ToList(), 1, token)).Items.Count);
        var where = (await client.DescribeApisBySignatureAsync(key.SignatureId, 1, token)).Items;
        Assert.All(where, place => Assert.Equal(("TEST", group.GroupId), (place.StageName, place.GroupId)));
        Assert.Equal(
            key.SignatureId, (await client.DescribeSignaturesByApiAsync(group.GroupId, ids[0], "TEST", token)).Single().SignatureId);

        var bound = await Assert.ThrowsAsync<AgException>(() => client.DeleteSignatureAsync(key.SignatureId, isKnown: true, token));
        Assert.Equal("StillInUse", bound.ErrorId);

        await client.RemoveSignatureApisAsync(key.SignatureId, group.GroupId, "TEST", ids.Take(10).ToList(), null, token);
        Assert.Equal(30, (await client.DescribeApisBySignatureAsync(key.SignatureId, 1, token)).TotalCount);
        await client.RemoveAllSignatureApisAsync(key.SignatureId, group.GroupId, "TEST", token);
        await client.DeleteSignatureAsync(key.SignatureId, isKnown: true, token);
        Assert.Empty((await client.DescribeSignaturesAsync(null, null, false, 1, token)).Items);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public async Task Never_sends_an_id_list_that_the_service_could_read_as_all(int count)
    {
        var transport = new ScriptedTransport();
        var client = Client(transport);
        var ids = Enumerable.Range(0, count).Select(i => "api" + i).ToList();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => client.RemoveSignatureApisAsync("s", "g", "TEST", ids, null, TestContext.Current.CancellationToken));
        Assert.Empty(transport.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Never_sends_an_empty_id(string id)
    {
        var transport = new ScriptedTransport();

        await Assert.ThrowsAsync<ArgumentException>(
            () => Client(transport).RemoveSignatureApisAsync("s", "g", "TEST", [id], null, TestContext.Current.CancellationToken));
        Assert.Empty(transport.Calls);
    }

    [Fact]
    public async Task Marks_the_secret_and_says_what_may_be_repeated()
    {
        var transport = new ScriptedTransport();
        for (var i = 0; i < 3; i++)
        {
            transport.Then(200, """{"RequestId":"R","SignatureId":"s","SignatureName":"name"}""");
        }

        var client = Client(transport);
        var token = TestContext.Current.CancellationToken;
        await client.CreateSignatureAsync("name", "key_abc", PlainText.Protect(Secret), token);
        await client.ModifySignatureAsync("s", null, null, PlainText.Protect(Secret), token);
        await client.DeleteSignatureAsync("s", isKnown: true, token);

        Assert.Equal([false, true, true], transport.Calls.Select(call => call.Operation.IsRepeatable));
        Assert.Equal(
            ["SignatureSecret", "SignatureSecret"],
            transport.Calls.SelectMany(call => call.Parameters).Where(p => p.IsSecret).Select(p => p.Name));
        Assert.Equal(["SignatureId", "SignatureSecret"], transport.Calls[1].Parameters.Select(p => p.Name));
    }

    private static async Task<AgException> FailAsync(int status, string body) =>
        await Assert.ThrowsAsync<AgException>(() =>
            Client(new ScriptedTransport().Then(status, body))
                .DeleteSignatureAsync("s", isKnown: true, TestContext.Current.CancellationToken));

    private static GatewayClient Client(IApiTransport transport) => new(transport, new FakeClock(), NoObserver.Instance);

    private static GatewayConnection OverSandbox(out Uri endpoint)
    {
        endpoint = new Uri("https://apigateway.sandbox.invalid/");
        var credential = new Credential(SandboxService.DefaultAccessKeyId, PlainText.Protect(SandboxService.DefaultAccessKeySecret));
        return GatewayConnection.Open(
            HttpStack.Over(new SandboxService(new SandboxOptions())), ownsClient: true, endpoint, new FixedCredential(credential),
            new Acs3RequestBuilder("test/1"));
    }
}
