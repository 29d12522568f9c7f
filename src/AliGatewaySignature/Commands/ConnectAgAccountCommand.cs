using System.Management.Automation;
using System.Security;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Credentials.Keys;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Signs this runspace in, to an account or to the embedded sandbox, and keeps to it whatever the environment says later.
/// Temporary keys are obtained at once, and one read shows whether the service takes the key.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "AgAccount", DefaultParameterSetName = CredentialSet)]
[OutputType(typeof(AgContext))]
public sealed partial class ConnectAgAccountCommand : AgCommand
{
    private const string CredentialSet = "Credential";
    private const string ProfileSet = "Profile";
    private const string TokenFileSet = "OidcTokenFile";
    private const string TokenSet = "OidcToken";
    private const string GitHubSet = "GitHubActions";
    private const string AzureSet = "AzurePipelines";
    private const string SandboxSet = "Sandbox";
    private const string SandboxPathSet = "SandboxPath";

    /// <summary>Works with a service inside this process, with sample groups and APIs: fresh at each call, or kept in a file.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet)]
    [SwitchTransformation]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>
    /// The file that keeps the state of the sandbox, Secrets included; made when it is not there. -Sandbox may be left out then.
    /// </summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [Parameter(Mandatory = true, ParameterSetName = SandboxPathSet)]
    [ValidateNotNullOrEmpty]
    public string? SandboxPath { get; set; }

    /// <summary>
    /// The AccessKey id as the user name, its secret as the password. When left out, the first source of the default chain
    /// that is there signs: environment, OIDC role, CLI profile, credentials file, ECS instance role, credentials URI.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = CredentialSet)]
    [ValidateNotNull]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The security token of temporary keys.</summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [ValidateNotNull]
    [SecretTransformation]
    public SecureString? SecurityToken { get; set; }

    /// <summary>A profile of the aliyun CLI (~/.aliyun/config.json), or else a section of ~/.alibabacloud/credentials.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ProfileSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    [Alias("Profile")]
    public string? ProfileName { get; set; }

    /// <summary>The ARN of the identity provider that the role trusts: acs:ram::&lt;account id&gt;:oidc-provider/&lt;name&gt;.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TokenFileSet)]
    [Parameter(Mandatory = true, ParameterSetName = TokenSet)]
    [Parameter(Mandatory = true, ParameterSetName = GitHubSet)]
    [Parameter(Mandatory = true, ParameterSetName = AzureSet)]
    [ValidateNotNullOrEmpty]
    public string? OidcProviderArn { get; set; }

    /// <summary>A file with the OpenID Connect token; read anew for each renewal.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TokenFileSet)]
    [ValidateNotNullOrEmpty]
    public string? OidcTokenFile { get; set; }

    /// <summary>The OpenID Connect token itself, as GitLab gives it in a variable. It serves until the keys made from it expire.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TokenSet)]
    [ValidateNotNull]
    [SecretTransformation]
    public SecureString? OidcToken { get; set; }

    /// <summary>Asks the runner of GitHub Actions for a token; the job needs <c>permissions: id-token: write</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GitHubSet)]
    [SwitchTransformation]
    public SwitchParameter GitHubActions { get; set; }

    /// <summary>The audience of the token of GitHub Actions; sts.aliyuncs.com when left out.</summary>
    [Parameter(ParameterSetName = GitHubSet)]
    [ValidateNotNullOrEmpty]
    public string? OidcAudience { get; set; }

    /// <summary>
    /// Asks the agent of Azure Pipelines for a token; the step needs <c>SYSTEM_ACCESSTOKEN: $(System.AccessToken)</c> in its
    /// env.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = AzureSet)]
    [SwitchTransformation]
    public SwitchParameter AzurePipelines { get; set; }

    /// <summary>The service connection whose identity the token of Azure Pipelines states; that of the pipeline when left out.</summary>
    [Parameter(ParameterSetName = AzureSet)]
    [ValidateNotNullOrEmpty]
    public string? ServiceConnectionId { get; set; }

    /// <summary>
    /// The role to assume with the keys that sign in, or with the OpenID Connect token: acs:ram::&lt;account
    /// id&gt;:role/&lt;name&gt;.
    /// </summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(Mandatory = true, ParameterSetName = TokenFileSet)]
    [Parameter(Mandatory = true, ParameterSetName = TokenSet)]
    [Parameter(Mandatory = true, ParameterSetName = GitHubSet)]
    [Parameter(Mandatory = true, ParameterSetName = AzureSet)]
    [ValidateNotNullOrEmpty]
    public string? RoleArn { get; set; }

