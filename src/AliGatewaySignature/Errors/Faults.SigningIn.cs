namespace AliGatewaySignature.Errors;

internal static partial class Faults
{
    // Who signs, and where to.
    public static readonly FaultKind NotSignedIn = new(
        "NotSignedIn", FaultCategory.AuthenticationError, Repeat.Never,
        "No account is signed in, and none of the places where Alibaba Cloud's tools keep credentials has one.",
        "Run Connect-AgAccount, or set up one of the sources that the message lists. To try the module out: Connect-AgAccount -Sandbox.");

    public static readonly FaultKind CredentialIncomplete = new(
        "CredentialIncomplete", FaultCategory.AuthenticationError, Repeat.Never,
        "A source of credentials is present but lacks a part.",
        "Complete the source that the message names, or remove it.");

    public static readonly FaultKind KeyMalformed = new(
        "KeyMalformed", FaultCategory.InvalidData, Repeat.Never,
        "An AccessKey id, its secret or a security token has characters in it that no key has. Nothing was sent.",
        "Copy the key again: it has no line break, no blank and no other character than those of ASCII. "
            + "Blanks at its ends do not matter.");

    public static readonly FaultKind CredentialSourceInvalid = new(
        "CredentialSourceInvalid", FaultCategory.InvalidData, Repeat.Never,
        "A source of credentials is present but cannot be read, or holds something that this module does not understand.",
        "Correct what the message names, or remove the source. No later source is tried, so that no other account signs by accident.");

    public static readonly FaultKind ProfileNotFound = new(
        "ProfileNotFound", FaultCategory.ObjectNotFound, Repeat.Never,
        "A profile or a file was named and is not there.",
        "Check -ProfileName (the Tab key offers the names), ALIBABA_CLOUD_PROFILE, and the files that the message names.");

    public static readonly FaultKind CredentialExpired = new(
        "CredentialExpired", FaultCategory.AuthenticationError, Repeat.Never,
        "The temporary keys of a source have expired, and only a person can renew them.",
        "Sign in again with the command that the message names, then run this one again.");

    public static readonly FaultKind CredentialRequestFailed = new(
        "CredentialRequestFailed", FaultCategory.ConnectionError, Repeat.Never,
        "Temporary keys could not be obtained: no answer, or none that can be used.",
        "Check the network and the proxy settings towards the host that the message names, then run the command again.");

    public static readonly FaultKind CredentialRequestRefused = new(
        "CredentialRequestRefused", FaultCategory.AuthenticationError, Repeat.Never,
        "The service that gives temporary keys refused to give them.",
        "Check the role, its trust policy, and who asks for it; the code and the message tell which of them is wrong.");

    public static readonly FaultKind RegionMissing = new(
        "RegionMissing", FaultCategory.InvalidArgument, Repeat.Never,
        "There is a credential, but neither a region nor an endpoint.",
        "Give -RegionId (for example cn-hangzhou), set ALIBABA_CLOUD_REGION_ID, or let the CLI profile name a region.");

    public static readonly FaultKind EndpointRefused = new(
        "EndpointRefused", FaultCategory.InvalidArgument, Repeat.Never,
        "The endpoint or the region is not usable.",
        "Give a host name, or an https address without a path. http is accepted for a loopback address only.");

    public static readonly FaultKind ProxyInvalid = new(
        "ProxyInvalid", FaultCategory.InvalidArgument, Repeat.Never,
        "What names the proxy is not the address of one.",
        "Write it as http://proxy.example:8080, in -Proxy or in the variable that the message names, or give -NoProxy.");

    public static readonly FaultKind ContextInOtherRunspace = new(
        "ContextInOtherRunspace", FaultCategory.SecurityError, Repeat.Never,
        "This runspace has no context of its own, while another one in this process has signed in explicitly.",
        "Pass the context on: Get-AgContext before the parallel block, and -Context $using:ctx inside it.");

    public static readonly FaultKind ContextClosed = new(
        "ContextClosed", FaultCategory.InvalidOperation, Repeat.Never,
        "The context has been closed by Disconnect-AgAccount.",
        "Sign in again with Connect-AgAccount.");

    public static readonly FaultKind TransportMissing = new(
        "TransportMissing", FaultCategory.NotInstalled, Repeat.Never,
        "-Transport AcsCore was asked for, and this copy of the module has been made without it, or its files cannot be used.",
        "Install a released package of the module, which has it; or run 'pwsh ./build.ps1 Build' in the repository, with a "
            + "feed that has aliyun-net-sdk-core 1.6.2. Without -Transport the module needs neither.");
}
