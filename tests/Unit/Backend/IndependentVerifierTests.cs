using AliGatewaySignature.Backend;
using AliGatewaySignature.Tests.Backend.Sample;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.Backend;

/// <summary>
/// A thousand generated requests, in every reading, between three implementations that share no code: the module, a verifier in Node, and
/// the sample backend over a socket. Each request also goes spoilt, so that nobody passes by saying yes.
/// </summary>
public sealed class IndependentVerifierTests
{
    private const int Count = 1000;
    private const int Seed = 20261127;
    private const string Key = "orders_2";
    private const string Secret = "a_@#!*secret_é";

    [Fact]
    public void The_requests_are_of_every_kind()
    {
        var all = Generate();

        Assert.Equal(Reading.All.Count, all.Select(static one => one.Reading).Distinct().Count());
        Assert.Equal(7, all.Select(static one => one.Request.Method).Distinct().Count());
        Assert.True(all.Count(static one => one.Request.IsForm && one.Request.Body.Length > 0) > 100);
        Assert.True(all.Count(static one => !one.Request.IsForm && one.Request.Body.Length > 0) > 300);
        Assert.True(all.Count(static one => one.Request.SignedNames.Count > 1) > 300);
        Assert.True(all.Count(
            static one => StringToSign.Build(one.Request, one.Reading) != StringToSign.Build(one.Request, Reading.OfDemo)) > 300);
    }

    [Fact]
    public async Task What_the_module_signs_verifies_in_Node()
    {
        var signed = Generate()
            .Select(static one => (Request: Sign(one.Request, Signature(one.Request, one.Reading)), one.Reading)).ToList();
        var asked = signed.Select(static one => (one.Request, Secret, one.Reading))
            .Concat(signed.Select(static (one, number) => (Spoil(one.Request, number), SpoilSecret(number), one.Reading))).ToList();

        var answers = await BackendVerifier.AskAsync("verify", asked, TestContext.Current.CancellationToken);

        for (var i = 0; i < Count; i++)
        {
            Assert.Equal(StringToSign.Build(signed[i].Request, signed[i].Reading), answers[i].Text);
            Assert.True(answers[i].Valid, $"{i}, {signed[i].Reading}");
            Assert.False(answers[Count + i].Valid, $"{i}, spoilt");
        }
    }

    [Fact]
    public async Task What_Node_signs_verifies_in_the_module()
    {
        var all = Generate();
        var answers = await BackendVerifier.AskAsync(
            "sign", [.. all.Select(static one => (one.Request, Secret, one.Reading))], TestContext.Current.CancellationToken);

        for (var i = 0; i < Count; i++)
        {
            var signed = Sign(all[i].Request, answers[i].Signature);
            var check = SignatureCheck.Run(signed, [new BackendPair(Key, Secret)]);

            Assert.True(check.IsValid, $"{i}, {all[i].Reading}: {check.Advice}");
            Assert.Equal(answers[i].Text, check.StringToSign);
            Assert.False(SignatureCheck.Run(Spoil(signed, i), [new BackendPair(Key, SpoilSecret(i))]).IsValid, $"{i}, spoilt");
        }
    }

    [Fact]
    public async Task What_the_module_signs_verifies_in_the_sample_backend()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var backend = await SampleBackend.StartAsync(new SampleBackendOptions(), cancellation);
        using var socket = await BackendSocket.ConnectAsync(backend.Uri, cancellation);
        foreach (var ((request, reading), number) in Generate().Select(static (one, number) => (one, number)))
        {
            var signed = Sign(request, Signature(request, reading));
            backend.Options = new SampleBackendOptions { Pairs = { [Key] = Secret }, Reading = SampleReading.Of(reading) };
            Assert.Equal(200, (await socket.SendAsync(signed, cancellation)).Status);

            backend.Options = backend.Options with { Pairs = new() { [Key] = SpoilSecret(number) } };
            Assert.Equal(403, (await socket.SendAsync(Spoil(signed, number), cancellation)).Status);
            Assert.Equal(
                [
                    (StringToSign.Build(request, reading), Verdict.Verified),
                    (StringToSign.Build(Spoil(request, number), reading), Verdict.Mismatch),
                ],
                backend.Requests.Select(static one => (one.StringToSign!, one.Verdict)));
            backend.Forget();
        }
    }

    private static List<(BackendRequest Request, Reading Reading)> Generate()
    {
        var generator = new GeneratedRequests(Seed);
        return [.. Enumerable.Range(0, Count).Select(_ => generator.Next())];
    }

    private static string Signature(BackendRequest request, Reading reading) =>
        BackendSignature.Compute(StringToSign.Build(request, reading), Secret);

    private static BackendRequest Sign(BackendRequest request, string signature) => request with
    {
        Headers = [.. request.Headers, new(BackendHeaders.Key, Key), new(BackendHeaders.Signature, signature)],
    };

    /// <summary>In a way that changes the string to sign in every reading, or in no way where the Secret is to differ.</summary>
    private static BackendRequest Spoil(BackendRequest request, int number) => (number % 4) switch
    {
        0 => request with { Path = request.Path + "x" },
        1 => request with { Query = request.Query + "&added=1" },
        2 => request with { Method = "QUERY" },
        _ => request,
    };

    private static string SpoilSecret(int number) => number % 4 == 3 ? "another_secret" : Secret;
}
