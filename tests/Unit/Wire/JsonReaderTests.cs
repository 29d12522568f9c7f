using System.Text.Json;
using System.Text.Json.Nodes;
using AliGatewaySignature.Wire;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AliGatewaySignature.Tests.Wire;

/// <summary>One whole object, or nothing: held against the platform's strict reader.</summary>
public class JsonReaderTests
{
    private const string Sample =
        """ { "a" : [1, -2.5e+3, 0, true, false, null, "x\"\\y", {}, [], {"b":{"c":[[1],[2]]}}], "d":"", "e":1E-2 } """;

    [Theory]
    [InlineData("{}")]
    [InlineData(" {\"a\":1}\r\n")]
    [InlineData(Sample)]
    [InlineData("{\"a\":1,\"a\":2}")]
    public void Whole(string text) => Assert.True(IsObject(text));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":[1,]}")]
    [InlineData("{\"a\":1} x")]
    [InlineData("{\"a\":1}{\"b\":2}")]
    [InlineData("{\"a\":[{} {}]}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":1e}")]
    [InlineData("{\"a\":-}")]
    [InlineData("{\"a\":1.}")]
    [InlineData("{\"a\":+1}")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{\"a\":tru}")]
    [InlineData("{\"a\":1]")]
    [InlineData("{,}")]
    [InlineData("{\"a\"}")]
    [InlineData("{a:1}")]
    public void Not_whole(string text) => Assert.False(IsObject(text));

    [Fact]
    public void Nothing_that_is_cut_off_passes() =>
        Assert.All(Enumerable.Range(0, Sample.TrimEnd().Length), length => Assert.False(
            IsObject(Sample[..length]), Sample[..length]));

    [Fact]
    public void Agrees_with_the_platform_about_spoilt_texts() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<Tuple<int, int, char>>(),
            change =>
            {
                // One character of a whole text is taken out, or replaced by another that has a meaning.
                var at = Math.Abs(change.Item1 % Sample.Length);
                const string Meaningful = "{}[],:\"\\0123456789.-+eE tfn";
                var text = change.Item2 % 2 == 0
                    ? Sample.Remove(at, 1)
                    : Sample.Remove(at, 1).Insert(at, Meaningful[change.Item3 % Meaningful.Length].ToString());
                return IsObject(text) == IsObjectToThePlatform(text);
            }).QuickCheckThrowOnFailure();

    private static bool IsObject(string text) => JsonReply.TryParse(text) is not null;

    private static bool IsObjectToThePlatform(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
