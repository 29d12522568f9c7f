using System.Text.Json;
using System.Text.Json.Nodes;
using AliGatewaySignature.Tests.Credentials.Cloud;

namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>Writes what the CLI writes into ~/.aliyun/config.json.</summary>
internal static class CliFile
{
    public const string Path = ".aliyun/config.json";

    public const string TokenFile = "tokens/cli";

    public const string RoleArn = "acs:ram::1:role/cli";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Temporary keys that somebody wrote into the file.</summary>
    public static CloudKeys Temporary { get; } = CloudKeys.Temporary("cli");

    /// <summary>The file's text.</summary>
    /// <param name="current">The profile that serves when nobody names one; null leaves the field out.</param>
    /// <param name="profiles">The profiles in their order.</param>
    public static string Text(string? current, params JsonObject[] profiles)
    {
        var file = new JsonObject
        {
            ["profiles"] = new JsonArray([.. profiles.Select(profile => profile.DeepClone())]),
            ["meta_path"] = "",
        };
        if (current is not null)
        {
            file.Insert(0, "current", current);
        }

        return file.ToJsonString(Indented);
    }

    public static JsonObject Profile(string name, string? mode, params (string Name, JsonNode Value)[] fields)
    {
        var profile = new JsonObject { ["name"] = name };
        if (mode is not null)
        {
            profile["mode"] = mode;
        }

        foreach (var (field, value) in fields)
        {
            profile[field] = value;
        }

        return profile;
    }

    /// <summary>A profile with permanent keys.</summary>
    public static JsonObject Keys(string name, string mode, string id, params (string Name, JsonNode Value)[] more) =>
        Profile(name, mode, [("access_key_id", id), ("access_key_secret", CloudKeys.SecretOf(id)), .. more]);

    /// <summary>A profile with temporary keys.</summary>
    public static JsonObject TokenKeys(string name, string mode, params (string Name, JsonNode Value)[] more) =>
        Keys(name, mode, Temporary.AccessKeyId, [("sts_token", Temporary.SecurityToken), .. more]);

    /// <summary>A profile that takes another one's keys to assume a role.</summary>
    public static JsonObject Chain(string name, string source, params (string Name, JsonNode Value)[] more) =>
        Profile(name, "ChainableRamRoleArn", [("source_profile", source), ("ram_role_arn", RoleArn + "-" + name), .. more]);

    public static JsonObject Oidc(string name, params (string Name, JsonNode Value)[] more) => Profile(
        name, "OIDC",
        [("oidc_provider_arn", OidcBlocks.ProviderArn), ("oidc_token_file", "{home}/" + TokenFile), ("ram_role_arn", RoleArn), .. more]);

    /// <summary>A source whose file has these profiles; the first serves by default.</summary>
    public static Block Block(string name, params JsonObject[] profiles) => Block(name, (string)profiles[0]["name"]!, profiles);

    public static Block Block(string name, string? current, params JsonObject[] profiles) => Block(name, Text(current, profiles)) with
    {
        Profiles = [.. profiles.Select(profile => (string)profile["name"]!)],
    };

    public static Block Block(string name, string text) => new()
    {
        Name = "cli: " + name,
        Standing = Standing.Present,
        Files = Texts.Create((Path, text)),
    };

    /// <summary>The same, with one more file.</summary>
    public static Block WithFile(this Block block, string path, string text) =>
        block with { Files = Texts.Create([.. block.Files.Select(file => (file.Key, file.Value)), (path, text)]) };
}
