namespace AliGatewaySignature.Credentials.Tokens;

/// <summary>How one kind of pipeline hands out tokens.</summary>
internal sealed class Runner
{
    public static readonly Runner GitHubActions = new()
    {
        Name = "GitHub Actions",
        AddressVariable = "ACTIONS_ID_TOKEN_REQUEST_URL",
        SecretVariable = "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
        Method = HttpMethod.Get,
        Field = "value",
        Advice = "Give the job 'permissions: id-token: write', and run the command in a step of that job.",
    };

    public static readonly Runner AzurePipelines = new()
    {
        Name = "Azure Pipelines",
        AddressVariable = "SYSTEM_OIDCREQUESTURI",
        SecretVariable = "SYSTEM_ACCESSTOKEN",
        Method = HttpMethod.Post,
        Field = "oidcToken",
        Advice = "Run the command in a step of a pipeline, and map the job's token there: env: SYSTEM_ACCESSTOKEN: $(System.AccessToken).",
    };

    public required string Name { get; init; }

    public required string AddressVariable { get; init; }

    public required string SecretVariable { get; init; }

    public required HttpMethod Method { get; init; }

    /// <summary>The field of the answer that has the token.</summary>
    public required string Field { get; init; }

    /// <summary>What to do where the runner gives none.</summary>
    public required string Advice { get; init; }
}
