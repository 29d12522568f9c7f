using System.Collections.Generic;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

public class EnvironmentCredentialsTests
{
    private readonly Dictionary<string, string> environment = [];

    [Fact]
    public void Nothing_set_is_no_credential() => Assert.Null(Read());

    [Fact]
    public void Blank_is_not_set()
    {
        environment["ALIBABA_CLOUD_ACCESS_KEY_ID"] = " ";
        environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "";

        Assert.Null(Read());
    }

    [Fact]
    public void Id_and_secret_sign()
    {
        environment["ALIBABA_CLOUD_ACCESS_KEY_ID"] = " id\n";
        environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "secret";
        var credential = Read()!;

        Assert.Equal(("id", "secret", null), (credential.AccessKeyId, PlainText.Of(credential.AccessKeySecret), credential.SecurityToken));
    }

    [Fact]
    public void A_token_makes_them_temporary()
    {
        environment["ALIBABA_CLOUD_ACCESS_KEY_ID"] = "id";
        environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "secret";
        environment["ALIBABA_CLOUD_SECURITY_TOKEN"] = "token";

        Assert.Equal("token", PlainText.Of(Read()!.SecurityToken!));
    }

    [Theory]
    [InlineData("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET")]
    [InlineData("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_ACCESS_KEY_ID")]
    public void Half_a_credential_is_an_error_that_does_not_repeat_it(string set, string missing)
    {
        environment[set] = "half-of-it";

        var e = Assert.Throws<AgException>(Read);

        Assert.Equal("CredentialIncomplete", e.ErrorId);
        Assert.Contains(missing + " is not", e.Message, System.StringComparison.Ordinal);
        Assert.DoesNotContain("half-of-it", e.Message, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LTAI5tAbCdEfGhIjKlMnOpQr", "LTAI****OpQr")]
    [InlineData("short", "*****")]
    public void An_id_is_shown_masked(string id, string shown) => Assert.Equal(shown, PlainText.Mask(id));

    private Credential? Read() => EnvironmentCredentials.Read(name => environment.GetValueOrDefault(name));
}
