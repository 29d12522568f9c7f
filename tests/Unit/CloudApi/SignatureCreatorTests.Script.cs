using System.Globalization;
using System.Text.Json.Nodes;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Tests.CloudApi;

public partial class SignatureCreatorTests
{
    private static string Error(string code) => $$"""{"RequestId":"R","Code":"{{code}}","Message":"m"}""";

    private void Created() => _script.Then(200, """{"RequestId":"R","SignatureId":"k1","SignatureName":"the_name"}""");

    private void Lost() => _script.ThenThrow(new AgException(Faults.ConnectionLost, "lost") { OutcomeUnknown = true });

    private void Listed(params (string Id, string Name, string Key, string? Secret)[] keys) => Listed(keys.Length, keys);

    private void Listed(int total, (string Id, string Name, string Key, string? Secret)[] keys) =>
        _script.Then(200, Listing(total, null, keys));

    private void Listed(DateTimeOffset date, DateTimeOffset created, params (string Id, string Name, string Key, string? Secret)[] keys) =>
        _script.Then(200, Listing(keys.Length, created, keys), ("Date", date.ToString("R", CultureInfo.InvariantCulture)));

    private static string Listing(
        int total, DateTimeOffset? created, (string Id, string Name, string Key, string? Secret)[] keys) => new JsonObject
        {
            ["RequestId"] = "R",
            ["TotalCount"] = total,
            ["PageSize"] = 100,
            ["SignatureInfos"] = new JsonObject
            {
                ["SignatureInfo"] = new JsonArray([.. keys.Select(key => new JsonObject
                {
                    ["SignatureId"] = key.Id,
                    ["SignatureName"] = key.Name,
                    ["SignatureKey"] = key.Key,
                    ["SignatureSecret"] = key.Secret,
                    ["CreatedTime"] = created?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                })]),
            },
        }.ToJsonString();
}
