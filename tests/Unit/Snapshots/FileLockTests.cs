using System.Globalization;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Snapshots;
using Xunit;

namespace AliGatewaySignature.Tests.Snapshots;

/// <summary>One at a time may write a file.</summary>
public sealed class FileLockTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ag-lock-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "box.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Whoever_comes_second_is_told_who_was_first()
    {
        using (FileLock.Take(Path))
        {
            var failure = Assert.Throws<AgException>(() => FileLock.Take(Path));
            Assert.Equal("StateFileInUse", failure.ErrorId);
            Assert.Contains(
                Environment.ProcessId.ToString(CultureInfo.InvariantCulture), failure.Message, StringComparison.Ordinal);
            Assert.Equal("StateFileInUse", Assert.Throws<AgException>(() => SnapshotFile.Open(Path, mayReplace: true)).ErrorId);
        }

        FileLock.Take(Path).Dispose();
        Assert.Empty(_folder.GetFiles());
    }

    /// <summary>A state may be called "yarn".</summary>
    [Fact]
    public void A_file_that_has_the_name_and_is_no_lock_stays_as_it_is()
    {
        File.WriteAllText(Path + ".lock", "# yarn lockfile v1\n");
        var failure = Assert.Throws<AgException>(() => FileLock.Take(Path));
        Assert.Equal("FileNotWritten", failure.ErrorId);
        Assert.Contains(Path + ".lock", failure.Message, StringComparison.Ordinal);
        Assert.Equal("# yarn lockfile v1\n", File.ReadAllText(Path + ".lock"));
    }

    /// <summary>Many that come and go at once: whoever has it is alone, also while another one deletes the file of the lock.</summary>
    [Fact]
    public void Only_one_at_a_time_has_the_lock()
    {
        var inside = 0;
        var taken = 0;
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            while (Volatile.Read(ref taken) < 200)
            {
                try
                {
                    using (FileLock.Take(Path))
                    {
                        Assert.Equal(1, Interlocked.Increment(ref inside));
                        Interlocked.Increment(ref taken);
                        Interlocked.Decrement(ref inside);
                    }
                }
                catch (AgException e) when (e.ErrorId == "StateFileInUse")
                {
                }
            }
        });
        Assert.True(taken >= 200);
    }
}
