using System.Globalization;

namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>A case made real: a throw-away home with its files, and its variables.</summary>
internal sealed class OracleWorld
{
    private readonly Uri _cloud;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<string, string> _files;

    private OracleWorld(OracleCase one, string home, Uri cloud, DateTimeOffset now)
    {
        Home = home;
        _cloud = cloud;
        _now = now;
        Variables = one.Variables.ToDictionary(pair => pair.Key, pair => Fill(pair.Value));
        _files = one.Files.ToDictionary(file => Path.GetFullPath(Path.Combine(home, file.Key)), file => Fill(file.Value));
    }

    public string Home { get; }

    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Whether the files are as they were made, and no other is there.</summary>
    public bool IsUntouched =>
        Directory.GetFiles(Home, "*", SearchOption.AllDirectories).Select(Path.GetFullPath).Order().SequenceEqual(_files.Keys.Order())
        && _files.All(file => File.ReadAllText(file.Key) == file.Value.TrimStart('\uFEFF'));

    /// <param name="one">The case.</param>
    /// <param name="home">A folder that does not exist yet.</param>
    /// <param name="cloud">Where the loopback cloud listens.</param>
    /// <param name="now">Moments in files count from here.</param>
    public static OracleWorld Make(OracleCase one, string home, Uri cloud, DateTimeOffset now)
    {
        Directory.CreateDirectory(home);
        var world = new OracleWorld(one, home, cloud, now);
        foreach (var (path, text) in world._files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        return world;
    }

    // A path with backslashes would be no JSON; Windows takes the others too.
    private string Fill(string text) => text
        .Replace("{home}", Home.Replace('\\', '/'), StringComparison.Ordinal)
        .Replace("{cloud}", _cloud.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        .Replace("\"{soon}\"", Seconds(_now.AddHours(1)), StringComparison.Ordinal)
        .Replace("\"{past}\"", Seconds(_now.AddHours(-1)), StringComparison.Ordinal);

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
