using System;
using System.Collections.Generic;
using System.Linq;
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
    public void AllVectorsAreThere()
    {
        Assert.Equal(8, SigningVector.Acs3.Count);
        Assert.Equal(6, SigningVector.Rpc.Count);
    }

    [Theory]
    [MemberData(nameof(Acs3Names))]
    public void TakesEveryAcs3Vector(string name)
    {
        SigningVector vector = SigningVector.Acs3.Single(vector => vector.Name == name);
        Verify(VectorRequests.Acs3(vector), vector.Text("token"));
    }

    [Theory]
    [MemberData(nameof(RpcNames))]
    public void TakesEveryRpcVectorInTheQuery(string name) =>
        Verify(VectorRequests.Rpc(SigningVector.Rpc.Single(vector => vector.Name == name), form: false), null);

    [Theory]
    [MemberData(nameof(RpcNames))]
    public void TakesEveryRpcVectorInAForm(string name) =>
        Verify(VectorRequests.Rpc(SigningVector.Rpc.Single(vector => vector.Name == name), form: true), null);

    [Theory]
    [MemberData(nameof(Acs3Names))]
    public void RefusesAnAcs3VectorChangedInAnyHeader(string name)
    {
        SigningVector vector = SigningVector.Acs3.Single(vector => vector.Name == name);
        IEnumerable<string> headers = VectorRequests.Acs3(vector).Headers.Keys.Except(["Authorization", "x-acs-date", "x-acs-security-token"]);
        foreach (string header in headers)
        {
            RawRequest request = VectorRequests.Acs3(vector);
            request.Headers[header] += "0";
            Assert.Equal("SignatureDoesNotMatch", Refusal(request, vector.Text("token")).Code);
        }
    }

    [Theory]
    [MemberData(nameof(Acs3Names))]
    public void RefusesAnAcs3VectorChangedElsewhere(string name)
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
        foreach (Action<RawRequest> change in changes)
        {
            RawRequest request = VectorRequests.Acs3(vector);
            change(request);
            Assert.Equal("SignatureDoesNotMatch", Refusal(request, vector.Text("token")).Code);
        }
    }

    [Theory]
    [MemberData(nameof(RpcNames))]
    public void RefusesAnRpcVectorChangedInAnyField(string name)
    {
        SigningVector vector = SigningVector.Rpc.Single(vector => vector.Name == name);
        foreach (KeyValuePair<string, string> field in vector.Fields("params").Where(static field => field.Key is not "AccessKeyId" and not "SignatureMethod" and not "SignatureVersion" and not "Timestamp"))
        {
            RawRequest request = VectorRequests.Rpc(vector, form: false);
            string before = Uri.EscapeDataString(field.Key) + "=" + Uri.EscapeDataString(field.Value);
            string after = request.Query.Replace(before, before + "x", StringComparison.Ordinal);
            Assert.NotEqual(request.Query, after);
            request.Query = after;
            Assert.Equal("SignatureDoesNotMatch", Refusal(request, null).Code);
        }
    }

    [Theory]
    [MemberData(nameof(RpcNames))]
    public void RefusesAnRpcVectorSentWithAnotherMethod(string name)
    {
        RawRequest request = VectorRequests.Rpc(SigningVector.Rpc.Single(vector => vector.Name == name), form: false);
        request.Method = request.Method == "GET" ? "POST" : "GET";
        Assert.Equal("SignatureDoesNotMatch", Refusal(request, null).Code);
    }

    [Fact]
    public void TakesEscapesAsTheOlderDotNetClientWritesThem()
    {
        var signer = new Signer { Time = VectorRequests.SignedAt, AccessKeyId = "testid", AccessKeySecret = "testsecret" };
        RawRequest request = signer.Rpc("host", "DescribeApis", [new("ApiName", "a b!(c)*%")]);
        request.Query = request.Query.Replace("a%20b%21%28c%29%2A%25", "a+b!(c)*%25", StringComparison.Ordinal);
        Assert.Contains("a+b!(c)*", request.Query, StringComparison.Ordinal);
        Verify(request, null);
    }

    private static void Verify(RawRequest request, string? token) => new RequestVerifier([new SandboxKeyPair("testid", "testsecret", token)])
        .Verify(ServiceCall.Read(request.ToWire()), VectorRequests.SignedAt);

    private static ServiceFault Refusal(RawRequest request, string? token) => Assert.Throws<ServiceFault>(() => Verify(request, token));

    private static string Flip(string authorization) => authorization[..^1] + (authorization[^1] == '0' ? '1' : '0');
}
