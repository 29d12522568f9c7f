using System.Text.Json.Nodes;
using AliGatewaySignature.Tests.Processes;

namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>Sets the chain of the npm package @alicloud/credentials on one machine after the other.</summary>
internal sealed class OfficialChain : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private OfficialChain(ChildProcess process) => _process = process;

    public static async Task<OfficialChain> StartAsync(CancellationToken cancellationToken) =>
        new((await OfficialClient.ReadyAsync(cancellationToken)).StartCredentialChain());

    public async Task<OracleOutcome> SignInAsync(
        OracleCase one, OracleWorld world, LoopbackCloud cloud, CancellationToken cancellationToken)
    {
        var variables = new JsonObject();
        foreach (var (name, value) in world.Variables)
        {
            variables[name] = value;
        }

        var question = new JsonObject
        {
            ["name"] = one.Name,
            ["env"] = variables,
            ["home"] = world.Home,
            ["server"] = cloud.Address.AbsoluteUri,
        };
        await _process.WriteLineAsync(question.ToJsonString());
        var line = await _process.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException(
                $"The official chain ended at '{one.Name}': {await _process.WaitAsync(cancellationToken)}");
        var answer = JsonNode.Parse(line)!;
        return (bool)answer["ok"]!
            ? OracleOutcome.Keys(
                (string)answer["accessKeyId"]!,
                (string)answer["accessKeySecret"]!,
                (string?)answer["securityToken"],
                (string)answer["provider"]!)
            : OracleOutcome.Refusal((string)answer["error"]!);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
