using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>What can be a key, wherever it comes from.</summary>
public sealed class KeyTextTests : IDisposable
{
    private const string Name = "ALIBABA_CLOUD_ACCESS_KEY_";

    private readonly TestMachine _machine = new();

    public static TheoryData<string, string> Bad => new()
    {
        { "a\r\nx-injected: 1", "has a line break at position 2 of 16" },
        { "a\nb", "has a line break at position 2 of 3" },
        { "a\rb", "has a line break" },
        { "x y", "has a blank" },
        { "x\ty", "has a blank" },
        { "a\0b", "has a control character" },
        { "a\u007Fb", "has a control character" },
        { "a\u0085b", "has a control character" },
        { "\u200Ba", "has a character that is not of ASCII at position 1 of 2" },
        { "cl\u00E9", "has a character that is not of ASCII" },
        { "\u5BC6\u94A5", "has a character that is not of ASCII" },
    };

    public void Dispose() => _machine.Dispose();

    [Theory]
    [MemberData(nameof(Bad))]
    public void Id_secret_and_token_are_refused_alike_and_not_repeated(string text, string says)
    {
        foreach (var (what, read) in new (string, Func<Credential>)[]
        {
            ("the AccessKey id", () => Credential.Read("here", text, "secret")),
            ("the AccessKey secret", () => Credential.Read("here", "id", text)),
            ("the security token", () => Credential.Read("here", "id", "secret", text)),
        })
        {
            var e = Assert.Throws<AgException>(read);
            Assert.Equal("KeyMalformed", e.ErrorId);
            Assert.StartsWith($"here: {what} {says}", e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(text, e.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_comma_would_end_the_id_in_the_header() => Assert.Equal(
        "KeyMalformed", Assert.Throws<AgException>(() => Credential.Read("here", "id,SignedHeaders=host", "secret")).ErrorId);

    [Theory]
    [InlineData("the variables")]
    [InlineData("a CLI profile")]
    [InlineData("a section")]
    [InlineData("a program")]
    public async Task Blanks_at_the_ends_never_matter(string source)
    {
        Place(source, " id\t", "secret ", " token");

        var key = (await GetAsync()).ToSign();

        Assert.Equal(("id", "secret", "token"), (key.AccessKeyId, key.AccessKeySecret, key.SecurityToken));
    }

    [Theory]
    [InlineData("the variables", "ALIBABA_CLOUD_ACCESS_KEY_... of the environment: ")]
    [InlineData("a CLI profile", "Profile 'p' in ")]
    [InlineData("a section", "Section [default] of ")]
    [InlineData("a program", "as process_command printed it: ")]
    public async Task No_source_signs_with_what_no_header_can_carry(string source, string says)
    {
        Place(source, "id", "secret", "to\u00E9ken");

        var e = await Assert.ThrowsAsync<AgException>(GetAsync);

        Assert.Equal("KeyMalformed", e.ErrorId);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.Contains("the security token has a character that is not of ASCII", e.Message, StringComparison.Ordinal);
    }

    private void Place(string source, string id, string secret, string token)
    {
        var json = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["mode"] = "StsToken",
            ["access_key_id"] = id,
            ["access_key_secret"] = secret,
            ["sts_token"] = token,
        });
        switch (source)
        {
            case "the variables":
                _machine.Variables[Name + "ID"] = id;
                _machine.Variables[Name + "SECRET"] = secret;
                _machine.Variables["ALIBABA_CLOUD_SECURITY_TOKEN"] = token;
                break;
            case "a CLI profile":
                _machine.CliProfile(json[1..^1]);
                break;
            case "a section":
                _machine.Ini(
                    $"[default]\ntype = sts\naccess_key_id = {id}\naccess_key_secret = '{secret}'\nsecurity_token = \"{token}\"\n");
                break;
            default:
                Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a shell.");
                _machine.CliProfile($"\"mode\":\"External\",\"process_command\":\"cat '{_machine.Write("keys.json", json)}'\"");
                break;
        }
    }

    private async Task<Credential> GetAsync()
    {
        var signIn = await CredentialChain.FindAsync(_machine.Machine, _machine.Memory, TestContext.Current.CancellationToken);
        return await signIn.Credentials.GetAsync(TestContext.Current.CancellationToken);
    }
}
