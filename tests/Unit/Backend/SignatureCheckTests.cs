using System.Text;
using AliGatewaySignature.Backend;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using Xunit;

namespace AliGatewaySignature.Tests.Backend;

/// <summary>What is said of a captured request: valid in which reading, or why not, in the order in which one looks.</summary>
public sealed class SignatureCheckTests
{
    private static readonly BackendPair Now = new("orders_2", "a_@#!*secret");
    private static readonly BackendPair Before = new("orders_1", "an_older_secret");

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_request_that_the_gateway_signed_is_valid(string lineEnd)
    {
        var check = Check(Capture("GET /orders/42?b=2&a=1%202 HTTP/1.1", lineEnd: lineEnd));

        Assert.Equal((AgBackendSignatureReason.Verified, true, "the official demo's"), (check.Reason, check.IsValid, check.Reading));
        Assert.Equal("GET\n\nx-ca-request-id:42\n/orders/42?a=1 2&b=2", check.StringToSign);
    }

    /// <summary>The backend may have refused this very request, so that a valid signature is never the end of it.</summary>
    [Fact]
    public void Of_a_valid_request_it_is_said_which_pair_signed_it_and_what_a_refusal_would_mean()
    {
        var ofFirst = Check(Capture("GET /p HTTP/1.1"), Now, Before).Advice;
        var ofSecond = Check(Capture("GET /p HTTP/1.1"), Before, Now).Advice;
        var otherReading = Check(Capture("GET /p HTTP/1.1", reading: Reading.OfDemo with { Md5 = Md5Line.Copied })).Advice;

        Assert.Contains("Key 'orders_2' signed it. If the backend refuses it", ofFirst, StringComparison.Ordinal);
        Assert.Contains("'orders_2' signed it, and not 'orders_1', which was given first, as the pair in force", ofSecond,
            StringComparison.Ordinal);
        Assert.Contains("Build the string to sign in this reading", otherReading, StringComparison.Ordinal);
        Assert.All([ofFirst, ofSecond, otherReading], static advice =>
        {
            Assert.Contains("it lacks this pair or builds another string to sign", advice, StringComparison.Ordinal);
            Assert.Contains("StringToSign", advice, StringComparison.Ordinal);
        });
    }

    /// <summary>Every reading is told apart from the others where it makes a difference.</summary>
    [Fact]
    public void Each_known_reading_is_found()
    {
        foreach (var reading in Reading.All)
        {
            var request = CapturedRequest.Read(Encoding.UTF8.GetBytes(
                "PATCH /a%20b%2Fc?y&x= HTTP/1.1\nb-low: 1\nA-Up: 2\nContent-Type: application/json\n"
                + "Content-MD5: " + StringToSign.HashOf("{}"u8.ToArray()) + "\n"
                + "X-Ca-Proxy-Signature-Headers: b-low,A-Up\nX-Ca-Proxy-Signature-Secret-Key: orders_2\n\n{}"));
            var signed = request with
            {
                Headers = [.. request.Headers, new(
                    BackendHeaders.Signature, BackendSignature.Compute(StringToSign.Build(request, reading), Now.Secret))],
            };

            var check = SignatureCheck.Run(signed, [Now]);

            Assert.True(check.IsValid, $"{reading}: {check.Advice}");
            Assert.Equal(StringToSign.Build(request, reading), check.StringToSign);
        }
    }

