using AliGatewaySignature.Wire;
using Xunit;

namespace AliGatewaySignature.Tests.Wire;

public class JsonReplyTests
{
    [Fact]
    public void Reads_what_the_service_sends()
    {
        var reply = JsonReply.TryParse("""
            { "RequestId": "F253FB5F", "TotalCount": 20, "Text": "12", "Date": "2016-07-23T08:28:48Z",
              "ApiInfos": { "ApiInfo": [ { "ApiId": "a" }, { "ApiId": "b", "Extra": { "x": [1, 2] } } ] }, "Unknown": [1, [2]] }
            """)!;

        Assert.Equal("F253FB5F", reply.Text("RequestId"));
        Assert.Equal(20, reply.Number("TotalCount"));
        Assert.Equal(12, reply.Number("Text"));
        Assert.Equal(new DateTimeOffset(2016, 7, 23, 8, 28, 48, TimeSpan.Zero), reply.Date("Date"));
        Assert.Equal(["a", "b"], reply.List("ApiInfos", "ApiInfo")!.Select(item => item.Text("ApiId")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("12")]
    [InlineData("{")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":\"b")]
    [InlineData("<html></html>")]
    [InlineData("{\"a\":\"\\u12\"}")]
    public void What_is_no_object_is_null(string text) => Assert.Null(JsonReply.TryParse(text));

    [Fact]
    public void Deep_nesting_is_refused_and_not_followed() =>
        Assert.Null(JsonReply.TryParse("{\"a\":" + new string('[', 100_000) + new string(']', 100_000) + "}"));

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"ApiInfos\":null}")]
    [InlineData("{\"ApiInfos\":[]}")]
    [InlineData("{\"ApiInfos\":\"\"}")]
    [InlineData("{\"ApiInfos\":{}}")]
    [InlineData("{\"ApiInfos\":{\"ApiInfo\":null}}")]
    [InlineData("{\"ApiInfos\":{\"ApiInfo\":{}}}")]
    [InlineData("{\"ApiInfos\":{\"ApiInfo\":[\"a\"]}}")]
    [InlineData("{\"ApiInfos\":{\"ApiInfo\":[null]}}")]
    public void A_missing_list_is_not_an_empty_one(string text) =>
        Assert.Null(JsonReply.TryParse(text)!.List("ApiInfos", "ApiInfo"));

    [Fact]
    public void An_empty_list_is_empty() =>
        Assert.Empty(JsonReply.TryParse("{\"ApiInfos\":{\"ApiInfo\":[]}}")!.List("ApiInfos", "ApiInfo")!);

    [Fact]
    public void A_byte_order_mark_is_harmless() => Assert.Equal("b", JsonReply.TryParse("\uFEFF{\"a\":\"b\"}")!.Text("a"));

    [Fact]
    public void A_type_hint_is_an_ordinary_member() =>
        Assert.Equal("b", JsonReply.TryParse("{\"__type\":\"x:#y\",\"a\":\"b\"}")!.Text("a"));

    [Theory]
    [InlineData("{\"a\":null}")]
    [InlineData("{\"a\":{}}")]
    [InlineData("{\"a\":[]}")]
    [InlineData("{}")]
    public void What_is_no_text_is_null(string text) => Assert.Null(JsonReply.TryParse(text)!.Text("a"));

    /// <summary>Half of a pair is no text: it could not be sent back.</summary>
    [Theory]
    [InlineData("{\"a\":\"\\uD83D\"}")]
    [InlineData("{\"a\":\"\\uDD11\\uD83D\"}")]
    [InlineData("{\"a\":\"\\uD83D\\n\"}")]
    public void Half_a_pair_of_surrogates_is_refused(string text) => Assert.Null(JsonReply.TryParse(text));

    [Fact]
    public void The_first_of_two_members_counts() => Assert.Equal("1", JsonReply.TryParse("{\"a\":1,\"a\":2}")!.Text("a"));

    [Theory]
    [InlineData("{\"a b\":1}", "a b")]
    [InlineData("{\"\":1}", "")]
    [InlineData("{\"\\u0061\":1}", "a")]
    public void A_name_may_be_any_text(string text, string name) => Assert.Equal("1", JsonReply.TryParse(text)!.Text(name));

    /// <summary>16 MB of the shortest values: refused by their number, before they fill the memory.</summary>
    [Theory]
    [InlineData("{}")]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("{\"b\":1}")]
    public void What_has_too_many_values_is_refused(string value)
    {
        var text = "{\"a\":[" + string.Join(',', Enumerable.Repeat(value, 1_000_000)) + "]}";
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Null(JsonReply.TryParse(text));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000_000);
    }

    [Fact]
    public void Unicode_survives() =>
        Assert.Equal("订单 \U0001F511 \"\\ \t", JsonReply.TryParse("{\"a\":\"订单 \\uD83D\\uDD11 \\\"\\\\ \\t\"}")!.Text("a"));
}
