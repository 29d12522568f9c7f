using System.Globalization;
using System.Runtime.InteropServices;
using AliGatewaySignature.PowerShellEngine;
using AliGatewaySignature.Tests.Processes;

namespace AliGatewaySignature.Bench.Reporting;

/// <summary>What the figures were taken on; nothing that would name the machine.</summary>
internal static class Machine
{
    public static async Task<string> DescribeAsync()
    {
        var powerShell = await ChildProcess.RunAsync(
            PowerShellProgram.Chosen,
            ["-NoProfile", "-Command",
                "$PSVersionTable.PSVersion.ToString() + ' on ' + [Runtime.InteropServices.RuntimeInformation]::FrameworkDescription"]);
        return string.Format(CultureInfo.InvariantCulture,
            "{0} cores ({1}), {2:0} GiB of memory, {3}, {4}; PowerShell {5}. Load average before the run: {6}.",
            Environment.ProcessorCount,
            Processor(),
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024),
            OperatingSystemName(),
            RuntimeInformation.FrameworkDescription,
            powerShell.Output.Trim(),
            Load());
    }

    private static string Processor() =>
        Read("/proc/cpuinfo", "model name", ':') is { } name
            ? name + ", " + RuntimeInformation.ProcessArchitecture
            : RuntimeInformation.ProcessArchitecture.ToString();

    private static string OperatingSystemName() =>
        Read("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? RuntimeInformation.OSDescription;

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string? Read(string file, string name, char separator) =>
        File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(separator, 2)[1].Trim()
            : null;
}
