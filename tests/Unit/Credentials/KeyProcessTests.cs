using System.Diagnostics;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Credentials.Keys;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Fakes;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>Mode External against real programs: what they print, and what they do instead.</summary>
public sealed class KeyProcessTests : IDisposable
{
    private readonly TestMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData("""{"mode":"AK","access_key_id":"id","access_key_secret":"secret"}""", null)]
    [InlineData(
        """{"mode":"StsToken","access_key_id":"id","access_key_secret":"secret","sts_token":"token","more":"""
        + """1,"expiration":"2999-01-01T00:00:00Z"}""", "token")]
    [InlineData("""{"access_key_id":"id","access_key_secret":"secret","sts_token":"token"}""", "token")]
    public async Task Keys_that_are_printed_sign(string json, string? token)
    {
        var key = (await RunAsync($"cat <<'END'\n{json}\nEND\necho noise >&2")).ToSign();

        Assert.Equal(("id", "secret", token), (key.AccessKeyId, key.AccessKeySecret, key.SecurityToken));
    }

    [Theory]
    [InlineData("echo garbage-Secret1", "not a JSON object")]
    [InlineData("true", "not a JSON object")]
    [InlineData("""echo '{"mode":"AK","access_key_id":"id"}'""", "no access_key_secret")]
    [InlineData("""echo '{"mode":"StsToken","access_key_id":"id","access_key_secret":"garbage-Secret1"}'""", "no sts_token")]
    [InlineData("""echo '{"mode":"RamRoleArn","access_key_id":"id","access_key_secret":"garbage-Secret1"}'""", "mode 'RamRoleArn'")]
    [InlineData(
        """echo '{"mode":"StsToken","access_key_id":"id","access_key_secret":"garbage-Secret1","more":"""
        + """1,"sts_token":"t","expiration":"2001-01-01T00:00:00Z"}'""", "expired")]
    [InlineData("echo garbage-Secret1 >&2; exit 3", "exit code 3")]
    [InlineData("head -c 3000000 /dev/zero", "more than keys can be")]
    public async Task What_is_printed_instead_is_told_but_not_repeated(string script, string says)
    {
        var e = await Assert.ThrowsAsync<AgException>(() => RunAsync(script));

        Assert.Equal("CredentialRequestFailed", e.ErrorId);
        Assert.Contains("Profile 'p' in " + _machine.CliFile, e.Message, StringComparison.Ordinal);
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("garbage-Secret1", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        _machine.CliProfile("\"mode\":\"External\",\"process_command\":\"no-such-program-here --quiet\"");

        var e = await Assert.ThrowsAsync<AgException>(GetAsync);

        Assert.Contains("'no-such-program-here'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_hangs_is_stopped_with_its_children()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a shell.");
        using var impatient = new TestMachine { Clock = new FakeClock { Start = DateTimeOffset.UtcNow, TimeLimitsPassAtOnce = true } };
        var script = impatient.Write("hang.sh", "sleep 1000 & wait\n");
        impatient.CliProfile($"\"mode\":\"External\",\"process_command\":\"sh '{script}'\"");

        var signIn = await CredentialChain.FindAsync(impatient.Machine, impatient.Memory, TestContext.Current.CancellationToken);
        var e = await Assert.ThrowsAsync<AgException>(() => signIn.Credentials.GetAsync(TestContext.Current.CancellationToken));

        Assert.Contains("did not end within 60 s", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_stops_waiting_stops_the_program()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a shell.");
        var begun = Path.Combine(_machine.Home, "pid");
        var script = _machine.Write("hang.sh", $"echo $$ > '{begun}.part'; mv '{begun}.part' '{begun}'; exec sleep 1000\n");
        _machine.CliProfile($"\"mode\":\"External\",\"process_command\":\"sh '{script}'\"");
        using var seen = new FileSystemWatcher(_machine.Home, "pid");
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        seen.Renamed += (_, _) => started.TrySetResult();
        seen.EnableRaisingEvents = true;
        using var stop = new CancellationTokenSource();

        var signIn = await CredentialChain.FindAsync(_machine.Machine, _machine.Memory, stop.Token);
        var keys = signIn.Credentials.GetAsync(stop.Token);
        await started.Task.WaitAsync(TestContext.Current.CancellationToken);
        using var process = Process.GetProcessById(
            int.Parse(await File.ReadAllTextAsync(begun, stop.Token), System.Globalization.CultureInfo.InvariantCulture));
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => keys);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("a b", false, new[] { "a", "b" })]
    [InlineData("  a\t'b c'  \"d e\" ", false, new[] { "a", "b c", "d e" })]
    [InlineData("a ''", false, new[] { "a", "" })]
    [InlineData(@"a\ b ""c\""d"" 'e\f'", false, new[] { "a b", "c\"d", @"e\f" })]
    [InlineData(@"C:\tools\key.exe ""C:\Program Files\x""", true, new[] { @"C:\tools\key.exe", @"C:\Program Files\x" })]
    [InlineData("", false, null)]
    [InlineData("  ", true, null)]
    [InlineData("a 'b", false, null)]
    [InlineData("'' b", false, null)]
    public void A_command_is_cut_into_words(string command, bool windows, string[]? words) =>
        Assert.Equal(words, CommandLine.Split(command, windows));

    [Fact]
    public async Task Arguments_arrive_as_they_were_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a shell.");
        Assert.SkipWhen(Type.GetType("Mono.Runtime") is not null, "Mono cuts a command line in a way of its own.");
        var script = _machine.Write("args.sh",
            "printf '{\"access_key_id\":\"%s\",\"access_key_secret\":\"%s\"}' \"$(printf %s \"$1\" | tr ' ' _)\" \"$#\"\n");
        _machine.CliProfile($"\"mode\":\"External\",\"process_command\":\"sh '{script}' 'a  b' c '' \\\"d'e\\\"\"");

        var key = (await GetAsync()).ToSign();

        Assert.Equal(("a__b", "4"), (key.AccessKeyId, key.AccessKeySecret));
    }

    private Task<Credential> RunAsync(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a shell.");
        _machine.CliProfile($"\"mode\":\"External\",\"process_command\":\"sh '{_machine.Write("keys.sh", script + "\n")}'\"");
        return GetAsync();
    }

    private async Task<Credential> GetAsync()
    {
        var signIn = await CredentialChain.FindAsync(_machine.Machine, _machine.Memory, TestContext.Current.CancellationToken);
        return await signIn.Credentials.GetAsync(TestContext.Current.CancellationToken);
    }
}
