using System.Globalization;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Fakes;
using AliGatewaySignature.Tests.Processes;
using Xunit;

namespace AliGatewaySignature.Tests.Journals;

/// <summary>Two processes share a journal, and one of them is killed at random points.</summary>
public sealed class JournalProcessesTests : IDisposable
{
    private const string PathVariable = "AG_TEST_JOURNAL";
    private const string AcknowledgedVariable = "AG_TEST_JOURNAL_ACKNOWLEDGED";
    private const string Mark = "journal: written";
    private const int Writes = 1_000;
    private const int Kills = 3;

    private readonly JournalWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Every_line_is_whole_and_every_acknowledged_write_is_in_it()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { } path)
        {
            await WriteUntilKilledAsync(path, Environment.GetEnvironmentVariable(AcknowledgedVariable)!);
        }

        var random = new Random(20261201);
        var acknowledged = Path.Combine(Path.GetDirectoryName(_world.Path)!, "acknowledged");
        await File.WriteAllTextAsync(acknowledged, string.Empty, JournalWorld.Cancellation);
        var own = new List<Guid>();
        var others = 0;
        var killing = KillAsync(acknowledged, random);
        while (own.Count + (others = Acknowledged(acknowledged).Count) < Writes || !killing.IsCompleted)
        {
            own.Add(await WriteAsync(_world.Client, _world.Path));
        }

        await killing;
        var read = _world.Read();
        var done = read.Changes
            .Where(static change => change.Outcome == AgChangeOutcome.Done).Select(static change => change.RunId).ToHashSet();
        Assert.Empty(own.Except(done));
        Assert.Empty(Acknowledged(acknowledged).Except(done));
        Assert.True(others > Kills, "The other process wrote, too.");

        // What was under way when it was killed: one call each time at the most, and one line that was cut off.
        Assert.InRange(read.Changes.Count - own.Count - others, 0, Kills);
        Assert.InRange(read.Unread.Count, 0, Kills);
        var lines = await File.ReadAllLinesAsync(_world.Path, JournalWorld.Cancellation);
        Assert.All(
            lines.Where((_, at) => !read.Unread.Contains(at + 1)),
            static line => Assert.True(line.StartsWith('{') && line.EndsWith('}'), line));
    }

    /// <summary>The parent's half: starts the other process, and kills it after some writes, time and again.</summary>
    private async Task KillAsync(string acknowledged, Random random)
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            var wanted = random.Next(2, 60);
            await using var child = ChildProcess.Start(
                EnginePaths.DotNet,
                [
                    typeof(JournalProcessesTests).Assembly.Location, "--filter-method",
                    $"*{nameof(JournalProcessesTests)}.{nameof(Every_line_is_whole_and_every_acknowledged_write_is_in_it)}",
                    "--no-ansi", "--no-progress",
                ],
                new Dictionary<string, string?> { [PathVariable] = _world.Path, [AcknowledgedVariable] = acknowledged },
                Path.GetTempPath());
            while (wanted > 0)
            {
                var line = await child.ReadLineAsync(JournalWorld.Cancellation);
                Assert.NotNull(line);
                wanted -= line.Contains(Mark, StringComparison.Ordinal) ? 1 : 0;
            }
        }
    }

    /// <summary>The child's half.</summary>
    private async Task WriteUntilKilledAsync(string path, string acknowledged)
    {
        while (true)
        {
            var run = await WriteAsync(_world.Client, path);
            await File.AppendAllTextAsync(acknowledged, run.ToString("N", CultureInfo.InvariantCulture) + "\n", JournalWorld.Cancellation);
            Console.WriteLine(Mark);
        }
    }

    private static async Task<Guid> WriteAsync(
        Func<Guid?, string?, AliGatewaySignature.Transport.IApiTransport?, GatewayClient> client, string path)
    {
        var run = Guid.NewGuid();
        await client(run, path, AcceptingTransport.Instance).SetSignatureApisAsync(
            "1f06a5db4a67eddf5cf286014d6ec8bd", DisturbedSandbox.Group, "TEST", DisturbedSandbox.Ids(2), null, JournalWorld.Cancellation);
        return run;
    }

    /// <summary>The whole lines of a file that another process writes.</summary>
    private static List<Guid> Acknowledged(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var text = new StreamReader(stream);
        return [.. text.ReadToEnd().Split('\n')[..^1].Select(Guid.Parse)];
    }
}
