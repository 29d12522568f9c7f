using System.Management.Automation;
using System.Security;
using AliGatewaySignature.Backend;
using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Sends one request to a backend, signed as the gateway signs or not at all, and gives back the answer and what was signed. Follows no
/// redirect.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "AgBackendRequest", SupportsShouldProcess = true, DefaultParameterSetName = PairSet)]
[OutputType(typeof(AgBackendReply))]
public sealed class InvokeAgBackendRequestCommand : AgBackendCommand
{
    private const string PairSet = "Pair";
    private const string KeySet = "Key";
    private const string UnsignedSet = "Unsigned";

    /// <summary>The method; GET when left out.</summary>
    [Parameter]
    [ValidateSet("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")]
    public string Method { get; set; } = "GET";

    /// <summary>The body: text, bytes, or a form as a dictionary. It may come from the pipeline.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? Body { get; set; }

    /// <summary>What the body is; that of a dictionary is application/x-www-form-urlencoded, and no other gets a type by itself.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ContentType { get; set; }

    /// <summary>The pair that signs: a pair, or a key that came with its Secret.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = PairSet)]
    [PairTransformation]
    [ValidateNotNull]
    public AgSignaturePair? Pair { get; set; }

    /// <summary>The Key, together with -SignatureSecret in place of -Pair.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeySet)]
    [ValidateNotNullOrEmpty]
    public string? SignatureKey { get; set; }

    /// <summary>The Secret of -SignatureKey.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeySet)]
    [SecretTransformation]
    [ValidateNotNull]
    public SecureString? SignatureSecret { get; set; }

    /// <summary>Sends it without any signature, as somebody who is not the gateway would.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UnsignedSet)]
    [SwitchTransformation]
#pragma warning disable CA1720 // Unsigned is said of the request here, not of numbers.
    public SwitchParameter Unsigned { get; set; }
#pragma warning restore CA1720

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (ParameterSetName == UnsignedSet && !Unsigned)
        {
            ThrowFailure(new AgException(
                Faults.InvalidInput, "Who signs? Give -Pair, or -SignatureKey together with -SignatureSecret, or -Unsigned."), Named);
        }
    }

    /// <inheritdoc />
    protected override void ProcessRecord() => Attempt(Named, () =>
    {
        if (Body is null && MyInvocation.ExpectingInput)
        {
            throw new AgException(Faults.InvalidInput, "An empty object of the pipeline is no body: nothing was sent for it.");
        }

        var target = FindTarget(server: null);
        BackendPair? pair = Unsigned ? null
            : Pair is null ? new BackendPair(SignatureKey!, PlainText.Reveal(SignatureSecret!))
            : Reveal(Pair);
        var (request, text) = pair is { } signer
            ? new BackendSigner(signer, HowToSign, SignedHeader).Sign(Request(target))
            : (Request(target), (string?)null);
        var what = $"Send {request.Method} {Place(target)}, {(pair is null ? "unsigned" : "signed with the Key " + pair.Value.Key)}";
        if (!new Confirmation(this).Approves(what + ".", what + "?", "Send a request"))
        {
            return;
        }

        using var client = NewClient(target);
        Sending(request.Method, $"{request.Method} {Place(target)}");
        var answer = Send(token => client.SendAsync(request, readsBody: true, token));
        var secrets = pair is null ? SecretForms.None : new SecretForms([pair.Value.Secret]);
        WriteObject(new AgBackendReply
        {
            StatusCode = answer.Status,
            Headers = answer.Headers.ToDictionary(
                static header => header.Key, header => secrets.Mask(header.Value), StringComparer.OrdinalIgnoreCase),
            Body = secrets.Mask(answer.Body),
            Method = request.Method,
            Uri = Uri,
            SignatureKey = pair?.Key,
            SignedHeader = request.SignedNames.ToArray(),
            StringToSign = text,
            Reading = pair is null ? null : HowToSign.ToString(),
        });
    });

    private BackendRequest Request(BackendTarget target)
    {
        var headers = RequestParts.Headers(Header);
        if (ContentType is not null)
        {
            headers.RemoveAll(static header => string.Equals(header.Key, BackendHeaders.ContentType, StringComparison.OrdinalIgnoreCase));
            headers.Add(new(BackendHeaders.ContentType, ContentType));
        }

        var method = Method.ToUpperInvariant();
        return method is "GET" or "HEAD" && Body is not null
            ? throw new AgException(Faults.InvalidInput, $"{method} carries no body: give the parameters in -Uri, or -Method.")
            : RequestParts.Create(method, target.Address.PathAndQuery, headers, Body);
    }
}
