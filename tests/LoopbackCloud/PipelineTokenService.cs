using System.Text.Json.Nodes;

namespace AliGatewaySignature.Tests.Credentials.Cloud;

/// <summary>Where jobs of GitHub Actions and of Azure Pipelines get a token that says who they are.</summary>
internal sealed class PipelineTokenService
{
    /// <summary>What a job shows as its right to ask.</summary>
    public const string Bearer = "bearer-of-the-job";

    /// <summary>The token that GitHub makes for an audience.</summary>
    public static string GitHubToken(string audience) => "github.jwt." + CloudKeys.Digest(audience)[..12];

    /// <summary>The token that Azure Pipelines makes, for a service connection or for the job alone.</summary>
    public static string AzureToken(string? serviceConnectionId) => "azure.jwt." + CloudKeys.Digest(serviceConnectionId ?? "the job")[..12];

    public static CloudReply GitHub(CloudRequest request)
    {
        if (request.Method != "GET")
        {
            return CloudReply.Text(405, "Method Not Allowed");
        }

        // Without an audience GitHub takes the owner's address, which no RAM provider expects.
        return HasBearer(request)
            ? CloudReply.Json(
                new JsonObject { ["count"] = 1, ["value"] = GitHubToken(request.Parameter("audience") ?? "https://github.com/owner") })
            : CloudReply.Text(401, "Unauthorized");
    }

    public static CloudReply Azure(CloudRequest request)
    {
        if (request.Method != "POST")
        {
            return CloudReply.Text(405, "Method Not Allowed");
        }

        if (!HasBearer(request))
        {
            return CloudReply.Text(401, "Unauthorized");
        }

        return request.Parameter("api-version") is { Length: > 0 }
            ? CloudReply.Json(new JsonObject { ["oidcToken"] = AzureToken(request.Parameter("serviceConnectionId")) })
            : CloudReply.Text(400, "No api-version was supplied.");
    }

    // The scheme's name is written in either case, "bearer" by GitHub's own toolkit.
    private static bool HasBearer(CloudRequest request) =>
        string.Equals(request.Header("Authorization"), "Bearer " + Bearer, StringComparison.OrdinalIgnoreCase);
}
