using AliGatewaySignature.Credentials;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>A machine of a test's own: variables, a home folder that is thrown away, and a network.</summary>
internal sealed class TestMachine : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("ag-home-");

    public Dictionary<string, string?> Variables { get; } = new()
    {
        ["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true",
        ["PATH"] = Environment.GetEnvironmentVariable("PATH"), // Programs that tests name are real ones.
    };

    public IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>Where requests go; nowhere when left out.</summary>
    public HttpMessageHandler? Network { get; init; }

    public CredentialMemory Memory { get; set; } = new();

    public string Home => _home.FullName;

    public string CliFile => Path.Combine(Home, ".aliyun", "config.json");

    public string IniFile => Path.Combine(Home, ".alibabacloud", "credentials");

    public Machine Machine => new()
    {
        Variable = name => Variables.GetValueOrDefault(name),
        Home = Home,
        IsWindows = OperatingSystem.IsWindows(),
        Clock = Clock,
        Web = Web.Over(Network ?? new NoNetwork()),
    };

    /// <summary>Writes a file that only its owner can read.</summary>
    public string Write(string path, string text)
    {
        var full = Path.Combine(Home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return full;
    }

    public void Cli(string json) => Write(CliFile, json);

    /// <summary>A CLI file with one profile, the current one.</summary>
    public void CliProfile(string fields) => Cli($$"""{"current":"p","profiles":[{"name":"p",{{fields}}}]}""");

    public void Ini(string text) => Write(IniFile, text);

    public void Dispose() => _home.Delete(recursive: true);

    private sealed class NoNetwork : HttpMessageHandler
    {
        protected override System.Threading.Tasks.Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, System.Threading.CancellationToken cancellationToken) =>
            throw new HttpRequestException("This test has no network.");
    }
}
