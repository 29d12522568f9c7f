using System.Globalization;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials.Keys;

/// <summary>
/// The two operations of STS that give temporary keys. Both may be sent again: a second session does no harm.
/// Source: help pages AssumeRole and AssumeRoleWithOIDC, version 2015-04-01.
/// </summary>
internal sealed class StsClient(Machine machine)
{
    public const string Version = "2015-04-01";
    public const string UserAgent = "AliGatewaySignature";
    private const int MostAttempts = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(300);

    /// <summary>The keys of a role, for a caller with keys. The call is signed like every other.</summary>
    public Task<Credential> AssumeRoleAsync(RoleRequest role, Credential caller, CancellationToken cancellationToken) =>
        AskAsync("AssumeRole", role, new SecretForms(caller.Secrets), () =>
        {
            var parameters = Parameters(role);
            if (role.ExternalId is { } externalId)
            {
                parameters.Add(new("ExternalId", externalId));
            }

            return Acs3Request.Build(role.Endpoint, "AssumeRole", Version, parameters, caller.ToSign(), machine.Clock.UtcNow, UserAgent);
        }, cancellationToken);

    /// <summary>Keys of a role, for a token; nothing is signed, the token is in the body.</summary>
    public Task<Credential> AssumeRoleWithOidcAsync(
        RoleRequest role, string providerArn, string token, CancellationToken cancellationToken) =>
        AskAsync("AssumeRoleWithOIDC", role, new SecretForms([token]), () =>
        {
            var parameters = Parameters(role);
            parameters.Add(new("OIDCProviderArn", providerArn));
            parameters.Add(new("OIDCToken", token));
            var time = machine.Clock.UtcNow.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(role.Endpoint,
                $"/?Action=AssumeRoleWithOIDC&Format=JSON&Timestamp={Uri.EscapeDataString(time)}&Version={Version}"))
            {
                Content = new FormUrlEncodedContent(parameters),
            };
            request.Headers.TryAddWithoutValidation("Accept", "application/json");
            request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
            return request;
        }, cancellationToken);

    private List<KeyValuePair<string, string>> Parameters(RoleRequest role)
    {
        var parameters = new List<KeyValuePair<string, string>>
        {
            new("DurationSeconds", role.DurationText),
            new("RoleArn", role.RoleArn),
            new("RoleSessionName", role.SessionNameAt(machine.Clock.UtcNow)),
        };
        if (role.Policy is { } policy)
        {
            parameters.Add(new("Policy", policy));
        }

        return parameters;
    }

    private async Task<Credential> AskAsync(
        string operation, RoleRequest role, SecretForms secrets, Func<HttpRequestMessage> build, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            AgException failure;
            try
            {
                using var request = build();
                var reply = await machine.Web.SendAsync(
                    request, role.Origin, Limit, machine.Clock, cancellationToken).ConfigureAwait(false);
                if (reply.Status == 200)
                {
                    return KeyReply.Read(
                        JsonReply.TryParse(reply.Body)?.Object("Credentials"), role.Origin, reply.Host, machine.Clock.UtcNow);
                }

                failure = Refusal(operation, role, secrets, reply);
            }
            catch (AgException e) when (e.InnerException is not null)
            {
                failure = e; // Nobody answered; what was answered and cannot be used would be so again.
            }

            if (failure.Kind != Faults.CredentialRequestFailed || attempt == MostAttempts)
            {
                throw failure;
            }

            await machine.Clock.Delay(
                TimeSpan.FromTicks(FirstDelay.Ticks * (1L << (2 * (attempt - 1)))), cancellationToken).ConfigureAwait(false);
        }
    }

    private static AgException Refusal(string operation, RoleRequest role, SecretForms secrets, WebReply reply)
    {
        var error = ServiceError.Read(reply.Body, JsonReply.TryParse(reply.Body), reply.RequestId);
        var fault = CodeTable.Find(error.Code, reply.Status);
        var said = error.Code is null
            ? $"HTTP status {reply.Status.ToString(CultureInfo.InvariantCulture)}"
            : error.Code + (error.Message is { } message ? ": " + message.TrimEnd('.') : string.Empty);
        return new AgException(
            fault.IsPassing ? Faults.CredentialRequestFailed : Faults.CredentialRequestRefused,
            $"{role.Origin}: {reply.Host} refused {operation} for {role.RoleArn}: {said}.",
            secrets: secrets)
        {
            Operation = operation,
            Code = error.Code is null ? null : secrets.Mask(error.Code),
            RequestId = error.RequestId is null ? null : secrets.Mask(error.RequestId),
            HttpStatus = reply.Status,
        };
    }
}
