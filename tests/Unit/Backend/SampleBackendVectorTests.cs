using System.Text;
using System.Text.Json;
using AliGatewaySignature.Backend;
using AliGatewaySignature.Tests.Backend.Sample;
using Xunit;

namespace AliGatewaySignature.Tests.Backend;

/// <summary>Every vector of the official demo and every worked example, sent to the sample backend over a socket.</summary>
public sealed class SampleBackendVectorTests
{
    private const string Key = "key_abc123";
    private const string RequestId = "8A2C1E44-7D3B-4E0A-9C55-0F1B2D3E4F50";
    private const string Form = "application/x-www-form-urlencoded; charset=UTF-8";
    private const string CafeMd5 = "jV6FTglH6XE8kmaVkjocoQ==";

    private static readonly byte[] Cafe = Encoding.UTF8.GetBytes("{\"name\":\"café\"}");

    public static TheoryData<string> Vectors => [.. Read().Select(static vector => vector.GetProperty("id").GetString()!)];

    public static TheoryData<string> Examples => [.. Worked().Keys];

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task A_vector_verifies(string id)
    {
        var vector = Read().Single(one => one.GetProperty("id").GetString() == id);
        var headers = vector.GetProperty("headers").EnumerateObject()
            .Select(static header => new KeyValuePair<string, string>(header.Name, header.Value.GetString()!)).ToList();
        if (vector.GetProperty("signedHeaderList").GetString() is { } list)
        {
            headers.Add(new(BackendHeaders.SignedHeaders, list));
        }

        await ExpectAsync(
            new BackendRequest(
                vector.GetProperty("method").GetString()!, vector.GetProperty("path").GetString()!,
                vector.GetProperty("rawQuery").GetString()!, headers, []),
            vector.GetProperty("signature").GetString()!,
            vector.GetProperty("secret").GetString()!,
            ReadingOf(vector),
            vector.GetProperty("stringToSign").GetString()!);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task A_worked_example_verifies(string id)
    {
        var (request, signature, text, reading) = Worked()[id];
        await ExpectAsync(request, signature, id == "demo" ? "DemoSecret1" : "a_@#!*secret", BackendReading.Parse(reading), text);
    }

    /// <summary>In its own reading alone, among those that disagree about the same request.</summary>
    [Theory]
    [InlineData("R1a", "equals,stray")]
    [InlineData("R1b", "bare")]
    [InlineData("R1c", "stray")]
    [InlineData("R3a", "raw")]
    [InlineData("R3b", "decodedbutslashes")]
    [InlineData("R3c", "decoded")]
    public async Task A_vector_of_a_disagreement_verifies_in_its_own_reading(string id, string own)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var vector = Read().Single(one => one.GetProperty("id").GetString() == id);
        var request = Sign(
            new BackendRequest("GET", vector.GetProperty("path").GetString()!, vector.GetProperty("rawQuery").GetString()!, [], []),
            vector.GetProperty("signature").GetString()!);
        await using var backend = await SampleBackend.StartAsync(
            new SampleBackendOptions { Pairs = { [Key] = vector.GetProperty("secret").GetString()! } }, cancellation);
        using var socket = await BackendSocket.ConnectAsync(backend.Uri, cancellation);
        var (point, words) = id.StartsWith("R1", StringComparison.Ordinal)
            ? ("empty", new[] { "equals", "bare", "stray" })
            : ("path", ["raw", "decoded", "decodedbutslashes"]);
        var taken = new List<string>();
        foreach (var word in words)
        {
            backend.Options = backend.Options with { Reading = BackendReading.Parse($"{point}={word}") };
            if ((await socket.SendAsync(request, cancellation)).Status == 200)
            {
                taken.Add(word);
            }
        }

        Assert.Equal(own.Split(','), taken);
    }

    private static async Task ExpectAsync(BackendRequest request, string signature, string secret, BackendReading reading, string text)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var backend = await SampleBackend.StartAsync(
            new SampleBackendOptions { Pairs = { [Key] = secret }, Reading = reading }, cancellation);

