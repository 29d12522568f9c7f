namespace AliGatewaySignature.Credentials;

/// <summary>Where a credential came from, as AgContext.Source tells it. Scripts compare these: they are never renamed.</summary>
internal static class SourceNames
{
    public const string Parameter = "Parameter";
    public const string Sandbox = "Sandbox";
    public const string Environment = "Environment";
    public const string Oidc = "Oidc";
    public const string CliProfile = "CliProfile";
    public const string CredentialsFile = "CredentialsFile";
    public const string EcsRamRole = "EcsRamRole";
    public const string CredentialsUri = "CredentialsUri";
}
