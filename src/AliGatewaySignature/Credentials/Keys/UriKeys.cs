using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials.Keys;

/// <summary>Keys from an address that gives them to any caller, usually a sidecar.</summary>
internal sealed class UriKeys : IKeyMaker
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Machine _machine;
    private readonly Uri _address;
    private readonly string _origin;

    private UriKeys(Machine machine, Uri address, string origin)
    {
        _machine = machine;
        _address = address;
        _origin = origin;
    }

    public string MadeFrom => Fingerprint.Compute("uri", _address.AbsoluteUri);

    /// <param name="machine">Asks.</param>
    /// <param name="text">The address; it may have a secret in its query, so no message shows it.</param>
    /// <param name="origin">Where the credential comes from, for messages.</param>
    public static UriKeys Create(Machine machine, string text, string origin)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new AgException(Faults.CredentialSourceInvalid, $"{origin}: what it holds is not an http or https address.");
        }

        return Address.IsPrivate(address) || Address.IsMetadataServer(address)
            ? new UriKeys(machine, address, origin)
            : throw new AgException(Faults.CredentialSourceInvalid,
                $"{origin}: http would show the keys to everybody on the way from {address.Authority}; it is accepted for a "
                    + $"loopback address and the metadata address only.");
    }

    public async Task<Credential> MakeAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _address);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        var reply = await _machine.Web.SendAsync(request, _origin, Limit, _machine.Clock, cancellationToken).ConfigureAwait(false);
        return reply.Status == 200
            ? KeyReply.Read(JsonReply.TryParse(reply.Body), _origin, reply.Host, _machine.Clock.UtcNow)
            : throw new AgException(reply.Status >= 500 ? Faults.CredentialRequestFailed : Faults.CredentialRequestRefused,
                $"{_origin}: {reply.Host} gives no keys (HTTP status {reply.Status}).")
            { HttpStatus = reply.Status };
    }
}
