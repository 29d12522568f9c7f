using System.Globalization;
using AliGatewaySignature.Sandbox.Operations;
using AliGatewaySignature.Sandbox.State;
using AliGatewaySignature.Sandbox.Verification;
using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.Sandbox;

/// <summary>
/// The embedded service. It stands where the network would: an HttpClient that is given it as its
/// handler talks to a gateway that checks what the real one checks and forgets everything at the end, unless
/// its options keep it. It knows the wire and nothing of our client. Safe from any thread.
/// </summary>
internal sealed partial class SandboxService(SandboxOptions options) : HttpMessageHandler
{
    /// <summary>The key pair that every sandbox lets in.</summary>
    public const string DefaultAccessKeyId = "sandbox-access-key-id";

    /// <inheritdoc cref="DefaultAccessKeyId"/>
    public const string DefaultAccessKeySecret = "sandbox-access-key-secret";

    private readonly SandboxOptions _options = options;
    private readonly RequestVerifier _verifier = new RequestVerifier(
        [new(DefaultAccessKeyId, DefaultAccessKeySecret), .. options.KeyPairs]);
    private SandboxStore _store = options.State is { } state
        ? new SandboxStore(state)
        : new SandboxStore(options.Groups, options.Plugins, options.Clock());

    private readonly object _lock = new();
    private volatile SandboxSemantics _semantics = options.Semantics;

    /// <summary>How the service does what is left unsaid. A change counts from the next call on.</summary>
    public SandboxSemantics Semantics
    {
        get => _semantics;
        set => _semantics = value;
    }

    /// <summary>The region that the sandbox claims to be.</summary>
    public string RegionId => _options.State?.Layout.RegionId ?? _options.RegionId;

    /// <summary>The sample groups that it was made with.</summary>
    public IReadOnlyList<SandboxGroup> Groups => _options.Groups;

    /// <summary>What the sandbox takes for the present.</summary>
    public DateTimeOffset Now => _options.Clock();

    /// <summary>A fresh request id in the service's shape.</summary>
    public static string NewRequestId() => Guid.NewGuid().ToString("D", CultureInfo.InvariantCulture).ToUpperInvariant();

    /// <summary>Answers one request. This is the whole service; carrying bytes is somebody else's work.</summary>
    public WireReply Answer(WireRequest request) => Answer(ServiceCall.Read(request), out _);

    /// <summary>The same for a host that keeps a journal of what became of each call.</summary>
    public WireReply Answer(ServiceCall call, out CallOutcome outcome)
    {
        var requestId = NewRequestId();
        var now = Now;
        var semantics = _semantics;

        var status = 200;
        var errorCode = string.Empty;
        var changed = false;
        byte[] body;
        try
        {
            var operation = Admit(call, now);
            var reply = new JsonText().Property("RequestId", requestId);
            lock (_lock)
            {
                var context = new OperationContext
                {
                    Parameters = new CallParameters(call),
                    Store = _store,
                    Semantics = semantics,
                    Now = now,
                    RegionId = RegionId,
                    Reply = reply,
                };

                try
                {
                    operation.Run(context);
                }
                finally
                {
                    changed = context.Changed;

                    // Also after a refusal: a call may have been carried out in part. And a key that is given what it has is younger.
                    if (!operation.IsRead)
                    {
                        Keep();
                    }
                }
            }

            body = reply.ToBytes();
        }
        catch (ServiceFault refusal)
        {
            status = refusal.Status;
            errorCode = refusal.Code;
            body = ErrorReply.Write(requestId, call.Request.Headers.First("Host") ?? string.Empty, refusal.Code, refusal.Message);
        }

        outcome = new CallOutcome(requestId, now, status, errorCode, changed);
        return Reply(status, requestId, now, body);
    }

    /// <summary>Lets somebody in from now on, or changes the key of somebody who is let in already.</summary>
    public void Admit(SandboxKeyPair pair) => _verifier.Admit(pair);

    /// <summary>Back to the start: no keys, no bindings. Semantics stay as they are.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _store.Clear();
            Keep();
        }

        _verifier.ForgetNonces();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var wire = await HttpMessages.ReadAsync(request).ConfigureAwait(false);
        return HttpMessages.Write(Answer(wire), request);
    }

    /// <summary>Gives a reply that the service did not come to itself, in its shape.</summary>
    public static WireReply Error(ServiceCall call, string requestId, DateTimeOffset now, int status, string code, string message) =>
        Reply(status, requestId, now, ErrorReply.Write(requestId, call.Request.Headers.First("Host") ?? string.Empty, code, message));

    private static WireReply Reply(int status, string requestId, DateTimeOffset now, byte[] body) => new(
        status,
        new Dictionary<string, string>
        {
            ["Date"] = HttpMessages.HttpDate(now),
            ["x-acs-request-id"] = requestId,
            ["x-acs-trace-id"] = requestId.Replace("-", string.Empty).ToLowerInvariant(),
        },
        "application/json;charset=utf-8",
        body);

    private ServiceOperation Admit(ServiceCall call, DateTimeOffset now)
    {
        if (call.Request.Method is not "GET" and not "POST")
        {
            throw new ServiceFault(400, "UnsupportedHTTPMethod", "This http method is not supported.");
        }

        if (call.RepeatedName is { } repeated)
        {
            throw new ServiceFault(400, "InvalidParameter", $"The parameter {repeated} came more than once.");
        }

        _verifier.Verify(call, now);
        var name = call.Operation ?? throw ServiceFault.MissingCommon("Action");
        var version = call.Version ?? throw ServiceFault.MissingCommon("Version");
        var operation = call.Request.Path == "/" ? OperationTable.Find(name, version) : null;
        if (operation is null)
        {
            throw new ServiceFault(404, "InvalidApi.NotFound", "Specified api is not found, please check your url and method.");
        }

        return call.Value("Format") is null or "" or "JSON" or "json"
            ? operation
            : throw new ServiceFault(400, "InvalidParameter.Format", "The sandbox answers in JSON only.");
    }
}
