using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Journal;
using AliGatewaySignature.Model;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;
using Xunit;

namespace AliGatewaySignature.Tests.Journals;

/// <summary>A folder for a journal, and clients of a sandbox that write into it.</summary>
internal sealed class JournalWorld : IDisposable
{
    public const string Secret = "unheard_Secret_1";
    public const string Key = "UnheardKey1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ag-journal-");
    private readonly AgContext _context;

    public JournalWorld()
    {
        Path = System.IO.Path.Combine(_folder.FullName, "journal.jsonl");
        _context = new AgContext("Sandbox", static () => ("LTAI****1", null), new Uri("https://apigateway.sandbox.invalid/"), Sandbox)
        {
            RegionId = "cn-hangzhou",
            IsSandbox = true,
            AccountId = "1234567890123456",
        };
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public DisturbedSandbox Sandbox { get; } = new();

    public string Path { get; }

    public JournalRun? LastRun { get; private set; }

    /// <summary>A client whose run has an id and a cmdlet's name.</summary>
    public GatewayClient Client(Guid? runId = null, string? path = null, IApiTransport? over = null)
    {
        LastRun = new JournalRun(new JournalFile(path ?? Path), SystemClock.Instance, _context, runId ?? Guid.NewGuid(), "Test-Journal");
        return new GatewayClient(over ?? Sandbox, Sandbox.Clock, NoObserver.Instance, LastRun);
    }

    public async Task<AgSignature> NewKeyAsync(GatewayClient client, string name = "journal_key") =>
        await client.CreateSignatureAsync(name, Key, PlainText.Protect(Secret), Cancellation);

    public JournalReader Read() => JournalReader.Read(new JournalFile(Path));

    public void Dispose()
    {
        Sandbox.Dispose();
        _folder.Delete(recursive: true);
    }
}
