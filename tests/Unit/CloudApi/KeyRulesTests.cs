using AliGatewaySignature.CloudApi;
using Xunit;

namespace AliGatewaySignature.Tests.CloudApi;

public class KeyRulesTests
{
    [Theory]
    [InlineData("abcd")]
    [InlineData("Backend_1")]
    [InlineData("后端签名")]
    [InlineData("后端_key1")]
    [InlineData("a后端签")]
    [InlineData("𠮷𠮷𠮷𠮷")]
    [InlineData("a1234567890123456789012345678901234567890123456789")]
    public void Names_that_pass(string name) => Assert.Null(KeyRules.CheckName(name));

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("1abc")]
    [InlineData("_abc")]
    [InlineData("ab-cd")]
    [InlineData("ab cd")]
    [InlineData("abcd\n")]
    [InlineData("后端签")]
    [InlineData("ab\uD83Dcd")]
    [InlineData("naïveté")]
    [InlineData("ひらがなだ")]
    [InlineData("abc한글")]
    [InlineData("a12345678901234567890123456789012345678901234567890")]
    public void Names_that_do_not(string name) => Assert.NotNull(KeyRules.CheckName(name));

    [Theory]
    [InlineData("abcdef", true)]
    [InlineData("key_abc123", true)]
    [InlineData("a2345678901234567890", true)]
    [InlineData("abcde", false)]
    [InlineData("a23456789012345678901", false)]
    [InlineData("1abcdef", false)]
    [InlineData("_abcdef", false)]
    [InlineData("abc@def", false)]
    [InlineData("abcdéf", false)]
    public void Keys(string key, bool passes) => Assert.Equal(passes, KeyRules.CheckKey(key) is null);

    [Theory]
    [InlineData("abcdef", true)]
    [InlineData("a_@#!*secret", true)]
    [InlineData("a23456789012345678901234567890", true)]
    [InlineData("abcde", false)]
    [InlineData("a234567890123456789012345678901", false)]
    [InlineData("@abcdef", false)]
    [InlineData("abc$def", false)]
    [InlineData("abc def", false)]
    public void Secrets(string secret, bool passes)
    {
        var problem = KeyRules.CheckSecret(secret);

        Assert.Equal(passes, problem is null);
        Assert.DoesNotContain(secret, problem ?? string.Empty, System.StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_generated_passes_and_differs()
    {
        var keys = Enumerable.Range(0, 1000).Select(_ => KeyGenerator.NewKey()).ToList();
        var secrets = Enumerable.Range(0, 1000).Select(_ => KeyGenerator.NewSecret()).ToList();

        Assert.All(keys, key => Assert.Null(KeyRules.CheckKey(key)));
        Assert.All(secrets, secret => Assert.Null(KeyRules.CheckSecret(secret)));
        Assert.Equal(1000, keys.Distinct().Count());
        Assert.Equal(1000, secrets.Distinct().Count());

        // Every character that may occur does: 29,000 draws of 67 leave none out but for once in 10^180 runs.
        Assert.Equal(67, secrets.SelectMany(secret => secret.Skip(1)).Distinct().Count());
    }

    [Theory]
    [InlineData("3b81fd160f5645e097cc8855d75a1cf6", true)]
    [InlineData("a", true)]
    [InlineData("", false)]
    [InlineData("a,b", false)]
    [InlineData("a b", false)]
    [InlineData(" a", false)]
    [InlineData("a\t", false)]
    [InlineData("a\n", false)]
    [InlineData("a\u0000", false)]
    [InlineData("a\u200B", false)]
    [InlineData("\uFEFFa", false)]
    [InlineData("ａ", false)]
    public void Ids(string id, bool passes) => Assert.Equal(passes, IdRules.Check(id) is null);
}