        var (status, _) = await BackendSocket.SendAsync(backend.Uri, Sign(request, signature), cancellation);

        var received = Assert.Single(backend.Requests);
        Assert.Equal(text, received.StringToSign);
        Assert.Equal((Verdict.Verified, 200), (received.Verdict, status));
    }

    private static BackendRequest Sign(BackendRequest request, string signature) => request with
    {
        Headers = [.. request.Headers, new(BackendHeaders.Key, Key), new(BackendHeaders.Signature, signature)],
    };

    private static Dictionary<string, (BackendRequest Request, string Signature, string Text, string Reading)> Worked()
    {
        KeyValuePair<string, string>[] id = [new("X-Ca-Request-Id", RequestId), new(BackendHeaders.SignedHeaders, "X-Ca-Request-Id")];
        var withMd5 = $"POST\n{CafeMd5}\nx-ca-request-id:{RequestId}\n/orders";
        return new()
        {
            ["E1"] = (
                new("GET", "/orders/42", "b=2&a=1%202&c=",
                    [id[0], new("CaClientIp", "203.0.113.7"), new(BackendHeaders.SignedHeaders, "X-Ca-Request-Id,CaClientIp")], []),
                "dQVGtQL4Z0crM2uPiOX/fOsMRImKHNrCVWVoTmDS0FI=",
                $"GET\n\ncaclientip:203.0.113.7\nx-ca-request-id:{RequestId}\n/orders/42?a=1 2&b=2&c=", ""),
            ["E2"] = (new("POST", "/orders", "", id, Cafe), "bZUTWPxu0vn29d7rBeUzhADAlZaJQu/Dt1tzfRfwoAk=", withMd5, ""),
            ["E2 with its MD5"] = (
                new("POST", "/orders", "", [.. id, new("Content-MD5", CafeMd5)], Cafe),
                "bZUTWPxu0vn29d7rBeUzhADAlZaJQu/Dt1tzfRfwoAk=", withMd5, "md5=copied"),
            ["E2b"] = (
                new("POST", "/orders", "", id, Cafe), "hJibmmMzbEM1ZEw1f26T64Ap9UXFbcDKcQydF8o+I10=",
                $"POST\n\nx-ca-request-id:{RequestId}\n/orders", "md5=copied"),
            ["E3"] = (
                new("PUT", "/p", "", [new("Content-Type", Form)], "FormKey=%E5%80%BC&z=9"u8.ToArray()),
                "8VIUwb0VW3M6IrqX9ft31sR6I2OurKc4kXUHP0aq200=", "PUT\n\n/p?FormKey=值&z=9", ""),
            ["demo"] = (
                new("POST", "/demo/uri", "QueryKey1=QueryValue1&QueryKey2=QueryValue2",
                    [
                        new("HeaderKey1", "HeaderValue1"), new("HeaderKey2", "HeaderValue2"), new("Content-Type", Form),
                        new(BackendHeaders.SignedHeaders, "HeaderKey1,HeaderKey2"),
                    ],
                    "FormKey1=FormValue1&FormKey2=FormValue2"u8.ToArray()),
                "C7Lqfn8Spz0DxQTfUJq0NrkEbwNUuTNtC9p3SzRWgv0=",
                "POST\n\nheaderkey1:HeaderValue1\nheaderkey2:HeaderValue2\n"
                    + "/demo/uri?FormKey1=FormValue1&FormKey2=FormValue2&QueryKey1=QueryValue1&QueryKey2=QueryValue2", ""),
        };
    }

    private static BackendReading ReadingOf(JsonElement vector)
    {
        var name = vector.TryGetProperty("reading", out var reading) ? reading.GetString() : null;
        return SampleReading.Of(
            Enum.TryParse<EmptyValue>(name, out var empty) ? Reading.OfDemo with { Empty = empty }
            : Enum.TryParse<PathForm>(name, out var path) ? Reading.OfDemo with { Path = path }
            : Reading.OfDemo);
    }

    private static List<JsonElement> Read() =>
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Backend", "backend-vectors.json")))
            .RootElement.EnumerateArray()];
}
