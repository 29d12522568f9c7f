using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

public sealed partial class ChainTests
{
    [Fact]
    public async Task A_profile_by_name_is_found_even_where_another_is_current()
    {
        _machine.Cli(
            """{"current":"a","profiles":[{"name":"a","mode":"broken"},"""
            + """{"name":"b","mode":"AK","access_key_id":"cli-b","access_key_secret":"s"}]}""");
        var signIn = CredentialChain.Profile(_machine.Machine, _machine.Memory, "b");
        Assert.Equal("cli-b", (await signIn.Credentials.GetAsync(TestContext.Current.CancellationToken)).AccessKeyId);

        var e = Assert.Throws<AgException>(() => CredentialChain.Profile(_machine.Machine, _machine.Memory, "z"));
        Assert.Equal("ProfileNotFound", e.ErrorId);
    }

    [Fact]
    public void Completion_reads_names_only_and_never_fails()
    {
        _machine.Cli("""{"current":"a","profiles":[{"name":"a","mode":"broken"},{"name":"b c"}]}""");
        _machine.Ini("[a]\n[d]\n");
        Assert.Equal(["a", "b c", "d"], ProfileNames.All(_machine.Machine).Select(name => name.Key));

        _machine.Cli("broken");
        Assert.Equal(["a", "d"], ProfileNames.All(_machine.Machine).Select(name => name.Key));
    }

    [Theory]
    [InlineData("LTAI5tAbCdEfGhIjKlMnOpQr", "LTAI****OpQr")]
    [InlineData("short", "*****")]
    public void An_id_is_shown_masked(string id, string shown) => Assert.Equal(shown, PlainText.Mask(id));
}
