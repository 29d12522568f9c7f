using AliGatewaySignature.Tests.Processes;
using YamlDotNet.RepresentationModel;

namespace AliGatewaySignature.Tests.Pipelines;

/// <summary>A YAML file of a CI host: a workflow of ours, or an example.</summary>
internal sealed class PipelineFile
{
    // Where a step of GitHub Actions or Azure Pipelines has its script.
    private static readonly string[] ScriptKeys = ["run", "pwsh", "powershell", "script", "bash"];

    private PipelineFile(string name, YamlMappingNode root)
    {
        Name = name;
        Root = root;
    }

    /// <summary>Relative to the repository, with slashes.</summary>
    public string Name { get; }

    public YamlMappingNode Root { get; }

    /// <summary>Every step's script, with the shell that it says it is for; null where it says none.</summary>
    public IEnumerable<(string? Shell, string Script)> Scripts =>
        from step in Mappings(Root)
        from key in ScriptKeys
        where step.Children.TryGetValue(key, out var node) && node is YamlScalarNode
        select (key == "run" ? Text(step, "shell") : key, Text(step, key)!);

    /// <summary>Every action or workflow that is used.</summary>
    public IEnumerable<string> Uses => Mappings(Root).Select(static mapping => Text(mapping, "uses")).OfType<string>();

    public static IEnumerable<string> Names => new[] { Path.Combine(".github", "workflows"), "examples" }
        .SelectMany(static folder => Directory.EnumerateFiles(
            Path.Combine(RepositoryPaths.Root, folder), "*.yml", SearchOption.AllDirectories))
        .Select(static file => Path.GetRelativePath(RepositoryPaths.Root, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    public static PipelineFile Read(string name)
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(Path.Combine(RepositoryPaths.Root, name));
        yaml.Load(reader);
        return new PipelineFile(name, (YamlMappingNode)yaml.Documents.Single().RootNode);
    }

    private static IEnumerable<YamlMappingNode> Mappings(YamlNode node) => node switch
    {
        YamlMappingNode mapping => mapping.Children.Values.SelectMany(Mappings).Prepend(mapping),
        YamlSequenceNode sequence => sequence.Children.SelectMany(Mappings),
        _ => [],
    };

    private static string? Text(YamlMappingNode mapping, string key) =>
        mapping.Children.TryGetValue(key, out var node) && node is YamlScalarNode scalar ? scalar.Value : null;
}
