using AliGatewaySignature.Errors;
using AliGatewaySignature.Reports;
using Xunit;

namespace AliGatewaySignature.Tests.Reports;

/// <summary>A report is there whole, or what was there before is.</summary>
public sealed class ReportFileTests : IDisposable
{
    private static readonly ReportFormat Json = new JsonReport();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ag-report-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "coverage.json");

    public void Dispose()
    {
        foreach (var file in _folder.EnumerateFiles())
        {
            file.IsReadOnly = false;
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public void It_is_made_and_replaced_and_nothing_is_left_beside_it()
    {
        Write("first");
        Assert.Equal("first", File.ReadAllText(Path));
        Write("second, which is longer");
        Write("third");
        Assert.Equal("third", File.ReadAllText(Path));
        Assert.Equal(Path, Assert.Single(Directory.GetFiles(_folder.FullName)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_fails_half_way_or_is_stopped_leaves_what_was_there(bool isStopped)
    {
        Write("before");
        using var stop = new CancellationTokenSource();
        void Half(TextWriter to)
        {
            to.Write("half");
            to.Flush();
            Assert.Equal("before", File.ReadAllText(Path));
            if (!isStopped)
            {
                throw new IOException("No space left on device.");
            }

            stop.Cancel();
        }

        var file = new ReportFile(Path, noClobber: false, force: false);
        var failure = Record.Exception(() => file.Write(Half, Json, stop.Token));
        if (isStopped)
        {
            Assert.IsType<OperationCanceledException>(failure);
        }
        else
        {
            var typed = Assert.IsType<AgException>(failure);
            Assert.Same(Faults.FileNotWritten, typed.Kind);
            Assert.Contains("No space left on device", typed.Message, StringComparison.Ordinal);
        }

        Assert.Equal("before", File.ReadAllText(Path));
        Assert.Single(Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void NoClobber_keeps_a_file_also_one_that_came_meanwhile()
    {
        var file = new ReportFile(Path, noClobber: true, force: false);
        file.Write(to => to.Write("first"), Json, TestContext.Current.CancellationToken);
        Assert.Same(Faults.FileExists, Assert.Throws<AgException>(file.Check).Kind);
        File.Delete(Path);
        Assert.Same(Faults.FileNotWritten, Assert.Throws<AgException>(() => file.Write(
            _ => File.WriteAllText(Path, "of somebody else"), Json, TestContext.Current.CancellationToken)).Kind);
        Assert.Equal("of somebody else", File.ReadAllText(Path));
        Assert.Single(Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void A_read_only_file_is_replaced_with_Force_and_stays_read_only()
    {
        Write("before");
        File.SetAttributes(Path, FileAttributes.ReadOnly);
        Assert.Same(Faults.FileExists, Assert.Throws<AgException>(() => Write("after")).Kind);
        Assert.Equal("before", File.ReadAllText(Path));
        new ReportFile(Path, noClobber: false, force: true).Write(
            static to => to.Write("after"), Json, TestContext.Current.CancellationToken);
        Assert.Equal("after", File.ReadAllText(Path));
        Assert.True(File.GetAttributes(Path).HasFlag(FileAttributes.ReadOnly));
    }

    [Fact]
    public void A_file_that_only_its_owner_reads_stays_so()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Rights belong to the name there, and File.Replace keeps them.");
            return;
        }

        Write("before");
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Write("after");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    /// <summary>A file is written under another name first, which nobody knows.</summary>
    [Fact]
    public void What_cannot_be_put_into_a_folder_names_the_file_and_the_folder()
    {
        var failure = Assert.Throws<AgException>(() => new ReportFile(Path, noClobber: false, force: false).Write(
            to => throw new IOException($"Disk full: '{Directory.GetFiles(_folder.FullName).Single()}'."), Json,
            TestContext.Current.CancellationToken));
        Assert.Same(Faults.FileNotWritten, failure.Kind);
        Assert.Contains(
            $"its folder '{_folder.FullName}' does not take it (Disk full: '{Path}')", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>What is advised is what helps: a parameter that was not given cannot be left out.</summary>
    [Fact]
    public void A_file_that_is_there_comes_with_the_advice_that_is_about_it()
    {
        Write("before");
        Assert.Contains("-NoClobber", Advice(noClobber: true), StringComparison.Ordinal);
        File.SetAttributes(Path, FileAttributes.ReadOnly);
        Assert.Contains("-Force", Advice(noClobber: false), StringComparison.Ordinal);
        Assert.DoesNotContain("-NoClobber", Advice(noClobber: false), StringComparison.Ordinal);

        string Advice(bool noClobber) =>
            Assert.Throws<AgException>(new ReportFile(Path, noClobber, force: false).Check).RecommendedAction;
    }

    [Fact]
    public void A_folder_and_a_folder_that_is_not_there_are_refused()
    {
        Assert.Contains("is a folder", Refused(_folder.FullName).Message, StringComparison.Ordinal);
        var nowhere = System.IO.Path.Combine(_folder.FullName, "no", "x.json");
        Assert.Contains("there is no folder", Refused(nowhere).Message, StringComparison.Ordinal);

        static AgException Refused(string path)
        {
            var failure = Assert.Throws<AgException>(new ReportFile(path, noClobber: false, force: true).Check);
            Assert.Same(Faults.FileNotWritten, failure.Kind);
            return failure;
        }
    }

    private void Write(string text) =>
        new ReportFile(Path, noClobber: false, force: false).Write(to => to.Write(text), Json, TestContext.Current.CancellationToken);
}
