using System.Text.Json.Nodes;
using AliGatewaySignature.Tests.Processes;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>The state of a server as Alibaba Cloud's own client reads it.</summary>
internal sealed class OfficialReader(ChildProcess process) : IAsyncDisposable
{
    /// <summary>From the id of each bound API to the id of its key.</summary>
    public async Task<IReadOnlyDictionary<string, string>> BindingsAsync(
        string groupId, string stageName, CancellationToken cancellationToken) =>
        (await AskAsync(new JsonObject { ["group"] = groupId, ["stage"] = stageName }, cancellationToken))
            .ToDictionary(item => (string)item!["apiId"]!, item => (string)item!["signatureId"]!);

    public async Task<IReadOnlyList<string>> KeysNamedAsync(string name, CancellationToken cancellationToken) =>
        [.. (await AskAsync(new JsonObject { ["name"] = name }, cancellationToken)).Select(key => (string)key!["signatureId"]!)];

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private async Task<JsonArray> AskAsync(JsonObject question, CancellationToken cancellationToken)
    {
        await process.WriteLineAsync(question.ToJsonString());
        var answer = await process.ReadLineAsync(cancellationToken);
        return answer is not null && JsonNode.Parse(answer) is JsonArray list
            ? list
            : throw new InvalidOperationException($"The official client could not read the state: {answer}{process.ErrorSoFar}");
    }
}
