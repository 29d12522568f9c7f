using System.Globalization;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Sandbox.Verification;
using AliGatewaySignature.Sandbox.Wire;
using Xunit;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>Who is let in, when, and how often.</summary>
public partial class VerificationTests
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
    public void Holds_the_window_of_fifteen_minutes(int seconds, string? code)
    {
        var signer = Plain(Now.AddSeconds(seconds));
        Assert.Equal(code, Refusal(Acs3(signer)));
        Assert.Equal(code, Refusal(Rpc(Plain(Now.AddSeconds(seconds)))));
    }

    [Theory]
    [InlineData("2026-05-06T07:08:09.123Z")]
    [InlineData("2026-05-06T07:08:09+00:00")]
    [InlineData("Wed, 06 May 2026 07:08:09 GMT")]
    public void Refuses_a_time_in_another_format(string text)
    {
        var request = Acs3(Plain(Now));
        request.Headers["x-acs-date"] = text;
        Plain(Now).Acs3(request, []);
        Assert.Equal("InvalidTimeStamp.Format", Refusal(request));
    }

    [Fact]
    public void Refuses_a_nonce_the_second_time()
    {
        Assert.Null(Refusal(Acs3(Plain(Now, "one"))));
        Assert.Equal("SignatureNonceUsed", Refusal(Acs3(Plain(Now, "one"))));
        Assert.Equal("SignatureNonceUsed", Refusal(Rpc(Plain(Now, "one"))));
        Assert.Null(Refusal(Acs3(Plain(Now, "two"))));
    }

    [Fact]
    public void Keeps_the_nonces_of_callers_apart()
    {
        Assert.Null(Refusal(Acs3(Plain(Now, "one"))));
        Assert.Null(Refusal(Acs3(Temporary("the-token", "one"))));
    }

    [Fact]
    public void Does_not_spend_the_nonce_of_a_refused_call()
    {
        var spoilt = Acs3(Plain(Now, "one"));
        spoilt.Query = "Extra=1";
        Assert.Equal("SignatureDoesNotMatch", Refusal(spoilt));
        Assert.Null(Refusal(Acs3(Plain(Now, "one"))));
    }

    [Fact]
    public void Remembers_a_nonce_for_as_long_as_the_request_is_good()
    {
        var memory = new NonceMemory();
        Assert.True(memory.TryUse("a", "n", Now, Now.AddMinutes(30)));
        Assert.False(memory.TryUse("a", "n", Now.AddMinutes(30), Now.AddMinutes(45)));
        Assert.True(memory.TryUse("a", "n", Now.AddMinutes(31), Now.AddMinutes(45)));
    }

    [Fact]
    public void Forgets_the_oldest_nonce_when_there_are_too_many()
    {
        var memory = new NonceMemory();
        var until = Now.AddMinutes(15);
        for (var i = 0; i <= 100_000; i++)
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
    public void Asks_for_the_token_of_temporary_credentials(string? token, string? code)
    {
        Assert.Equal(code, Refusal(Acs3(Temporary(token))));
        Assert.Equal(code, Refusal(Rpc(Temporary(token))));
    }

    [Fact]
    public void Refuses_a_token_that_has_expired()
    {
        var call = ServiceCall.Read(Acs3(new Signer
        {
            Time = Now.AddMinutes(11),
            AccessKeyId = "STS.temporary",
            AccessKeySecret = "temporary-secret",
            SecurityToken = "the-token",
        }).ToWire());
        Assert.Equal("InvalidSecurityToken.Expired", Assert.Throws<ServiceFault>(() => _verifier.Verify(call, Now.AddMinutes(11))).Code);
    }

    [Fact]
    public void Refuses_a_token_that_belongs_to_nobody() => Assert.Equal(
        "InvalidSecurityToken.MismatchWithAccessKey",
        Refusal(Acs3(new Signer { Time = Now, AccessKeyId = "plain", AccessKeySecret = "plain-secret", SecurityToken = "stray" })));

    [Fact]
    public void Refuses_a_stranger_with_status_404()
    {
        var stranger = new Signer { Time = Now, AccessKeyId = "nobody", AccessKeySecret = "plain-secret" };
        var fault = Assert.Throws<ServiceFault>(() => _verifier.Verify(ServiceCall.Read(Acs3(stranger).ToWire()), Now));
        Assert.Equal(("InvalidAccessKeyId.NotFound", 404), (fault.Code, fault.Status));
    }

    [Fact]
    public void Refuses_a_wrong_secret()
    {
        var wrong = new Signer { Time = Now, AccessKeyId = "plain", AccessKeySecret = "Plain-secret" };
        Assert.Equal("SignatureDoesNotMatch", Refusal(Acs3(wrong)));
        Assert.Equal("SignatureDoesNotMatch", Refusal(Rpc(wrong)));
    }

    [Fact]
    public void Orders_parameters_by_their_bytes()
    {
        KeyValuePair<string, string>[] parameters = [new("b", "1"), new("Z", "2"), new("Tag.2", "3"), new("Tag.10", "4"), new("a", "5")];
        Assert.Null(Refusal(Plain(Now).Acs3("host", "DescribeApis", parameters)));
        Assert.Null(Refusal(Plain(Now).Rpc("host", "DescribeApis", parameters)));
    }

    [Theory]
    [InlineData("same", "same", true)]
    [InlineData("same", "sama", false)]
    [InlineData("same", "samesame", false)]
    [InlineData("same", "", false)]
    [InlineData("", "", true)]
    public void Compares_whole_texts(string a, string b, bool same) => Assert.Equal(same, ConstantTime.Same(a, b));

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
