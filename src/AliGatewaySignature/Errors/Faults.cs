namespace AliGatewaySignature.Errors;

/// <summary>
/// Every fault that this module can report, in one table. <see cref="CodeTable"/> says which of the service's codes
/// leads to which row; docs/errors.md is held against both by a test.
/// </summary>
internal static partial class Faults
{
    // What the service answered.
    public static readonly FaultKind Throttled = new(
        "Throttled", FaultCategory.LimitsExceeded, Repeat.Always,
        "The account sends more calls than the service takes; the limit is shared by all users of the account.",
        "Wait a moment and run the command again: what was already done is not lost. A lower -ThrottleLimit helps, "
            + "and so does a higher -MaxRetrySeconds of Connect-AgAccount.")
    { IsPassing = true };

    public static readonly FaultKind ServiceFailed = new(
        "ServiceFailed", FaultCategory.ResourceUnavailable, Repeat.WhenRepeatable,
        "The service, or a proxy in front of it, failed on its side (HTTP 5xx).",
        "Run the command again in a few minutes, and check the service's status page. Name the RequestId in a support ticket.")
    { IsPassing = true };

    public static readonly FaultKind Busy = new(
        "ResourceLocked", FaultCategory.ResourceBusy, Repeat.Always,
        "Another change of the same resource is under way.",
        "Run the command again when the other change has ended.")
    { IsPassing = true };

    public static readonly FaultKind RequestSeenBefore = new(
        "RequestSeenBefore", FaultCategory.ProtocolError, Repeat.WhenRepeatable,
        "The service has already seen this very request: its first copy arrived although no answer came back.",
        "Read the state back (Get-AgSignature) before you run the command again.");

    public static readonly FaultKind AccessKeyRefused = new(
        "AccessKeyRefused", FaultCategory.AuthenticationError, Repeat.Never,
        "The service does not know the AccessKey id, or the key is disabled.",
        "Check the AccessKey id (Get-AgContext shows which one signs, and where it came from), or sign in with Connect-AgAccount.");

    public static readonly FaultKind RequestSignatureRefused = new(
        "RequestSignatureRefused", FaultCategory.AuthenticationError, Repeat.Never,
        "The signature of the request is not the one that the service computed.",
        "The AccessKey secret most likely does not belong to the AccessKey id: sign in again with Connect-AgAccount. A proxy "
            + "that rewrites requests has the same effect.");

    public static readonly FaultKind ClockSkewed = new(
        "ClockSkewed", FaultCategory.AuthenticationError, Repeat.Never,
        "The clock of this machine is more than 15 minutes off the service's clock.",
        "Set the clock of this machine (time synchronisation), then run the command again.");

    public static readonly FaultKind SecurityTokenExpired = new(
        "SecurityTokenExpired", FaultCategory.AuthenticationError, Repeat.AfterRefresh,
        "The security token of the temporary keys has expired.",
        "Obtain new temporary keys and sign in again with Connect-AgAccount.");

    public static readonly FaultKind SecurityTokenRefused = new(
        "SecurityTokenRefused", FaultCategory.AuthenticationError, Repeat.Never,
        "The security token is missing, malformed, or does not belong to the AccessKey id.",
        "Give AccessKey id, secret and security token of one and the same set of temporary keys.");

    public static readonly FaultKind PermissionDenied = new(
        "PermissionDenied", FaultCategory.PermissionDenied, Repeat.Never,
        "The RAM policies of the caller do not allow the operation.",
        "Have a RAM policy allow the operation to the caller.");

    public static readonly FaultKind NotFound = new(
        "NotFound", FaultCategory.ObjectNotFound, Repeat.Never,
        "A key, group, API or stage does not exist in this region, or the API is not published to the stage.",
        "Check the name or id with Get-AgSignature, Get-AgApiGroup or Get-AgApi, and the region with Get-AgContext.")
    { IsAboutContent = true };

    public static readonly FaultKind AlreadyExists = new(
        "AlreadyExists", FaultCategory.ResourceExists, Repeat.Never,
        "Something with the same value exists already, or the same change was submitted before.",
        "Choose another name, or look at what exists with Get-AgSignature.")
    { IsAboutContent = true };

