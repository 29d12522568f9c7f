using System.Text.Json;
using System.Text.Json.Nodes;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>One vector of signing-vectors.json, which the official npm packages made with a fixed clock and nonce.</summary>
internal sealed class SigningVector
{
    private SigningVector(JsonNode node)
    {
        Name = (string)node["name"]!;
        Input = node["input"]!.AsObject();
        Signature = (string)node["signature"]!;
        Body = (string?)node["body"] ?? string.Empty;
        Authorization = (string?)node["authorization"] ?? string.Empty;
    }

    public string Name { get; }

    public JsonObject Input { get; }

    public string Signature { get; }

    public string Body { get; }

    public string Authorization { get; }

    public static IReadOnlyList<SigningVector> Acs3 { get; } = Read("acs3");

    public static IReadOnlyList<SigningVector> Rpc { get; } = Read("rpcV1");

    public string? Text(string name) => (string?)Input[name];

    public IReadOnlyList<KeyValuePair<string, string>> Fields(string name) =>
        Input[name] is JsonObject fields ? [.. fields.Select(static field => KeyValuePair.Create(field.Key, (string)field.Value!))] : [];

    private static List<SigningVector> Read(string list)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Sandbox", "signing-vectors.json"));
        return [.. JsonNode.Parse(file, documentOptions: new JsonDocumentOptions())![list]!.AsArray()
            .Select(static node => new SigningVector(node!))];
    }
}
