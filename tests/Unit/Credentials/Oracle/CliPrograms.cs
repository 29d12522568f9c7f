using System.Text.Json.Nodes;
using AliGatewaySignature.Tests.Credentials.Cloud;

namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>Profiles that have a program print the keys. It is sh that runs here, which Windows does not have.</summary>
internal static class CliPrograms
{
    private const string Script = "keys.sh";
    private const string Command = "sh {home}/" + Script;

    private static readonly string Permanent = Json(
        ("mode", "AK"), ("access_key_id", "LTAIprinted"), ("access_key_secret", CloudKeys.SecretOf("LTAIprinted")));

    private static readonly string Temporary = Json(
        ("mode", "StsToken"),
        ("access_key_id", CliFile.Temporary.AccessKeyId),
        ("access_key_secret", CliFile.Temporary.AccessKeySecret),
        ("sts_token", CliFile.Temporary.SecurityToken));

    public static IReadOnlyList<Block> All { get; } = OperatingSystem.IsWindows() ? [] :
    [
        Create("External", Command, Prints(Permanent)),
        Create("External, token", Command, Prints(Temporary)),
        Create("External, no mode", Command, Prints(
            Json(("access_key_id", "LTAIprinted"), ("access_key_secret", CloudKeys.SecretOf("LTAIprinted"))))),
        Create("External, words in quotes", "sh -c 'cat \"$0\"' \"{home}/" + Script + "\"", Temporary),
        Create("External, backslash", "sh {home}/ke\\ys.sh", Prints(Temporary)),
        CliFile.Block("ChainableRamRoleArn over External", CliFile.Chain("default", "program"), Profile("program", Command))
            .WithFile(Script, Prints(Temporary)),
        Create("External talks besides", Command, "echo working >&2\n" + Prints(Temporary)),
        Create("External, keys ended", Command, Prints(Temporary.Replace(
            "}", ",\"expiration\":\"2020-01-01T00:00:00Z\"}", StringComparison.Ordinal))) with { Trait = Trait.EndedKeys },
        Create("External ends with an error", Command, "exit 3\n") with { Trait = Trait.Broken },
        Create("External prints nonsense", Command, "echo hello\n") with { Trait = Trait.Broken },
        Create("External prints no secret", Command, Prints(Json(("mode", "AK"), ("access_key_id", "LTAIprinted")))) with
        {
            Trait = Trait.Broken,
        },
        Create("External prints no token", Command, Prints(Permanent.Replace("\"AK\"", "\"StsToken\"", StringComparison.Ordinal))) with
        {
            Trait = Trait.Broken,
        },
        Create("External, no such program", "{home}/no-such-program", "") with { Trait = Trait.Broken },
        Create("External, quote without its partner", "sh '{home}/keys.sh", Prints(Permanent)) with { Trait = Trait.Broken },
        Forbidden("true"),
        Forbidden("1"),
    ];

    private static Block Create(string name, string command, string script) =>
        CliFile.Block(name, Profile("default", command)).WithFile(Script, script);

    private static Block Forbidden(string value) => Create($"External, forbidden by {value}", Command, Prints(Permanent)) with
    {
        Trait = Trait.ProcessForbidden,
        Variables = Texts.Create(("ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS", value)),
    };

    private static JsonObject Profile(string name, string command) => CliFile.Profile(name, "External", ("process_command", command));

    private static string Prints(string json) => $"cat <<'END'\n{json}\nEND\n";

    private static string Json(params (string Name, string Value)[] fields)
    {
        var json = new JsonObject();
        foreach (var (name, value) in fields)
        {
            json[name] = value;
        }

        return json.ToJsonString();
    }
}