    public static readonly FaultKind StillInUse = new(
        "StillInUse", FaultCategory.ResourceBusy, Repeat.Never,
        "The key is still bound to APIs and cannot be deleted.",
        "Unbind it first: Get-AgSignatureApi -SignatureId <id> | Remove-AgSignatureApi, then delete it.")
    { IsAboutContent = true };

    public static readonly FaultKind QuotaExceeded = new(
        "QuotaExceeded", FaultCategory.QuotaExceeded, Repeat.Never,
        "A quota of the account, or a limit of one call, is exceeded.",
        "Remove what is no longer needed, or ask for a higher quota.");

    public static readonly FaultKind RequestRefused = new(
        "RequestRefused", FaultCategory.InvalidArgument, Repeat.Never,
        "The service refuses a parameter of the call.",
        "Correct the parameter that the message names.")
    { IsAboutContent = true };

    public static readonly FaultKind WrongService = new(
        "WrongService", FaultCategory.InvalidArgument, Repeat.Never,
        "The host answers, but it is not API Gateway's management service, or does not know the operation.",
        "Check -Endpoint and -RegionId (Get-AgContext shows both).");

    public static readonly FaultKind ServiceRefused = new(
        "ServiceRefused", FaultCategory.InvalidOperation, Repeat.Once,
        "The service refused the call with a code that this module does not know.",
        "Read the code and the message; name the RequestId in a support ticket.")
    { IsAboutContent = true };

    // What came back could not be used.
    public static readonly FaultKind UnreadableReply = new(
        "UnreadableReply", FaultCategory.ProtocolError, Repeat.Never,
        "The answer is not what the service sends: not JSON, cut off, or without a part that must be there.",
        "Check that -Endpoint names the service itself, and that no proxy or sign-in page stands in between.");

    public static readonly FaultKind Redirected = new(
        "Redirected", FaultCategory.ProtocolError, Repeat.Never,
        "The host answered with a redirect, which a signed call must not follow.",
        "Check -Endpoint; a captive portal or a proxy's sign-in page does this too.");

    public static readonly FaultKind NotVerified = new(
        "NotVerified", FaultCategory.InvalidResult, Repeat.Never,
        "-Verify: the service accepted a call, but its outcome reads otherwise, or could not be read.",
        "Look with Get-AgSignature, then run the command again for the APIs of the error's TargetObject.");

    public static readonly FaultKind CreateOutcomeUnknown = new(
        "CreateOutcomeUnknown", FaultCategory.ConnectionError, Repeat.Never,
        "Whether a key was created is not known: the call failed half-way, and looking for the key gave no clear answer.",
        "Look for the key with Get-AgSignature before you create it again, or there may be two of it.");

    // What happened on the way.
    public static readonly FaultKind HostNotFound = new(
        "HostNotFound", FaultCategory.ConnectionError, Repeat.Always,
        "The name of the endpoint, or of the proxy, could not be resolved, so nothing was sent.",
        "Check -RegionId and -Endpoint, and that this machine can resolve public names (DNS, VPN, proxy).")
    { IsBeforeSending = true };

    public static readonly FaultKind ConnectionRefused = new(
        "ConnectionRefused", FaultCategory.ConnectionError, Repeat.Always,
        "No connection to the endpoint could be made, so nothing was sent.",
        "Check the network, the firewall and the proxy settings, and that -Endpoint names the right host and port.")
    { IsBeforeSending = true };

    public static readonly FaultKind ProxyRefused = new(
        "ProxyRefused", FaultCategory.ConnectionError, Repeat.Never,
        "The proxy refused the connection (403 or 407), so nothing was sent.",
        "Check the proxy's address, its user name and password (-ProxyCredential, or in the variable that names the proxy), and that it "
            + "allows the host. A wrong password sent often locks an account.");

    public static readonly FaultKind TlsFailed = new(
        "TlsFailed", FaultCategory.SecurityError, Repeat.Never,
        "No trusted TLS connection to the endpoint could be made, so nothing was sent.",
        "Check that -Endpoint speaks https, that its certificate is trusted here, and that no proxy intercepts TLS.");

    public static readonly FaultKind ConnectionLost = new(
        "ConnectionLost", FaultCategory.ConnectionError, Repeat.WhenRepeatable,
        "The connection broke after the call was sent; whether it was carried out is not known.",
        "Read the state back (Get-AgSignature), then run the command again if need be.");