    /// <summary>
    /// The name under which the session shows in the audit trail: 2 to 64 letters, digits and . @ - _; made up when left out.
    /// </summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = TokenFileSet)]
    [Parameter(ParameterSetName = TokenSet)]
    [Parameter(ParameterSetName = GitHubSet)]
    [Parameter(ParameterSetName = AzureSet)]
    [ValidateNotNullOrEmpty]
    public string? RoleSessionName { get; set; }

    /// <summary>
    /// How long temporary keys last, in seconds: 900 to the maximum of the role; 3600 when left out. They renew themselves
    /// before.
    /// </summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = TokenFileSet)]
    [Parameter(ParameterSetName = TokenSet)]
    [Parameter(ParameterSetName = GitHubSet)]
    [Parameter(ParameterSetName = AzureSet)]
    [ValidateRange(RoleRequest.ShortestSession, 43200)]
    public int DurationSeconds { get; set; }

    /// <summary>A policy, as JSON, that narrows what the role's session may do.</summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = TokenFileSet)]
    [Parameter(ParameterSetName = TokenSet)]
    [Parameter(ParameterSetName = GitHubSet)]
    [Parameter(ParameterSetName = AzureSet)]
    [ValidateNotNullOrEmpty]
    public string? Policy { get; set; }

    /// <summary>The external id that a role of another account asks for.</summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [ValidateNotNullOrEmpty]
    public string? ExternalId { get; set; }

    /// <summary>The region, for example cn-hangzhou; ALIBABA_CLOUD_REGION_ID, or else the region of the profile, when left out.</summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [Parameter(ParameterSetName = SandboxPathSet)]
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = TokenFileSet)]
    [Parameter(ParameterSetName = TokenSet)]
    [Parameter(ParameterSetName = GitHubSet)]
    [Parameter(ParameterSetName = AzureSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RegionIdCompleter))]
    [Alias("Region")]
    public string? RegionId { get; set; }

    /// <summary>A host name or https address in place of the region's own; http for a loopback address only.</summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = TokenFileSet)]
    [Parameter(ParameterSetName = TokenSet)]
    [Parameter(ParameterSetName = GitHubSet)]
    [Parameter(ParameterSetName = AzureSet)]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    /// <summary>Uses the hosts inside the region's VPCs, for the service and for STS.</summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = TokenFileSet)]
    [Parameter(ParameterSetName = TokenSet)]
    [Parameter(ParameterSetName = GitHubSet)]
    [Parameter(ParameterSetName = AzureSet)]
    [SwitchTransformation]
    public SwitchParameter VpcEndpoint { get; set; }

    /// <summary>
    /// Asks nobody whether the key is taken. Otherwise one read shows it (DescribeRegions, one attempt, 10 seconds), and STS is asked
    /// whose key it is (GetCallerIdentity, 2 seconds), unless -Endpoint or -VpcEndpoint is given.
    /// </summary>
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = ProfileSet)]
    [Parameter(ParameterSetName = TokenFileSet)]
    [Parameter(ParameterSetName = TokenSet)]
    [Parameter(ParameterSetName = GitHubSet)]
    [Parameter(ParameterSetName = AzureSet)]
    [SwitchTransformation]
    public SwitchParameter SkipVerification { get; set; }

    /// <summary>How many attempts a call may take, the first included; 1 never repeats. 8 when left out.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int MaxAttempts { get; set; } = RetryPolicy.Default.MaxAttempts;

    /// <summary>For how many seconds a call may be repeated, its waits included. 120 when left out.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int MaxRetrySeconds { get; set; } = (int)RetryPolicy.Default.MaxTotal.TotalSeconds;

    /// <summary>For how many seconds one attempt waits for its answer. 30 when left out.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = (int)RetryPolicy.Default.AttemptTimeout.TotalSeconds;

    /// <summary>
    /// Who builds and signs the requests. Acs3 (the default) is the module itself; AcsCore is Aliyun.Acs.Core of the package
    /// aliyun-net-sdk-core, which is loaded only then. Everything else is the same: retries, connections, errors.
    /// </summary>
    [Parameter]
    public AgTransport Transport { get; set; }

    /// <summary>
    /// A file that gets a line before and a line after each call that changes something; ALIGATEWAYSIGNATURE_JOURNAL of the environment
    /// when left out, and else none. Made for its owner's eyes only, if it is not there. What it cannot take is not sent.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }
}
