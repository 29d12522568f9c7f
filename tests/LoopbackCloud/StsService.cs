using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.Tests.Credentials.Cloud;

/// <summary>STS: gives the keys of a role to a caller that signs, or that has an identity token.</summary>
internal sealed partial class StsService
{
    /// <summary>A role whose ARN has this in it is nobody's.</summary>
    public const string ForbiddenRole = "forbidden";

    /// <summary>The account that every key belongs to.</summary>
    public const string Account = "1234567890123456";

    /// <summary>An identity token that begins so is not believed.</summary>
    public const string WorthlessToken = "worthless";

    private readonly CloudTime _time;
    private readonly CallerCheck _callers;

    public StsService(CloudTime time)
    {
        _time = time;
        _callers = new CallerCheck(time);
    }

    public CloudReply AssumeRole(CloudRequest request) => Answer(request, caller: () => _callers.Check(request.Call), "ExternalId");

    public CloudReply AssumeRoleWithOidc(CloudRequest request) =>
        Answer(request, caller: () => WithToken(request), "OIDCToken", "OIDCProviderArn");

    /// <summary>Says whose key it is, to every caller that signs.</summary>
    public CloudReply CallerIdentity(CloudRequest request)
    {
        try
        {
            var caller = _callers.Check(request.Call);
            return CloudReply.Json(new JsonObject
            {
                ["IdentityType"] = "RAMUser",
                ["AccountId"] = Account,
                ["UserId"] = "2" + Account,
                ["PrincipalId"] = "2" + Account,
                ["Arn"] = $"acs:ram::{Account}:user/{caller}",
                ["RequestId"] = CloudKeys.Digest("request", caller)[..16],
            });
        }
        catch (ServiceFault fault)
        {
            return CloudReply.Refusal(fault.Status, fault.Code, fault.Message);
        }
    }

    private static string WithToken(CloudRequest request)
    {
        if (request.Call.Signing != SigningKind.None)
        {
            throw new ServiceFault(400, "InvalidParameter", "This action takes no signature.");
        }

        var token = Required(request, "OIDCToken");
        Required(request, "OIDCProviderArn");
        return token.Length is >= 4 and <= 20_000 && !token.StartsWith(WorthlessToken, StringComparison.Ordinal)
            ? "the bearer of the token"
            : throw new ServiceFault(400, "AuthenticationFail.OIDCToken.Invalid", "This OIDC token is invalid.");
    }

    private CloudReply Answer(CloudRequest request, Func<string> caller, params string[] ownParameters)
    {
        try
        {
            if (request.Call.Version != "2015-04-01")
            {
                throw new ServiceFault(400, "InvalidVersion", "Specified parameter Version is not valid.");
            }

            var signer = caller();
            var role = Required(request, "RoleArn");
            var session = Required(request, "RoleSessionName");
            var seconds = Seconds(request.Parameter("DurationSeconds"));
            if (!SessionName().IsMatch(session))
            {
                throw new ServiceFault(400, "InvalidParameter.RoleSessionName", "The parameter RoleSessionName is wrongly formed.");
            }

            if (!RoleName().IsMatch(role))
            {
                throw new ServiceFault(400, "InvalidParameter.RoleArn", "The parameter RoleArn is wrongly formed.");
            }

            if (role.Contains(ForbiddenRole, StringComparison.Ordinal))
            {
                throw new ServiceFault(403, "NoPermission", "You are not authorized to do this action. You should be authorized by RAM.");
            }

            List<string> identity =
            [
                request.Action!, request.Host, signer, role,
                GeneratedName().IsMatch(session) ? "a name that was made up" : "session " + session,
                seconds.ToString(CultureInfo.InvariantCulture),
                "policy " + request.Parameter("Policy"),
                .. ownParameters.Select(name => name + " " + request.Parameter(name)),
            ];
            var (keys, expiration) = _time.Issue(TimeSpan.FromSeconds(seconds), [.. identity]);
            return CloudReply.Json(new JsonObject
            {
                ["RequestId"] = CloudKeys.Digest("request", keys.AccessKeyId)[..16],
                ["AssumedRoleUser"] = new JsonObject
                {
                    ["Arn"] = $"{role.Replace(":role/", ":assumed-role/", StringComparison.Ordinal)}/{session}",
                    ["AssumedRoleId"] = "33:" + session,
                },
                ["Credentials"] = keys.ToJson(expiration),
            });
        }
        catch (ServiceFault fault)
        {
            return CloudReply.Refusal(fault.Status, fault.Code, fault.Message);
        }
    }

    private static string Required(CloudRequest request, string name) =>
        request.Parameter(name) is { Length: > 0 } value ? value : throw ServiceFault.Missing(name);

    private static int Seconds(string? text) =>
        text is null ? 3600
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 900 and <= 43200 ? seconds
        : throw new ServiceFault(400, "InvalidParameter.DurationSeconds", "The Min/Max value of DurationSeconds is 15min/12hr.");

    [GeneratedRegex(@"^[\w.@-]{2,64}$")]
    private static partial Regex SessionName();

    [GeneratedRegex(@"^acs:ram::\d+:role/[\w.-]+$")]
    private static partial Regex RoleName();

    /// <summary>Names that clients make up when nobody gave one; they say nothing about who signs.</summary>
    [GeneratedRegex(@"^(credentials-nodejs-\d+|AliGatewaySignature-.+)$")]
    private static partial Regex GeneratedName();
}
