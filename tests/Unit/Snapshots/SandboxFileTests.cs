using AliGatewaySignature.Errors;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Snapshots;
using Xunit;

namespace AliGatewaySignature.Tests.Snapshots;

/// <summary>A sandbox in a file: what is answered is in it, one at a time writes it, and nothing is left beside it.</summary>
public sealed class SandboxFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ag-sandbox-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "box [1].json");

    public void Dispose()
    {
        if (_folder.Exists)
        {
            _folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task What_is_answered_is_in_the_file()
    {
        using var sandbox = new FileSandbox(Path);
        for (var i = 1; i <= 5; i++)
        {
            var id = await sandbox.CreateAsync($"key_{i}");
            await sandbox.CallAsync("SetSignatureApis", Binding(id, "TEST", i));
            var state = StateReader.Read(Path, File.ReadAllText(Path));
            Assert.Equal(i, state.Keys.Count);
            Assert.Equal(id, state.Keys[^1].Id);
            Assert.Equal((id, FileSandbox.Order(i)), (state.Bindings[^1].SignatureId, state.Bindings[^1].ApiId));
        }

        await sandbox.CallAsync("RemoveSignatureApis", Binding(SandboxIds.OfSignature(1), "TEST", 1));
        await sandbox.CallAsync("DeleteSignature", ("SignatureId", SandboxIds.OfSignature(1)));
        Assert.Equal(4, StateReader.Read(Path, File.ReadAllText(Path)).Keys.Count);
    }

    /// <summary>Also the changes that a call made before it was refused.</summary>
    [Fact]
    public async Task A_refused_call_that_did_something_is_kept_too()
    {
        using var sandbox = new FileSandbox(Path);
        sandbox.Service.Semantics = new SandboxSemantics { BadIdInBatch = OnBadId.ApplyGood };
        var id = await sandbox.CreateAsync("some_key");
        var answer = await sandbox.CallAsync(
            "SetSignatureApis", ("SignatureId", id), ("GroupId", FileSandbox.Orders), ("StageName", "TEST"),
            ("ApiIds", FileSandbox.Order(1) + ",none"));
        Assert.Equal(400, answer.Status);
        Assert.Single(StateReader.Read(Path, File.ReadAllText(Path)).Bindings);
    }

    [Fact]
    public async Task It_opens_again_as_it_was_and_gives_no_id_twice()
    {
        string before;
        using (var sandbox = new FileSandbox(Path))
        {
            await sandbox.CreateAsync("first_key");
            await sandbox.CreateAsync("second_key");
            await sandbox.CallAsync("SetSignatureApis", Binding(SandboxIds.OfSignature(1), "PRE", 7));
            await sandbox.CallAsync("DeleteSignature", ("SignatureId", SandboxIds.OfSignature(2)));
            before = await sandbox.EverythingAsync();
        }

        using var again = new FileSandbox(Path);
        Assert.Equal(before, await again.EverythingAsync());
        Assert.Equal(SandboxIds.OfSignature(3), await again.CreateAsync("third_key"));
    }

    /// <summary>A key that is given what it has is younger afterwards: that is a change as well.</summary>
    [Fact]
    public async Task The_time_of_a_change_is_kept()
    {
        using var sandbox = new FileSandbox(Path);
        var id = await sandbox.CreateAsync("some_key");
        var text = File.ReadAllText(Path);
        var created = ServiceTime.Text(StateReader.Read(Path, text).Keys[0].Modified);
        Assert.Contains($"\"modifiedTime\":\"{created}\"", text, StringComparison.Ordinal);
        File.Delete(Path);
        await sandbox.CallAsync("ModifySignature", ("SignatureId", id), ("SignatureName", "some_key"));
        Assert.Single(StateReader.Read(Path, File.ReadAllText(Path)).Keys);
    }

    [Fact]
    public async Task What_cannot_be_written_has_not_happened()
    {
        using var sandbox = new FileSandbox(Path);
        var id = await sandbox.CreateAsync("first_key");
        var before = await sandbox.EverythingAsync();
        var aside = _folder.FullName + "-aside";
        Directory.Move(_folder.FullName, aside);
        foreach (var (operation, parameters) in new (string, (string, string)[])[]
        {
            ("CreateSignature", [("SignatureName", "other_key"), ("SignatureKey", "other_key_1"), ("SignatureSecret", "secret_1")]),
            ("SetSignatureApis", Binding(id, "TEST", 1)),
            ("DeleteSignature", [("SignatureId", id)]),
        })
        {
            var failure = await Assert.ThrowsAsync<AgException>(() => sandbox.CallAsync(operation, parameters));
            Assert.Equal("FileNotWritten", failure.ErrorId);
            Assert.Equal(before, await sandbox.EverythingAsync());
        }

        Directory.Move(aside, _folder.FullName);
        await sandbox.CallAsync("SetSignatureApis", Binding(id, "TEST", 2));
        var state = StateReader.Read(Path, File.ReadAllText(Path));
        Assert.Equal((1, FileSandbox.Order(2)), (state.Keys.Count, Assert.Single(state.Bindings).ApiId));
    }

    [Fact]
    public async Task Only_its_owner_reads_it_and_nothing_is_left_beside_it()
    {
        using (var sandbox = new FileSandbox(Path))
        {
            await sandbox.CreateAsync("some_key");
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
            }

            Assert.Equal([Path, Path + ".lock"], Files());
        }

        Assert.Equal([Path], Files());
    }

    /// <summary>What a process left that was killed while it wrote holds Secrets.</summary>
    [Fact]
    public void Drafts_of_a_killed_process_are_deleted_and_its_lock_stops_nobody()
    {
        File.WriteAllText(System.IO.Path.Combine(_folder.FullName, ".box [1].json.draft-a1B2c3"), "{ \"signatureSecret\":");
        File.WriteAllText(System.IO.Path.Combine(_folder.FullName, ".box 2.json.draft-a1B2c3"), "of another one");
        File.WriteAllText(Path + ".lock", "1 0123456789abcdef");
        using (new FileSandbox(Path))
        {
        }

        Assert.Equal(["box [1].json", ".box 2.json.draft-a1B2c3"], Files().Select(System.IO.Path.GetFileName).OrderDescending());
    }

    [Fact]
    public async Task Those_who_name_one_file_share_the_sandbox_until_the_last_is_closed()
    {
        using var first = new FileSandbox(Path);
        var id = await first.CreateAsync("some_key");
        using (var second = new FileSandbox(Path))
        {
            Assert.Same(first.Service, second.Service);
            await second.CallAsync("SetSignatureApis", Binding(id, "TEST", 1));
        }

        await first.CallAsync("SetSignatureApis", Binding(id, "TEST", 2));
        Assert.Equal(2, StateReader.Read(Path, File.ReadAllText(Path)).Bindings.Count);
        first.Dispose();
        FileLock.Take(Path).Dispose();
    }

    /// <summary>Somebody corrects the file, or copies the snapshot over it, while it is open.</summary>
    [Fact]
    public async Task What_somebody_else_writes_is_not_lost_and_counts_from_the_next_sign_in_on()
    {
        using var first = new FileSandbox(Path);
        var snapshot = File.ReadAllText(Path);
        var id = await first.CreateAsync("some_key");
        File.WriteAllText(Path, snapshot);
        var failure = await Assert.ThrowsAsync<AgException>(() => first.CallAsync("DeleteSignature", ("SignatureId", id)));
        Assert.Equal("StateFileChanged", failure.ErrorId);
        Assert.Equal(1, first.Service.SignatureCount); // What cannot be written has not happened.
        Assert.Equal(snapshot, File.ReadAllText(Path));
        using var second = new FileSandbox(Path);
        Assert.Equal(0, second.Service.SignatureCount);
        first.Dispose();
        await second.CreateAsync("other_key");
        Assert.Equal("other_key", Assert.Single(StateReader.Read(Path, File.ReadAllText(Path)).Keys).Name);
        Assert.Equal("StateFileInUse", Assert.Throws<AgException>(() => FileLock.Take(Path)).ErrorId);

        File.Delete(Path);
        using var third = new FileSandbox(Path);
        Assert.Equal(0, third.Service.SignatureCount);
        await Assert.ThrowsAsync<AgException>(() => second.CreateAsync("late_key"));
        second.Dispose();
        Assert.Empty(StateReader.Read(Path, File.ReadAllText(Path)).Keys);
    }

    /// <summary>Whoever is root would have no such device any more.</summary>
    [Fact]
    public void A_file_of_the_system_is_refused()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal("FileNotWritten", Assert.Throws<AgException>(() => SnapshotFile.Check("/dev/null", mayReplace: true)).ErrorId);
        }
    }

    /// <summary>A context that went out of scope without Disconnect-AgAccount holds nothing for ever.</summary>
    [Fact]
    public void A_sandbox_that_nobody_refers_to_gives_its_file_back()
    {
        Forget(Path);
        using var again = new FileSandbox(Path);
        Assert.Equal("cn-beijing", again.Service.RegionId);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Forget(string path) => OpenSandboxes.Share(path, "cn-beijing");
    }

    [Fact]
    public void A_file_is_of_one_region()
    {
        using (var sandbox = new FileSandbox(Path, "cn-beijing"))
        {
            Assert.Equal("cn-beijing", sandbox.Service.RegionId);
            Assert.Equal("InvalidInput", Assert.Throws<AgException>(() => new FileSandbox(Path, "cn-hangzhou")).ErrorId);
        }

        Assert.Equal("InvalidInput", Assert.Throws<AgException>(() => new FileSandbox(Path, "cn-hangzhou")).ErrorId);
        using var again = new FileSandbox(Path);
        Assert.Equal("cn-beijing", again.Service.RegionId);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("no folder")]
    [InlineData("link")]
    public void A_path_that_does_not_serve_is_refused(string kind)
    {
        var path = kind == "no folder" ? System.IO.Path.Combine(Path, "inner.json") : Path;
        if (kind == "folder")
        {
            Directory.CreateDirectory(path);
        }
        else if (kind == "link")
        {
            File.WriteAllText(path + ".real", "{}");
            File.CreateSymbolicLink(path, path + ".real");
        }

        Assert.Equal("FileNotWritten", Assert.Throws<AgException>(() => new FileSandbox(path)).ErrorId);
        Assert.DoesNotContain(Files(), static file => file.EndsWith(".lock", StringComparison.Ordinal));
    }

    private static (string Name, string Value)[] Binding(string id, string stage, int api) =>
        [("SignatureId", id), ("GroupId", FileSandbox.Orders), ("StageName", stage), ("ApiIds", FileSandbox.Order(api))];

    private IEnumerable<string> Files() => Directory.GetFiles(_folder.FullName).Order(StringComparer.Ordinal);
}
