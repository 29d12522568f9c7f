using System.Net;
using System.Text.Json.Nodes;
using AliGatewaySignature.Backend;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Backend.Sample;
using AliGatewaySignature.Tests.Processes;
using Xunit;
using static AliGatewaySignature.Tests.Backend.SignedRequests;

namespace AliGatewaySignature.Tests.Backend;

/// <summary>The sample backend gives the verdict that each of its modes should, over real sockets.</summary>
public sealed class SampleBackendTests
{
    private static readonly BackendPair Old = new("orders_1", "an_older_secret");
    private static readonly BackendPair New = new("orders_2", "a_@#!*secret");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("strict", "signed 200, unsigned 403, another secret 403, unknown key 403, spoilt 403, rubbish 403, no key 403")]
    [InlineData("lenient", "signed 200, unsigned 200, another secret 403, unknown key 403, spoilt 403, rubbish 403, no key 403")]
    [InlineData("presence", "signed 200, unsigned 403, another secret 200, unknown key 200, spoilt 200, rubbish 200, no key 403")]
    [InlineData("open", "signed 200, unsigned 200, another secret 200, unknown key 200, spoilt 200, rubbish 200, no key 200")]
    public async Task Each_mode(string mode, string expected)
    {
        var signed = Signed(New);
        (string Name, BackendRequest Request)[] requests =
        [
            ("signed", signed),
            ("unsigned", Without(Without(signed, BackendHeaders.Signature), BackendHeaders.Key)),
            ("another secret", Signed(new(New.Key, "another"))),
            ("unknown key", Signed(new("orders_9", New.Secret))),
            ("spoilt", signed with { Query = "a=2" }),
            ("rubbish", With(Without(signed, BackendHeaders.Signature), BackendHeaders.Signature, "not Base64!")),
            ("no key", Without(signed, BackendHeaders.Key)),
        ];
        await using var backend = await StartAsync("--mode", mode, "--pair", "orders_2:a_@#!*secret");
        using var socket = await BackendSocket.ConnectAsync(backend.Uri, Cancellation);
        var seen = new List<string>();
        foreach (var (name, request) in requests)
        {
            var (status, body) = await socket.SendAsync(request, Cancellation);
            Assert.Equal(status == 403, body.Contains("InvalidSignature", StringComparison.Ordinal));
            seen.Add($"{name} {status}");
        }

        Assert.Equal(expected, string.Join(", ", seen));
    }

    [Fact]
    public async Task The_verdict_says_why()
    {
        await using var backend = await StartAsync("--pair", "orders_2:a_@#!*secret");
        var signed = Signed(New);
        foreach (var request in new[] { signed, Without(signed, BackendHeaders.Signature), Signed(Old), signed with { Path = "/other" } })
        {
            await BackendSocket.SendAsync(backend.Uri, request, Cancellation);
        }

        Assert.Equal(
            [Verdict.Verified, Verdict.Unsigned, Verdict.UnknownKey, Verdict.Mismatch], backend.Requests.Select(static one => one.Verdict));
        Assert.Equal([true, false, false, false], backend.Requests.Select(static one => one.IsAccepted));
    }

    /// <summary>The three steps of a rotation: the old pair, both, the new one.</summary>
    [Fact]
    public async Task The_pairs_that_it_knows()
    {
        await using var backend = await StartAsync("--pair", "orders_1:an_older_secret");
        Assert.Equal((200, 403), (await StatusAsync(backend, Signed(Old)), await StatusAsync(backend, Signed(New))));

        backend.Options = backend.Options with { Pairs = new() { [Old.Key] = Old.Secret, [New.Key] = New.Secret } };
        Assert.Equal((200, 200), (await StatusAsync(backend, Signed(Old)), await StatusAsync(backend, Signed(New))));

        backend.Options = backend.Options with { Pairs = new() { [New.Key] = New.Secret } };
        Assert.Equal((403, 200), (await StatusAsync(backend, Signed(Old)), await StatusAsync(backend, Signed(New))));
    }

    [Fact]
    public async Task One_case_of_header_names()
    {
        await using var backend = await StartAsync("--pair", "orders_2:a_@#!*secret", "--refuse-lowercase");
        var signed = Signed(New);
        var lower = signed with { Headers = [.. signed.Headers.Select(static one => Header(one.Key.ToLowerInvariant(), one.Value))] };
        var onlyOne = signed with
        {
            Headers = [.. signed.Headers.Select(static one => one.Key == "X-Ca-Request-Id" ? Header("x-ca-request-id", one.Value) : one)],
        };

        Assert.Equal((200, 403, 403), (
            await StatusAsync(backend, signed), await StatusAsync(backend, lower), await StatusAsync(backend, onlyOne)));
        Assert.Equal(
            [Verdict.Verified, Verdict.Unsigned, Verdict.Mismatch], backend.Requests.Select(static one => one.Verdict));

        backend.Options = backend.Options with { RefuseLowercase = false };
        Assert.Equal((200, 200), (await StatusAsync(backend, lower), await StatusAsync(backend, onlyOne)));
    }

    [Fact]
    public async Task A_body_that_was_read_before()
    {
        await using var backend = await StartAsync("--pair", "orders_2:a_@#!*secret", "--body-consumed");
        var json = Signed(New, "POST", body: "{}", more: Header("Content-Type", "application/json"));
        var form = Signed(New, "PUT", body: "f=1", more: Header("Content-Type", "application/x-www-form-urlencoded"));

        Assert.Equal((200, 403, 403), (
            await StatusAsync(backend, Signed(New)), await StatusAsync(backend, json), await StatusAsync(backend, form)));

        backend.Options = backend.Options with { BodyConsumed = false };
        Assert.Equal((200, 200), (await StatusAsync(backend, json), await StatusAsync(backend, form)));
    }

    [Fact]
    public async Task Only_the_last_signed_header()
    {
        await using var backend = await StartAsync("--pair", "orders_2:a_@#!*secret", "--last-header-only");
        var two = Signed(New, list: "X-Ca-Request-Id,CaClientIp", more: Header("CaClientIp", "203.0.113.7"));

        Assert.Equal((200, 403), (await StatusAsync(backend, Signed(New)), await StatusAsync(backend, two)));

        backend.Options = backend.Options with { LastHeaderOnly = false };
        Assert.Equal(200, await StatusAsync(backend, two));
    }

    [Theory]
    [InlineData("--status 401", 200, 401)]
    [InlineData("--success 204", 204, 403)]
    [InlineData("--success 404", 404, 403)]
    [InlineData("--redirect http://127.0.0.1:1/login", 302, 403)]
    [InlineData("--fail 503", 503, 503)]
    public async Task The_statuses(string words, int accepted, int refused)
    {
        await using var backend = await StartAsync(["--pair", "orders_2:a_@#!*secret", .. words.Split(' ')]);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        using var http = new HttpClient(handler) { BaseAddress = backend.Uri };
        using var signed = ToHttp(Signed(New));
        using var taken = await http.SendAsync(signed, Cancellation);
        using var other = await http.GetAsync("/unsigned", Cancellation);

        Assert.Equal((accepted, refused), ((int)taken.StatusCode, (int)other.StatusCode));
        Assert.Equal(accepted == 302 ? "http://127.0.0.1:1/login" : null, taken.Headers.Location?.ToString());
        Assert.Equal([Verdict.Verified, Verdict.Unsigned], backend.Requests.Select(static one => one.Verdict));
        Assert.Equal([accepted, refused], backend.Requests.Select(static one => one.Status));
    }

    [Theory]
    [InlineData("--mode", "loose")]
    [InlineData("--mode")]
    [InlineData("--pair", "no_secret")]
    [InlineData("--reading", "md5=0")]
    [InlineData("--reading", "body=raw")]
    [InlineData("--status", "99")]
    [InlineData("--unknown", "x")]
    public void Wrong_words_are_refused(params string[] words) => Assert.Throws<FormatException>(() => BackendArguments.Parse(words));

    /// <summary>As Pester and a reader of the README start it.</summary>
    [Fact]
    public async Task As_a_program()
    {
        await using var program = ChildProcess.Start(
            EnginePaths.DotNet, [RepositoryPaths.SampleBackend, "--pair", "orders_1:an_older_secret", "--exit-with-stdin"]);
        var line = await program.ReadLineAsync(Cancellation);
        Assert.Matches("^SampleBackend listening on http://127\\.0\\.0\\.1:[0-9]+$", line);
        var address = new Uri(line!.Split(' ')[^1]);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };

        Assert.Equal(403, (await BackendSocket.SendAsync(address, Signed(New), Cancellation)).Status);
        using var words = new StringContent("""["--pair", "orders_2:a_@#!*secret"]""");
        using var changed = await http.PutAsync("/__options", words, Cancellation);
        using var wrong = await http.PutAsync("/__options", new StringContent("""["--mode", "x"]"""), Cancellation);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.BadRequest), (changed.StatusCode, wrong.StatusCode));
        Assert.Equal(200, (await BackendSocket.SendAsync(address, Signed(New), Cancellation)).Status);

        var shown = JsonNode.Parse(await http.GetStringAsync("/__requests", Cancellation))!.AsArray();
        Assert.Equal(["UnknownKey", "Verified"], shown.Select(static one => (string)one!["verdict"]!));
        Assert.Equal("Host", (string)shown[0]!["headers"]![0]!["name"]!);
        Assert.DoesNotContain("secret\"", shown.ToJsonString(), StringComparison.Ordinal);
        using var forgotten = await http.DeleteAsync("/__requests", Cancellation);
        Assert.Equal("[]", await http.GetStringAsync("/__requests", Cancellation));

        program.CloseInput();
        Assert.Equal(0, (await program.WaitAsync(Cancellation)).ExitCode);
    }

    private static Task<SampleBackend> StartAsync(params string[] words) =>
        SampleBackend.StartAsync(BackendArguments.Parse(words), Cancellation);

    private static async Task<int> StatusAsync(SampleBackend backend, BackendRequest request) =>
        (await BackendSocket.SendAsync(backend.Uri, request, Cancellation)).Status;
}
