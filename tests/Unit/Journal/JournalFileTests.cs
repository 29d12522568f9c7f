using System.Text;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Journal;
using Xunit;

namespace AliGatewaySignature.Tests.Journals;

/// <summary>The file: who may read it, what a killed writer leaves in it, and what refuses to be one.</summary>
public sealed class JournalFileTests : IDisposable
{
    private readonly JournalWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void It_is_made_for_its_owner_only_and_only_ever_grows()
    {
        var file = new JournalFile(_world.Path);
        file.Check();
        Assert.Empty(File.ReadAllBytes(_world.Path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_world.Path));
        }

        file.Add("first");
        file.Add("second");
        file.Check();
        Assert.Equal("first\nsecond\n", File.ReadAllText(_world.Path));
    }

    [Fact]
    public void A_file_that_is_there_keeps_its_mode()
    {
        File.WriteAllText(_world.Path, "before\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_world.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }

        new JournalFile(_world.Path).Add("after");
        Assert.Equal("before\nafter\n", File.ReadAllText(_world.Path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.True(File.GetUnixFileMode(_world.Path).HasFlag(UnixFileMode.GroupRead));
        }
    }

    /// <summary>Wherever a writer is killed: the lines before are read, the next stands by itself, and one is passed over.</summary>
    [Fact]
    public async Task A_line_that_was_cut_off_anywhere_costs_nothing_but_itself()
    {
        var client = _world.Client();
        var key = await _world.NewKeyAsync(client);
        var whole = await File.ReadAllBytesAsync(_world.Path, JournalWorld.Cancellation);
        var start = Array.IndexOf(whole, (byte)'\n') + 1;
        for (var length = start; length <= whole.Length; length += 7)
        {
            await File.WriteAllBytesAsync(_world.Path, whole[..length], JournalWorld.Cancellation);
            await client.DeleteSignatureAsync("another", isKnown: false, JournalWorld.Cancellation).ContinueWith(
                static deleting => Assert.NotNull(deleting.Exception), TaskScheduler.Default);

            var read = _world.Read();
            Assert.Equal(["CreateSignature", "DeleteSignature"], read.Changes.Select(static change => change.Operation));
            Assert.Equal(length == start || length >= whole.Length - 1 ? 0 : 1, read.Unread.Count);
            Assert.Equal("NotDone", read.Changes[1].Outcome.ToString());
            Assert.True(read.Changes[0].SignatureId is null || read.Changes[0].SignatureId == key.SignatureId);
        }
    }

    [Fact]
    public void What_is_no_line_of_a_journal_is_passed_over_by_its_number()
    {
        const string Good = """{"v":1,"id":"a","phase":"before","time":"2026-12-01T00:00:00Z","operation":"CreateSignature","""
            + "\"run\":\"0f8fad5b-d9cb-469f-a165-70867728950e\"}";
        var text = string.Join(
            '\n', "nothing", Good, "", "[1]", "{}", Good.Replace("\"v\":1", "\"v\":2"), Good, "\uFEFF" + Good.Replace("\"a\"", "\"b\""),
            """{"v":1,"id":"z","phase":"after","time":"2026-12-01T00:00:00Z","outcome":"done"}""",
            Good.Replace("\"a\"", "\"c\"").Replace("}", ",\"group\":\"g\",\"apis\":[1]}"));
        var read = JournalReader.Read(Encoding.UTF8.GetBytes(text));

        Assert.Equal(2, read.Changes.Count);
        Assert.Equal([1, 4, 5, 6, 7, 9, 10], read.Unread); // 6 is of another version, 7 has an id twice, 9 ends what nobody began.
    }

    public static TheoryData<string> Refusing => OperatingSystem.IsLinux()
        ? ["folder", "missing folder", "full disk", "/proc/version"]
        : ["folder", "missing folder"];

    [Theory]
    [MemberData(nameof(Refusing))]
    public async Task What_cannot_take_the_line_before_keeps_the_call_from_being_sent(string what)
    {
        var path = what switch
        {
            "folder" => Directory.CreateDirectory(_world.Path).FullName,
            "missing folder" => Path.Combine(_world.Path, "journal.jsonl"),
            "full disk" => "/dev/full",
            _ => what,
        };
        var client = _world.Client(path: path);
        foreach (var write in new Func<Task>[]
        {
            () => _world.NewKeyAsync(client),
            () => client.ModifySignatureAsync("s", "new_name", null, null, JournalWorld.Cancellation),
            () => client.DeleteSignatureAsync("s", isKnown: true, JournalWorld.Cancellation),
            () => client.SetSignatureApisAsync("s", "g", "TEST", ["a"], null, JournalWorld.Cancellation),
            () => client.RemoveSignatureApisAsync("s", "g", "TEST", ["a"], null, JournalWorld.Cancellation),
            () => client.RemoveAllSignatureApisAsync("s", "g", "TEST", JournalWorld.Cancellation),
        })
        {
            var refused = await Assert.ThrowsAsync<AgException>(write);
            Assert.Same(Faults.JournalNotWritten, refused.Kind);
            Assert.False(refused.OutcomeUnknown);
            Assert.Contains("was not sent", refused.Message, StringComparison.Ordinal);
            Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        }

        Assert.Empty(_world.Sandbox.Calls);
        await client.DescribeSignaturesAsync(null, null, includeSecret: false, 1, JournalWorld.Cancellation);
        Assert.Single(_world.Sandbox.Calls); // Reading is nobody's business.
    }
}
