using System;
using System.Collections.Generic;
using System.Globalization;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Sandbox.Verification;
using AliGatewaySignature.Sandbox.Wire;
using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>Who is let in, when, and how often.</summary>
public class VerificationTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private readonly RequestVerifier _verifier = new(
    [
        new SandboxKeyPair("plain", "plain-secret"),
        new SandboxKeyPair("STS.temporary", "temporary-secret", "the-token", Now.AddMinutes(10)),
    ]);

    [Theory]
    [InlineData(-15 * 60, null)]
    [InlineData(15 * 60, null)]
    [InlineData((-15 * 60) - 1, "InvalidTimeStamp.Expired")]
    [InlineData((15 * 60) + 1, "InvalidTimeStamp.Expired")]
    public void HoldsTheWindowOfFifteenMinutes(int seconds, string? code)
    {
        Signer signer = Plain(Now.AddSeconds(seconds));
        Assert.Equal(code, Refusal(Acs3(signer)));
        Assert.Equal(code, Refusal(Rpc(Plain(Now.AddSeconds(seconds)))));
    }

    [Theory]
    [InlineData("2026-05-06T07:08:09.123Z")]
    [InlineData("2026-05-06T07:08:09+00:00")]
    [InlineData("Wed, 06 May 2026 07:08:09 GMT")]
    public void RefusesATimeInAnotherFormat(string text)
    {
        RawRequest request = Acs3(Plain(Now));
        request.Headers["x-acs-date"] = text;
        Plain(Now).Acs3(request, []);
        Assert.Equal("InvalidTimeStamp.Format", Refusal(request));
    }

    [Fact]
    public void RefusesANonceTheSecondTime()
    {
        Assert.Null(Refusal(Acs3(Plain(Now, "one"))));
        Assert.Equal("SignatureNonceUsed", Refusal(Acs3(Plain(Now, "one"))));
        Assert.Equal("SignatureNonceUsed", Refusal(Rpc(Plain(Now, "one"))));
        Assert.Null(Refusal(Acs3(Plain(Now, "two"))));
    }

    [Fact]
    public void KeepsTheNoncesOfCallersApart()
    {
        Assert.Null(Refusal(Acs3(Plain(Now, "one"))));
        Assert.Null(Refusal(Acs3(Temporary("the-token", "one"))));
    }

    [Fact]
    public void DoesNotSpendTheNonceOfARefusedCall()
    {
        RawRequest spoilt = Acs3(Plain(Now, "one"));
        spoilt.Query = "Extra=1";
        Assert.Equal("SignatureDoesNotMatch", Refusal(spoilt));
        Assert.Null(Refusal(Acs3(Plain(Now, "one"))));
    }

    [Fact]
    public void RemembersANonceForAsLongAsTheRequestIsGood()
    {
        var memory = new NonceMemory();
        Assert.True(memory.TryUse("a", "n", Now, Now.AddMinutes(30)));
        Assert.False(memory.TryUse("a", "n", Now.AddMinutes(30), Now.AddMinutes(45)));
        Assert.True(memory.TryUse("a", "n", Now.AddMinutes(31), Now.AddMinutes(45)));
    }

    [Fact]
    public void ForgetsTheOldestNonceWhenThereAreTooMany()
    {
        var memory = new NonceMemory();
        DateTimeOffset until = Now.AddMinutes(15);
        for (int i = 0; i <= 100_000; i++)
        {
            Assert.True(memory.TryUse("a", i.ToString(CultureInfo.InvariantCulture), Now, until));
        }

        Assert.False(memory.TryUse("a", "100000", Now, until));
        Assert.True(memory.TryUse("a", "0", Now, until));
    }

    [Theory]
    [InlineData("the-token", null)]
    [InlineData(null, "MissingSecurityToken")]
    [InlineData("another", "InvalidSecurityToken.MismatchWithAccessKey")]
    public void AsksForTheTokenOfTemporaryCredentials(string? token, string? code)
    {
        Assert.Equal(code, Refusal(Acs3(Temporary(token))));
        Assert.Equal(code, Refusal(Rpc(Temporary(token))));
    }

    [Fact]
    public void RefusesATokenThatHasExpired()
    {
        ServiceCall call = ServiceCall.Read(Acs3(new Signer
        {
            Time = Now.AddMinutes(11),
            AccessKeyId = "STS.temporary",
            AccessKeySecret = "temporary-secret",
            SecurityToken = "the-token",
        }).ToWire());
        Assert.Equal("InvalidSecurityToken.Expired", Assert.Throws<ServiceFault>(() => _verifier.Verify(call, Now.AddMinutes(11))).Code);
    }

    [Fact]
    public void RefusesATokenThatBelongsToNobody() => Assert.Equal(
        "InvalidSecurityToken.MismatchWithAccessKey",
        Refusal(Acs3(new Signer { Time = Now, AccessKeyId = "plain", AccessKeySecret = "plain-secret", SecurityToken = "stray" })));

    [Fact]
    public void RefusesAStrangerWithStatus404()
    {
        var stranger = new Signer { Time = Now, AccessKeyId = "nobody", AccessKeySecret = "plain-secret" };
        ServiceFault fault = Assert.Throws<ServiceFault>(() => _verifier.Verify(ServiceCall.Read(Acs3(stranger).ToWire()), Now));
        Assert.Equal(("InvalidAccessKeyId.NotFound", 404), (fault.Code, fault.Status));
    }

    [Fact]
    public void RefusesAWrongSecret()
    {
        var wrong = new Signer { Time = Now, AccessKeyId = "plain", AccessKeySecret = "Plain-secret" };
        Assert.Equal("SignatureDoesNotMatch", Refusal(Acs3(wrong)));
        Assert.Equal("SignatureDoesNotMatch", Refusal(Rpc(wrong)));
    }

    [Fact]
    public void OrdersParametersByTheirBytes()
    {
        KeyValuePair<string, string>[] parameters = [new("b", "1"), new("Z", "2"), new("Tag.2", "3"), new("Tag.10", "4"), new("a", "5")];
        Assert.Null(Refusal(Plain(Now).Acs3("host", "DescribeApis", parameters)));
        Assert.Null(Refusal(Plain(Now).Rpc("host", "DescribeApis", parameters)));
    }

    [Theory]
    [InlineData("x-acs-action")]
    [InlineData("x-acs-version")]
    [InlineData("x-acs-date")]
    [InlineData("x-acs-signature-nonce")]
    [InlineData("x-acs-content-sha256")]
    public void RefusesACallWithoutOneOfItsHeaders(string header)
    {
        RawRequest request = Acs3(Plain(Now));
        request.Headers.Remove(header);
        Assert.Equal("MissingParameter", Refusal(request));
    }

    [Fact]
    public void RefusesAHeaderOfTheServiceThatIsNotSigned()
    {
        RawRequest request = Acs3(Plain(Now));
        request.Headers["x-acs-extra"] = "slipped in";
        Assert.Equal("IncompleteSignature", Refusal(request));
    }

    [Fact]
    public void TakesForeignHeadersThatAreNotSigned()
    {
        RawRequest request = Acs3(Plain(Now));
        request.Headers["User-Agent"] = "anything";
        Assert.Null(Refusal(request));
    }

    [Theory]
    [InlineData("Credential=plain,", "")]
    [InlineData("Signature=", "Signatur=")]
    [InlineData("SignedHeaders=host;", "SignedHeaders=")]
    [InlineData("SignedHeaders=host;x-acs-action", "SignedHeaders=x-acs-action;host")]
    public void RefusesAnAuthorizationThatIsNotWhole(string part, string instead)
    {
        RawRequest request = Acs3(Plain(Now));
        string authorization = request.Headers["Authorization"];
        request.Headers["Authorization"] = authorization.Replace(part, instead, StringComparison.Ordinal);
        Assert.NotEqual(authorization, request.Headers["Authorization"]);
        Assert.Equal("IncompleteSignature", Refusal(request));
    }

    [Fact]
    public void RefusesOtherMethodsOfSigning()
    {
        RawRequest request = Acs3(Plain(Now));
        request.Headers["Authorization"] = request.Headers["Authorization"].Replace("SHA256", "SM3", StringComparison.Ordinal);
        Assert.Equal("InvalidSignatureMethod", Refusal(request));

        RawRequest rpc = Rpc(Plain(Now));
        rpc.Query = rpc.Query.Replace("HMAC-SHA1", "HMAC-MD5", StringComparison.Ordinal);
        Assert.Equal("InvalidSignatureMethod", Refusal(rpc));
    }

    [Theory]
    [InlineData("AccessKeyId")]
    [InlineData("Signature")]
    [InlineData("SignatureNonce")]
    [InlineData("SignatureVersion")]
    [InlineData("Timestamp")]
    public void RefusesAnRpcCallWithoutOneOfItsFields(string field)
    {
        RawRequest request = Rpc(Plain(Now));
        request.Query = request.Query.Replace(field + "=", "Other" + field + "=", StringComparison.Ordinal);
        Assert.Equal("MissingParameter", Refusal(request));
    }

    [Fact]
    public void RefusesACallThatIsNotSigned() =>
        Assert.Equal("MissingParameter", Refusal(new RawRequest { Query = "Action=DescribeRegions&Version=2016-07-14" }));

    [Theory]
    [InlineData("same", "same", true)]
    [InlineData("same", "sama", false)]
    [InlineData("same", "samesame", false)]
    [InlineData("same", "", false)]
    [InlineData("", "", true)]
    public void ComparesWholeTexts(string a, string b, bool same) => Assert.Equal(same, ConstantTime.Same(a, b));

    private static Signer Plain(DateTimeOffset time, string? nonce = null) => new()
    {
        Time = time,
        AccessKeyId = "plain",
        AccessKeySecret = "plain-secret",
        Nonce = nonce ?? Guid.NewGuid().ToString("N"),
    };

    private static Signer Temporary(string? token, string? nonce = null) => new()
    {
        Time = Now,
        AccessKeyId = "STS.temporary",
        AccessKeySecret = "temporary-secret",
        SecurityToken = token,
        Nonce = nonce ?? Guid.NewGuid().ToString("N"),
    };

    private static RawRequest Acs3(Signer signer) => signer.Acs3("apigateway.cn-hangzhou.aliyuncs.com", "DescribeRegions", []);

    private static RawRequest Rpc(Signer signer) =>
        signer.Rpc("apigateway.cn-hangzhou.aliyuncs.com", "DescribeRegions", new Dictionary<string, string>());

    private string? Refusal(RawRequest request)
    {
        try
        {
            _verifier.Verify(ServiceCall.Read(request.ToWire()), Now);
            return null;
        }
        catch (ServiceFault fault)
        {
            return fault.Code;
        }
    }
}
