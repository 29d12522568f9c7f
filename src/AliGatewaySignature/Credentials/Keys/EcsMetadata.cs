using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials.Keys;

/// <summary>
/// The metadata server of an ECS instance: version 2, which wants a token first, and version 1 where that is refused
/// and allowed to be.
/// </summary>
internal sealed class EcsMetadata(Machine machine, string origin)
{
    private const string TokenHeader = "X-aliyun-ecs-metadata-token";
    private const string TtlHeader = "X-aliyun-ecs-metadata-token-ttl-seconds";
    private const string TokenSeconds = "21600";
    private const string Roles = "/latest/meta-data/ram/security-credentials/";

    /// <summary>The metadata server is next to the machine. No reply within this time means that the machine is not on ECS.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private static readonly Uri Address = new("http://" + Wire.Address.MetadataHost);

    /// <summary>The name of the instance's role; null when it has none.</summary>
    /// <exception cref="AgException">There was no reply, or none with a role name.</exception>
    public async Task<string?> RoleNameAsync(CancellationToken cancellationToken)
    {
        var reply = await ReadAsync(Roles, cancellationToken).ConfigureAwait(false);
        if (reply.Status == 404)
        {
            return null;
        }

        if (reply.Status != 200)
        {
            throw Refused(reply, "does not tell the instance's role");
        }

        var name = reply.Body.Trim();
        return name.Length == 0 ? null
            : IsRoleName(name) ? name
            : throw Refused(reply, "answers with a page that is no role name: it may not be the metadata server");
    }

    public async Task<Credential> KeysAsync(string roleName, CancellationToken cancellationToken)
    {
        var reply = await ReadAsync(Roles + Uri.EscapeDataString(roleName), cancellationToken).ConfigureAwait(false);
        if (reply.Status != 200)
        {
            throw Refused(reply, $"gives no keys of the role '{roleName}'");
        }

        var json = JsonReply.TryParse(reply.Body);
        var code = json?.Text("Code");
        return json is not null && code != "Success"
            ? throw new AgException(
                Faults.CredentialRequestRefused,
                $"{origin}: {reply.Host} gives no keys of the role '{roleName}': its code is '{code}', not Success.")
            { Code = code }
            : KeyReply.Read(json, origin, reply.Host, machine.Clock.UtcNow);
    }

    private async Task<WebReply> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var token = await TokenAsync(cancellationToken).ConfigureAwait(false);
        var reply = await GetAsync(path, token, cancellationToken).ConfigureAwait(false);

        // A proxy in a container may hand out tokens and then not know them.
        return token is not null && reply.Status is 401 or 403 && !machine.IsOn(Variables.ImdsV1Disabled)
            ? await GetAsync(path, null, cancellationToken).ConfigureAwait(false)
            : reply;
    }

    /// <summary>The token of version 2; null when version 1 shall serve.</summary>
    private async Task<string?> TokenAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Put, new Uri(Address, "/latest/api/token"))
        { Content = new ByteArrayContent([]) };
        request.Headers.TryAddWithoutValidation(TtlHeader, TokenSeconds);
        WebReply reply;
        try
        {
            reply = await machine.Web.SendAsync(request, origin, Limit, machine.Clock, cancellationToken).ConfigureAwait(false);
        }
        catch (AgException) when (!machine.IsOn(Variables.ImdsV1Disabled))
        {
            return null; // Behind a container's network the answer to this one request gets lost: the other version may serve.
        }

        // Something else than the metadata server may answer here, with a page. What is no token is never sent back as one.
        if (reply.Status == 200 && reply.Body.Trim() is { Length: > 0 } token && KeyText.WhyNot(token) is null)
        {
            return token;
        }

        return machine.IsOn(Variables.ImdsV1Disabled)
            ? throw Refused(reply, $"gives no token of its version 2, and {Variables.ImdsV1Disabled} forbids version 1")
            : null;
    }

    private async Task<WebReply> GetAsync(string path, string? token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, path));
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation(TokenHeader, token);
        }

        return await machine.Web.SendAsync(request, origin, Limit, machine.Clock, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What RAM takes as the name of a role: 1 to 64 letters, digits and . - _ of ASCII.</summary>
    private static bool IsRoleName(string text) =>
        text.Length <= 64
        && text.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-' or '_');

    private AgException Refused(WebReply reply, string what) =>
        new(Faults.CredentialRequestRefused, $"{origin}: {reply.Host} {what} (HTTP status {reply.Status}).") { HttpStatus = reply.Status };
}