    [Fact]
    public void Without_a_signature()
    {
        var check = Check(Capture("GET /p HTTP/1.1", drop: "X-Ca-Proxy-Signature:"));

        Assert.Equal(AgBackendSignatureReason.NoSignature, check.Reason);
        Assert.Contains("Get-AgSignatureApi", check.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_key_that_nobody_gave()
    {
        var check = Check(Capture("GET /p HTTP/1.1"), Before);

        Assert.Equal((AgBackendSignatureReason.UnknownKey, "orders_2"), (check.Reason, check.SignatureKey));
        Assert.Contains("orders_1", check.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_header_that_was_signed()
    {
        var check = Check(Capture("GET /p HTTP/1.1", drop: "X-Ca-Request-Id:"));

        Assert.Equal(AgBackendSignatureReason.MissingHeader, check.Reason);
        Assert.Contains("X-Ca-Request-Id", check.Advice, StringComparison.Ordinal);
    }

    /// <summary>Even where the signature itself holds: it covers the MD5 that was copied, and not the body.</summary>
    [Fact]
    public void With_another_body_than_its_MD5_is_about()
    {
        var captured = Capture("POST /p HTTP/1.1", body: "{\"a\":1}", reading: Reading.OfDemo with { Md5 = Md5Line.Copied });

        Assert.True(Check(captured).IsValid);
        captured = captured.Replace("{\"a\":1}", "{\"a\":2}", StringComparison.Ordinal);
        Assert.Equal(AgBackendSignatureReason.BodyChanged, Check(captured).Reason);
    }

    [Fact]
    public void Signed_with_an_older_Secret_of_the_same_Key()
    {
        var old = new BackendPair("orders_2", "the_first_secret");
        var check = Check(Capture("GET /p HTTP/1.1", pair: old), Now, old);

        Assert.Equal(AgBackendSignatureReason.OtherPair, check.Reason);
        Assert.DoesNotContain("the_first_secret", check.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void In_no_known_reading()
    {
        var check = Check(Capture("GET /p HTTP/1.1").Replace("GET /p", "GET /q", StringComparison.Ordinal));

        Assert.Equal(AgBackendSignatureReason.NoReading, check.Reason);
        Assert.Equal("GET\n\nx-ca-request-id:42\n/q", check.StringToSign);
    }

    [Theory]
    [InlineData("GET#" + "#x-ca-request-id:42#/p", "line 4: it signed '/p', and this request gives '/q'")]
    [InlineData("GET##x-ca-request-id:42#/q", "the Secret is not the one")]
    public void With_the_gateways_own_string(string theirs, string advice)
    {
        var captured = Capture("GET /p HTTP/1.1").Replace("GET /p", "GET /q", StringComparison.Ordinal)
            .Replace("X-Ca-Request-Id:", "X-Ca-Proxy-Signature-String-To-Sign: " + theirs + "\nX-Ca-Request-Id:", StringComparison.Ordinal);

        Assert.Contains(advice, Check(captured).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Chunks_are_joined_and_a_line_end_of_an_editor_is_cut_off()
    {
        var whole = Capture("POST /p HTTP/1.1", body: "hello world", more: "Content-Length: 11\n");
        var chunked = whole.Replace("Content-Length: 11", "Transfer-Encoding: chunked", StringComparison.Ordinal)
            .Replace("hello world", "6\r\nhello \r\n5;x=y\r\nworld\r\n0\r\n\r\n", StringComparison.Ordinal);

        Assert.True(Check(whole + "\n").IsValid);
        Assert.True(Check(chunked).IsValid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"not\": \"a request\"}")]
    [InlineData("GET /p HTTP/1.1\nno header\n\n")]
    public void What_is_no_request_is_refused(string text) =>
        Assert.Equal(Faults.InvalidInput, Assert.Throws<AgException>(() => Check(text)).Kind);

    private static AgBackendSignatureCheck Check(string captured, params BackendPair[] pairs) =>
        SignatureCheck.Run(CapturedRequest.Read(Encoding.UTF8.GetBytes(captured)), pairs.Length == 0 ? [Now] : pairs);

    /// <summary>A request as a backend could have captured it, signed as the gateway signs.</summary>
    private static string Capture(
        string line, string body = "", string more = "", string? drop = null, BackendPair? pair = null, Reading? reading = null,
        string lineEnd = "\n")
    {
        var who = pair ?? Now;
        var md5 = reading is null ? string.Empty : $"Content-MD5: {StringToSign.HashOf(Encoding.UTF8.GetBytes(body))}\n";
        var head = $"{line}\nHost: backend.example\n{md5}{more}X-Ca-Request-Id: 42\nX-Ca-Proxy-Signature-Headers: X-Ca-Request-Id\n"
            + $"X-Ca-Proxy-Signature-Secret-Key: {who.Key}\n";
        var request = CapturedRequest.Read(Encoding.UTF8.GetBytes(head + "\n" + body));
        var signature = BackendSignature.Compute(StringToSign.Build(request, reading ?? Reading.OfDemo), who.Secret);
        var lines = (head + "X-Ca-Proxy-Signature: " + signature).Split('\n')
            .Where(one => drop is null || !one.StartsWith(drop, StringComparison.Ordinal));
        return string.Join(lineEnd, lines) + lineEnd + lineEnd + body;
    }
}
