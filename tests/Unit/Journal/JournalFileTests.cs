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

        file.Add("{\"v\":1}");
        file.Add("second");
        new JournalFile(_world.Path).Check();
        Assert.Equal("{\"v\":1}\nsecond\n", File.ReadAllText(_world.Path));
    }

    [Fact]
    public void A_file_that_is_there_keeps_its_mode()
    {
        File.WriteAllText(_world.Path, "{\"v\":1}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_world.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }

        new JournalFile(_world.Path).Add("after");
        Assert.Equal("{\"v\":1}\nafter\n", File.ReadAllText(_world.Path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.True(File.GetUnixFileMode(_world.Path).HasFlag(UnixFileMode.GroupRead));
        }
    }

    /// <summary>A slip of the pen must not put lines into a script, a plan or the state of a sandbox.</summary>
    [Theory]
    [InlineData("Get-AgSignature\n'{\"v\":1'\n")]
    [InlineData("GroupId,ApiId\na,b\n")]
    [InlineData("{\n  \"format\": \"AliGatewaySignature.State\",\n")]
    public void What_is_there_and_is_no_journal_stays_as_it_is(string text)
    {
        File.WriteAllText(_world.Path, text);
        foreach (var use in new Action<JournalFile>[] { static file => file.Check(), static file => file.Add("{\"v\":1}") })
        {
            var refused = Assert.Throws<AgException>(() => use(new JournalFile(_world.Path)));
            Assert.Same(Faults.JournalNotWritten, refused.Kind);
            Assert.Contains("is no journal", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(text, File.ReadAllText(_world.Path));
    }

    /// <summary>What is left of a journal is one: of its first line, or behind one that lost its start.</summary>
    [Theory]
    [InlineData("{")]
    [InlineData("{\"v")]
    [InlineData("ame\":\"orders\"}]}\n{\"v\":1,\"id\":\"a\"}\n")]
    public void A_journal_that_lost_a_part_is_written_on(string text)
    {
        File.WriteAllText(_world.Path, text);
        new JournalFile(_world.Path).Add("{\"v\":1}");
        Assert.Equal(text + (text.EndsWith('\n') ? "" : "\n") + "{\"v\":1}\n", File.ReadAllText(_world.Path));
    }

    /// <summary>An undo would take them for "no key", for several APIs, or for the unbinding of something.</summary>
    [Theory]
    [InlineData("SetSignatureApis", "k", "g", """{"id":"a","before":"b"}""", true)]
    [InlineData("SetSignatureApis", "k", "g", """{"id":"a","before":null}""", true)]
    [InlineData("SetSignatureApis", "k", "g", """{"id":"a","before":{}}""", false)]
    [InlineData("SetSignatureApis", "k", "g", """{"id":"a","before":[]}""", false)]
    [InlineData("SetSignatureApis", "k", "g", """{"id":"a","before":"b,c"}""", false)]
    [InlineData("SetSignatureApis", "k", "g", """{"id":"a,b","before":"c"}""", false)]
    [InlineData("SetSignatureApis", "k", "g", """{"id":"","before":"c"}""", false)]
    [InlineData("SetSignatureApis", "k,l", "g", """{"id":"a","before":"b"}""", false)]
    [InlineData("SetSignatureApis", "k", "", """{"id":"a","before":"b"}""", false)]
    [InlineData("DetachPlugin", "k", "g", """{"id":"a","before":"b"}""", false)]
    public void What_cannot_be_a_change_is_passed_over(string operation, string key, string group, string api, bool isRead)
    {
        var line = """{"v":1,"id":"i","phase":"before","time":"2026-12-01T00:00:00Z","run":"0f8fad5b-d9cb-469f-a165-70867728950e","""
            + $"\"operation\":\"{operation}\",\"key\":\"{key}\",\"group\":\"{group}\",\"stage\":\"TEST\",\"apis\":[{api}]}}";
        var read = JournalReader.Read(Encoding.UTF8.GetBytes(line));
        Assert.Equal((isRead ? 1 : 0, isRead ? 0 : 1), (read.Changes.Count, read.Unread.Count));
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
