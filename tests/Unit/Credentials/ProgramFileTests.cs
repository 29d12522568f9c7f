using AliGatewaySignature.Credentials;
using AliGatewaySignature.Credentials.Keys;
using AliGatewaySignature.Errors;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>Which file a program's name stands for. The current folder is a stranger's until the user names it.</summary>
public sealed class ProgramFileTests : IDisposable
{
    private readonly TestMachine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("./")]
    [InlineData(":bin::")]
    public void A_program_in_the_current_folder_is_not_found_by_its_name(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Folders of PATH are parted by a colon.");
        _machine.Variables["PATH"] = path;
        var name = $"keys-{Guid.NewGuid():N}";
        var here = Path.Combine(Environment.CurrentDirectory, name);
        WriteProgram(here);
        try
        {
            var e = Assert.Throws<AgException>(() => ProgramFile.Find(_machine.Machine, name, "Profile 'p'"));

            Assert.Equal("CredentialRequestFailed", e.ErrorId);
            Assert.Contains($"'{name}' is in no folder of PATH", e.Message, StringComparison.Ordinal);
            Assert.Equal(here, ProgramFile.Find(_machine.Machine, "./" + name, "Profile 'p'"));
        }
        finally
        {
            File.Delete(here);
        }
    }

    [Fact]
    public async Task A_program_beside_that_of_this_process_is_not_run_by_its_name()
    {
        // .NET looks there first, even before the current folder. These tests run in dotnet, or in a program of their own.
        _machine.Variables["PATH"] = _machine.Home;
        var own = Path.GetFileName(Environment.ProcessPath!);
        _machine.CliProfile($"\"mode\":\"External\",\"process_command\":\"{own} --version\"");

        var signIn = await CredentialChain.FindAsync(_machine.Machine, _machine.Memory, TestContext.Current.CancellationToken);
        var e = await Assert.ThrowsAsync<AgException>(() => signIn.Credentials.GetAsync(TestContext.Current.CancellationToken));

        Assert.Contains("in no folder of PATH", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_folder_of_PATH_that_has_a_program_of_the_name_serves()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Whether a file is a program is told by its mode.");
        Directory.CreateDirectory(Path.Combine(_machine.Home, "a", "keys"));
        _machine.Write("b/keys", "no program");
        foreach (var folder in new[] { "c", "d" })
        {
            WriteProgram(_machine.Write(folder + "/keys", string.Empty));
        }

        _machine.Variables["PATH"] = string.Join(
            ':', new[] { "a", "b", "none", "c", "d" }.Select(name => Path.Combine(_machine.Home, name)));

        Assert.Equal(Path.Combine(_machine.Home, "c", "keys"), ProgramFile.Find(_machine.Machine, "keys", "Profile 'p'"));
    }

    [Theory]
    [InlineData("keys", @"C:\Tools;D:\More", null, @"D:\More\keys.exe", @"D:\More\keys.exe")]
    [InlineData(
        "keys", @";.;bin;C:keys;""C:\Tools\"";D:\More", null, @"C:\Tools\keys.cmd", @"C:\Tools\keys.cmd", @".\keys.exe", @"\keys.exe")]
    [InlineData("keys.exe", @"C:\Tools", null, @"C:\Tools\keys.exe", @"C:\Tools\keys.exe", @"C:\Tools\keys.exe.exe")]
    [InlineData("keys.v2", @"C:\Tools", null, @"C:\Tools\keys.v2.exe", @"C:\Tools\keys.v2", @"C:\Tools\keys.v2.exe")]
    [InlineData(
        "keys", @"C:\Tools", ".BAT;.EXE;.JS", @"C:\Tools\keys.BAT", @"C:\Tools\keys.JS", @"C:\Tools\keys.EXE", @"C:\Tools\keys.BAT")]
    [InlineData("keys", @"\\server\share", ".EXE", @"\\server\share\keys.EXE", @"\\server\share\keys.EXE")]
    [InlineData("keys", @"C:\Tools", ".JS", null, @"C:\Tools\keys.JS")]
    [InlineData(
        "keys", @".;;\;bin;C:", null, null, @".\keys.exe", "keys.exe", @"\keys.exe", @"bin\keys.exe", @"C:\keys.exe", "C:keys.exe")]
    public void Windows_looks_in_the_folders_of_PATH_alone(string name, string path, string? endings, string? found, params string[] files)
    {
        var windows = new Machine
        {
            Variable = variable => variable switch { "PATH" => path, "PATHEXT" => endings, _ => null },
            IsWindows = true,
            HasFile = files.Contains,
        };

        if (found is null)
        {
            Assert.Throws<AgException>(() => ProgramFile.Find(windows, name, "Profile 'p'"));
        }
        else
        {
            Assert.Equal(found, ProgramFile.Find(windows, name, "Profile 'p'"));
        }
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("0", false)]
    [InlineData("yes", false)]
    [InlineData(null, false)]
    public async Task What_may_be_run_or_asked_is_switched_off_as_the_CLI_does(string? value, bool off)
    {
        // https://github.com/aliyun/aliyun-cli, config/profile.go: "1" or "true" (case-insensitive).
        _machine.Variables["ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS"] = value;
        foreach (var fields in new[]
        {
            "\"mode\":\"External\",\"process_command\":\"keys\"",
            "\"mode\":\"CredentialsURI\",\"credentials_uri\":\"https://sidecar.example.com\"",
        })
        {
            _machine.CliProfile(fields);
            await CheckAsync();
        }

        File.Delete(_machine.CliFile);
        _machine.Variables["ALIBABA_CLOUD_CREDENTIALS_URI"] = "https://sidecar.example.com";
        await CheckAsync();

        async Task CheckAsync()
        {
            var find = () => CredentialChain.FindAsync(_machine.Machine, _machine.Memory, TestContext.Current.CancellationToken);
            if (!off)
            {
                await find();
                return;
            }

            var e = await Assert.ThrowsAsync<AgException>(find);
            Assert.Equal("CredentialSourceInvalid", e.ErrorId);
            Assert.Contains("ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS forbids", e.Message, StringComparison.Ordinal);
        }
    }

    private static void WriteProgram(string path)
    {
        File.WriteAllText(path, "#!/bin/sh\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
