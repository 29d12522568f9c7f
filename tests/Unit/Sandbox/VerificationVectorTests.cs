using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Sandbox.Verification;
using AliGatewaySignature.Sandbox.Wire;
using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>The sandbox takes what the official clients sign, and nothing that differs from it in one place.</summary>
public class VerificationVectorTests
{
    public static TheoryData<string> Acs3Names => [.. SigningVector.Acs3.Select(static vector => vector.Name)];

    public static TheoryData<string> RpcNames => [.. SigningVector.Rpc.Select(static vector => vector.Name)];

    [Fact]
    public void All_vectors_are_there()
    {
        Assert.Equal(8, SigningVector.Acs3.Count);
        Assert.Equal(6, SigningVector.Rpc.Count);
    }

    [Theory]
    [MemberData(nameof(Acs3Names))]
    public void Takes_every_ACS3_vector(string name)
    {
        SigningVector vector = SigningVector.Acs3.Single(vector => vector.Name == name);
        Verify(VectorRequests.Acs3(vector), vector.Text("token"));
    }

    [Theory]
    [MemberData(nameof(RpcNames))]
    public void Takes_every_RPC_vector_in_the_query(string name) =>
        Verify(VectorRequests.Rpc(SigningVector.Rpc.Single(vector => vector.Name == name), form: false), null);

    [Theory]
    [MemberData(nameof(RpcNames))]
    public void Takes_every_RPC_vector_in_a_form(string name) =>
        Verify(VectorRequests.Rpc(SigningVector.Rpc.Single(vector => vector.Name == name), form: true), null);

    [Theory]
    [MemberData(nameof(Acs3Names))]
    public void Refuses_an_ACS3_vector_changed_in_any_header(string name)
    {
        SigningVector vector = SigningVector.Acs3.Single(vector => vector.Name == name);
        var headers = VectorRequests.Acs3(vector).Headers.Keys.Except(["Authorization", "x-acs-date", "x-acs-security-token"]);
        foreach (var header in headers)
        {
            var request = VectorRequests.Acs3(vector);
            request.Headers[header] += "0";
            Assert.Equal("SignatureDoesNotMatch", Refusal(request, vector.Text("token")).Code);
        }
    }

    [Theory]
    [MemberData(nameof(Acs3Names))]
    public void Refuses_an_ACS3_vector_changed_elsewhere(string name)
    {
        SigningVector vector = SigningVector.Acs3.Single(vector => vector.Name == name);
        Action<RawRequest>[] changes =
        [
            static request => request.Method = request.Method == "GET" ? "POST" : "GET",
            static request => request.Path = "/other",
            static request => request.Query += "&Extra=1",
            static request => request.Body += "&Extra=1",
            static request => request.Headers["x-acs-date"] = "2026-01-02T03:04:06Z",
            static request => request.Headers["Authorization"] = Flip(request.Headers["Authorization"]),
        ];
        foreach (var change in changes)
        {
            var request = VectorRequests.Acs3(vector);
            change(request);
            Assert.Equal("SignatureDoesNotMatch", Refusal(request, vector.Text("token")).Code);
        }
    }

    [Theory]
    [MemberData(nameof(RpcNames))]
    public void Refuses_an_RPC_vector_changed_in_any_field(string name)
    {
        SigningVector vector = SigningVector.Rpc.Single(vector => vector.Name == name);
        foreach (var field in vector.Fields("params")
            .Where(static field => field.Key is not "AccessKeyId" and not "SignatureMethod" and not "SignatureVersion" and not "Timestamp"))
        {
            var request = VectorRequests.Rpc(vector, form: false);
            var before = Uri.EscapeDataString(field.Key) + "=" + Uri.EscapeDataString(field.Value);
            var after = request.Query.Replace(before, before + "x", StringComparison.Ordinal);
            Assert.NotEqual(request.Query, after);
            request.Query = after;
            Assert.Equal("SignatureDoesNotMatch", Refusal(request, null).Code);
        }
    }

    [Theory]
    [MemberData(nameof(RpcNames))]
    public void Refuses_an_RPC_vector_sent_with_another_method(string name)
    {
        var request = VectorRequests.Rpc(SigningVector.Rpc.Single(vector => vector.Name == name), form: false);
        request.Method = request.Method == "GET" ? "POST" : "GET";
        Assert.Equal("SignatureDoesNotMatch", Refusal(request, null).Code);
    }

    [Fact]
    public void Takes_escapes_as_the_older_NET_client_writes_them()
    {
        var signer = new Signer { Time = VectorRequests.SignedAt, AccessKeyId = "testid", AccessKeySecret = "testsecret" };
        var request = signer.Rpc("host", "DescribeApis", [new("ApiName", "a b!(c)*%")]);
        request.Query = request.Query.Replace("a%20b%21%28c%29%2A%25", "a+b!(c)*%25", StringComparison.Ordinal);
        Assert.Contains("a+b!(c)*", request.Query, StringComparison.Ordinal);
        Verify(request, null);
    }

    private static void Verify(
        RawRequest request, string? token) => new RequestVerifier([new SandboxKeyPair("testid", "testsecret", token)])
        .Verify(ServiceCall.Read(request.ToWire()), VectorRequests.SignedAt);

    private static ServiceFault Refusal(RawRequest request, string? token) => Assert.Throws<ServiceFault>(() => Verify(request, token));

    private static string Flip(string authorization) => authorization[..^1] + (authorization[^1] == '0' ? '1' : '0');
}
