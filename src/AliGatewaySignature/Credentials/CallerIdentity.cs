using AliGatewaySignature.Credentials.Keys;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials;

/// <summary>
/// Whose key it is (GetCallerIdentity of STS, version 2015-04-01, which every key may ask). Nice to know, and never waited for long:
/// where STS gives no answer, nobody is told.
/// </summary>
/// <param name="AccountId">The id of the account, digits.</param>
/// <param name="Arn">The user, or the session of a role.</param>
internal sealed record CallerIdentity(string AccountId, string? Arn)
{
    /// <summary>How long an answer is waited for.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Asks STS once.</summary>
    /// <param name="machine">Names the host, and the way to it.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null when there was no answer in time, or none that can be used.</returns>
    public static async Task<CallerIdentity?> TryFindAsync(Machine machine, Credential key, CancellationToken cancellationToken)
    {
        try
        {
            using var request = Acs3Request.Build(
                StsAddress.Find(machine, "GetCallerIdentity"), "GetCallerIdentity", StsClient.Version, [], key.ToSign(),
                machine.Clock.UtcNow, StsClient.UserAgent);
            var reply = await machine.Web.SendAsync(
                request, "GetCallerIdentity", Limit, machine.Clock, cancellationToken).ConfigureAwait(false);
            var json = reply.Status == 200 ? JsonReply.TryParse(reply.Body) : null;
            return json?.Text("AccountId") is { Length: > 0 } account ? new CallerIdentity(account, json.Text("Arn")) : null;
        }
        catch (AgException)
        {
            return null;
        }
    }
}
