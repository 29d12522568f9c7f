using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace System.IO
{
    [Flags]
    internal enum UnixFileMode
    {
        None = 0,
        UserWrite = 128,
        UserRead = 256,
    }
}

namespace AliGatewaySignature.Tests
{
    /// <summary>What the tests use of newer files and numbers.</summary>
    internal static class MachinePolyfills
    {
        extension(OperatingSystem)
        {
            public static bool IsWindows() => Environment.OSVersion.Platform == PlatformID.Win32NT;
        }

        extension(File)
        {
            public static Task<string> ReadAllTextAsync(string path, CancellationToken cancellationToken) =>
                Task.Run(() => File.ReadAllText(path), cancellationToken);

            public static void SetUnixFileMode(string path, UnixFileMode mode)
            {
                if (ChangeMode(path, (uint)mode) != 0)
                {
                    throw new IOException($"The mode of {path} could not be set.");
                }
            }
        }

        extension(Directory)
        {
            public static DirectoryInfo CreateTempSubdirectory(string prefix) =>
                Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), prefix + Guid.NewGuid().ToString("N")));
        }

        extension(Math)
        {
            public static double Log2(double value) => Math.Log(value, 2);
        }

        extension(Random random)
        {
            public void Shuffle<T>(T[] items)
            {
                for (var last = items.Length - 1; last > 0; last--)
                {
                    var other = random.Next(last + 1);
                    (items[last], items[other]) = (items[other], items[last]);
                }
            }
        }

        extension(DateTimeOffset)
        {
            public static DateTimeOffset UnixEpoch => new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
        }

        [DllImport("libc", EntryPoint = "chmod", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
        private static extern int ChangeMode(string path, uint mode);
    }
}
