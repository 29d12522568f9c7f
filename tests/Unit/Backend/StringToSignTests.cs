using System.Text;
using System.Text.Json;
using AliGatewaySignature.Backend;
using Xunit;

namespace AliGatewaySignature.Tests.Backend;

/// <summary>
/// The string to sign and its signature, against what the official Java demo makes of the same requests, and a second implementation.
/// backend-vectors.json holds them; those with a reading are where the public implementations disagree.
/// </summary>
public sealed class StringToSignTests
{
    private const string Secret = "a_@#!*secret";
    private const string RequestId = "8A2C1E44-7D3B-4E0A-9C55-0F1B2D3E4F50";

    public static TheoryData<string> Vectors =>
        [.. Read().Select(static vector => vector.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_vector_of_the_official_demo(string id)
    {
        var vector = Read().Single(one => one.GetProperty("id").GetString() == id);
        var headers = vector.GetProperty("headers").EnumerateObject()
            .Select(static header => new KeyValuePair<string, string>(header.Name, header.Value.GetString()!)).ToList();
        if (vector.GetProperty("signedHeaderList").GetString() is { } list)
        {
            headers.Add(new(BackendHeaders.SignedHeaders, list));
        }

        var request = new BackendRequest(
            vector.GetProperty("method").GetString()!, vector.GetProperty("path").GetString()!,
            vector.GetProperty("rawQuery").GetString()!, headers, []);

        var text = StringToSign.Build(request, ReadingOf(vector));

        Assert.Equal(vector.GetProperty("stringToSign").GetString(), text);
        Assert.Equal(
            vector.GetProperty("signature").GetString(),
            BackendSignature.Compute(text, vector.GetProperty("secret").GetString()!));
    }

    [Fact]
    public void The_sample_of_the_official_demo() => Assert.Equal(
        "C7Lqfn8Spz0DxQTfUJq0NrkEbwNUuTNtC9p3SzRWgv0=",
        Sign(
            new BackendRequest(
                "POST",
                "/demo/uri",
                "QueryKey1=QueryValue1&QueryKey2=QueryValue2",
                [
                    new("HeaderKey1", "HeaderValue1"), new("HeaderKey2", "HeaderValue2"),
                    new(BackendHeaders.SignedHeaders, "HeaderKey1,HeaderKey2"),
                    new("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"),
                ],
                Encoding.UTF8.GetBytes("FormKey1=FormValue1&FormKey2=FormValue2")),
            "DemoSecret1"));

    [Fact]
    public void Headers_and_decoded_parameters() => Assert.Equal(
        "dQVGtQL4Z0crM2uPiOX/fOsMRImKHNrCVWVoTmDS0FI=",
        Sign(new BackendRequest(
            "get",
            "/orders/42",
            "b=2&a=1%202&c=",
            [
                new("CaClientIp", "203.0.113.7"), new("x-ca-request-id", RequestId),
                new(BackendHeaders.SignedHeaders, "X-Ca-Request-Id, CaClientIp"),
            ],
            [])));

    [Theory]
    [InlineData(true, "bZUTWPxu0vn29d7rBeUzhADAlZaJQu/Dt1tzfRfwoAk=")]
    [InlineData(false, "hJibmmMzbEM1ZEw1f26T64Ap9UXFbcDKcQydF8o+I10=")]
    public void A_body_with_its_MD5_and_without(bool isComputed, string signature) => Assert.Equal(
        signature,
        Sign(
            new BackendRequest(
                "POST",
                "/orders",
                string.Empty,
                [new("X-Ca-Request-Id", RequestId), new(BackendHeaders.SignedHeaders, "X-Ca-Request-Id")],
                Encoding.UTF8.GetBytes("{\"name\":\"café\"}")),
            reading: Reading.OfDemo with { Md5 = isComputed ? Md5Line.ComputedForPostAndPut : Md5Line.Copied }));

    [Fact]
    public void A_form_is_signed_as_parameters() => Assert.Equal(
        "8VIUwb0VW3M6IrqX9ft31sR6I2OurKc4kXUHP0aq200=",
        Sign(new BackendRequest(
            "PUT", "/p", string.Empty, [new("Content-Type", "application/x-www-form-urlencoded")], "FormKey=%E5%80%BC&z=9"u8.ToArray())));

    [Theory]
    [InlineData("POST", Md5Line.ComputedForPostAndPut, "jV6FTglH6XE8kmaVkjocoQ==")]
    [InlineData("PATCH", Md5Line.ComputedForPostAndPut, "")]
    [InlineData("PATCH", Md5Line.ComputedForAnyBody, "jV6FTglH6XE8kmaVkjocoQ==")]
    [InlineData("POST", Md5Line.Copied, "copied==")]
    [InlineData("POST", Md5Line.Empty, "")]
    public void The_line_of_Content_MD5(string method, object md5, string line)
    {
        var request = new BackendRequest(
            method, "/p", string.Empty, [new("content-md5", "copied==")], Encoding.UTF8.GetBytes("{\"name\":\"café\"}"));

        Assert.Equal($"{method}\n{line}\n/p", StringToSign.Build(request, Reading.OfDemo with { Md5 = (Md5Line)md5 }));
    }

    [Theory]
    [InlineData(HeaderOrder.SortedAsListed, "b:2\na:1\n")]
    [InlineData(HeaderOrder.SortedInLowerCase, "a:1\nb:2\n")]
    [InlineData(HeaderOrder.AsListed, "a:1\nb:2\n")]
    public void The_order_of_headers(object order, string lines)
    {
        var request = new BackendRequest(
            "GET", "/", string.Empty, [new("a", "1"), new("B", "2"), new(BackendHeaders.SignedHeaders, "a,B")], []);

        Assert.Equal("GET\n\n" + lines + "/", StringToSign.Build(request, Reading.OfDemo with { Order = (HeaderOrder)order }));
    }

    /// <summary>The official demo writes an ampersand as soon as anything stands.</summary>
    [Theory]
    [InlineData("a&b=1", "b=1")]
    [InlineData("b=1&c", "b=1&")]
    [InlineData("a&b&c=1", "c=1")]
    [InlineData("a", "")]
    public void A_stray_ampersand_never_comes_first(string query, string parameters) => Assert.Equal(
        "GET\n\n/?" + parameters,
        StringToSign.Build(new BackendRequest("GET", "/", query, [], []), Reading.OfDemo with { Empty = EmptyValue.StrayAmpersand }));

    [Theory]
    [InlineData(HeaderOrder.SortedAsListed, "a:1\n")]
    [InlineData(HeaderOrder.AsListed, "a:1\na:1\n")]
    public void A_name_that_is_listed_twice_has_one_line_where_a_map_sorts(object order, string lines)
    {
        var request = new BackendRequest("GET", "/", string.Empty, [new("a", "1"), new(BackendHeaders.SignedHeaders, "a,a")], []);

        Assert.Equal("GET\n\n" + lines + "/", StringToSign.Build(request, Reading.OfDemo with { Order = (HeaderOrder)order }));
    }

    [Fact]
    public void The_readings_are_all_there_and_that_of_the_demo_comes_first()
    {
        Assert.Equal(4 * 3 * 3 * 3, Reading.All.Distinct().Count());
        Assert.Equal(Reading.OfDemo, Reading.All[0]);
        Assert.Equal(Reading.All.Count, Reading.All.Select(static reading => reading.ToString()).Distinct().Count());
    }

    private static string Sign(BackendRequest request, string secret = Secret, Reading? reading = null) =>
        BackendSignature.Compute(StringToSign.Build(request, reading ?? Reading.OfDemo), secret);

    private static Reading ReadingOf(JsonElement vector)
    {
        var name = vector.TryGetProperty("reading", out var reading) ? reading.GetString() : null;
        return Enum.TryParse<EmptyValue>(name, out var empty) ? Reading.OfDemo with { Empty = empty }
            : Enum.TryParse<PathForm>(name, out var path) ? Reading.OfDemo with { Path = path }
            : Reading.OfDemo;
    }

    private static List<JsonElement> Read() =>
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Backend", "backend-vectors.json")))
            .RootElement.EnumerateArray()];
}