    public static readonly FaultKind TimedOut = new(
        "TimedOut", FaultCategory.OperationTimeout, Repeat.WhenRepeatable,
        "No answer came in time; whether the call was carried out is not known.",
        "Read the state back (Get-AgSignature), then run the command again if need be.");

    // What the user asked for.
    public static readonly FaultKind InvalidInput = new(
        "InvalidInput", FaultCategory.InvalidArgument, Repeat.Never,
        "A value breaks a rule of the service; nothing was sent.",
        "Correct the value that the message names.");

    public static readonly FaultKind AmbiguousName = new(
        "AmbiguousName", FaultCategory.InvalidArgument, Repeat.Never,
        "Several keys or groups have the name that was given; nothing was sent.",
        "Give the id of the one that is meant.");

    public static readonly FaultKind NothingToChange = new(
        "NothingToChange", FaultCategory.InvalidArgument, Repeat.Never,
        "Set-AgSignature was called without anything to change; nothing was sent.",
        "Give at least one of -NewSignatureName, -Pair, -SignatureKey and -SignatureSecret.");

    public static readonly FaultKind AllMustBeTrue = new(
        "AllMustBeTrue", FaultCategory.InvalidArgument, Repeat.Never,
        "-All:$false was given; nothing was sent.",
        "Leave -All out and name the APIs with -ApiId, or give -All to unbind every API of the group and stage.");

    public static readonly FaultKind AllTakesNoInput = new(
        "AllTakesNoInput", FaultCategory.InvalidArgument, Repeat.Never,
        "-All was given to a command that also gets pipeline input; nothing was sent.",
        "Leave -All out to unbind the APIs of the pipeline, or run the command without a pipeline to unbind every API.");

    public static readonly FaultKind CannotAsk = new(
        "CannotAsk", FaultCategory.InvalidOperation, Repeat.Never,
        "The command must be confirmed, and nobody can answer here; nothing was sent.",
        "Give -Force or -Confirm:$false once you are sure; -WhatIf shows what would happen.")
    { EndsPipeline = true };

    public static readonly FaultKind SkipReadNeedsReplace = new(
        "SkipReadNeedsReplace", FaultCategory.InvalidArgument, Repeat.Never,
        "-SkipRead was given without -Replace; nothing was sent.",
        "Leave -SkipRead out, or give -Replace as well if another key may lose its place.");

    public static readonly FaultKind ConflictingInput = new(
        "ConflictingInput", FaultCategory.InvalidData, Repeat.Never,
        "The input gives an API of a stage two keys; nothing was sent for the later one.",
        "An API carries one key in a stage: correct the input.");

    public static readonly FaultKind CarriesAnotherKey = new(
        "CarriesAnotherKey", FaultCategory.ResourceExists, Repeat.Never,
        "The APIs carry another key, which does not lose its place unasked; nothing was sent for them.",
        "Pipe the error's TargetObject into Add-AgSignatureApi -Replace to let the new key take its place.");

    public static readonly FaultKind ChangedSince = new(
        "ChangedSince", FaultCategory.ResourceExists, Repeat.Never,
        "Somebody has changed the APIs since they were looked at; nothing was sent for them.",
        "Look at what they carry now with Get-AgSignatureApi, and decide anew.");

    public static readonly FaultKind ReadDenied = new(
        "ReadDenied", FaultCategory.PermissionDenied, Repeat.Never,
        "What the APIs carry now could not be read, so nothing was sent.",
        "Have a RAM policy allow DescribeApiSignatures, or give -SkipRead (to bind: with -Replace) to send without reading.");

    // What nobody thought of.
    public static readonly FaultKind Unexpected = new(
        "UnexpectedError", FaultCategory.InvalidOperation, Repeat.Never,
        "Something went wrong in a way that the module has no word for; the message names the type of the exception.",
        "Report it to the authors of the module, with the message and what Get-Error shows. Look with Get-Ag* what was done "
            + "before you run the command again.");

    /// <summary>Every row, by id.</summary>
    public static IReadOnlyList<FaultKind> All =>
        [.. typeof(Faults).GetFields().Select(row => row.GetValue(null)).OfType<FaultKind>()
            .OrderBy(row => row.Id, StringComparer.Ordinal)];
}
