using System.Text.Json.Nodes;

namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>A reply as a test wants to look at it.</summary>
internal sealed class SandboxAnswer
{
    private SandboxAnswer(int status, string requestIdHeader, JsonObject body)
    {
        Status = status;
        RequestIdHeader = requestIdHeader;
        Body = body;
    }

    public int Status { get; }

    public string RequestIdHeader { get; }

    public JsonObject Body { get; }

    /// <summary>The error code, or null for a success.</summary>
    public string? Code => (string?)Body[nameof(Code)];

    public JsonNode? this[string name] => Body[name];

    /// <summary>The elements of a listing, as <c>Items("ApiInfos", "ApiInfo")</c>.</summary>
    public JsonObject[] Items(string wrapper, string list) =>
        [.. Body[wrapper]!.AsObject()[list]!.AsArray().Select(static item => item!.AsObject())];

    public static async Task<SandboxAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var body = JsonNode.Parse(text)?.AsObject() ?? throw new InvalidOperationException("The reply is no object: " + text);
        return new SandboxAnswer((int)response.StatusCode, response.Headers.GetValues("x-acs-request-id").Single(), body);
    }
}
