using System.Net.Sockets;
using System.Text;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Sandbox.Wire;
using AliGatewaySignature.SandboxServer.Journal;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace AliGatewaySignature.SandboxServer.Faults;

/// <summary>Plays one fault on one call, on its real connection.</summary>
internal sealed class FaultPlayer(SandboxService service, SandboxJournal journal)
{
    /// <summary>Answers a call in the rule's way, or does not.</summary>
    /// <param name="context">The exchange.</param>
    /// <param name="call">What the client asked for.</param>
    /// <param name="rule">What is to go wrong.</param>
    /// <param name="released">Ends every waiting.</param>
    public Task PlayAsync(HttpContext context, ServiceCall call, FaultRule rule, CancellationToken released) => rule.Kind switch
    {
        FaultKind.Drip or FaultKind.TruncatedBody or FaultKind.TruncatedJson or FaultKind.NotJson or FaultKind.WrongContentType
            or FaultKind.MissingList or FaultKind.EmptyBody or FaultKind.CloseAfter
            or FaultKind.BrokenGzip or FaultKind.BrokenDeflate => SpoilAsync(
                context, Answer(call, rule), rule, released),
        FaultKind.Reset => ResetAsync(context, call, rule),
        FaultKind.Hang => HangAsync(context, call, rule, released),
        _ => RefuseAsync(context, call, rule),
    };

    // Kinds that give an answer of their own, whether or not the call took effect.
    private async Task RefuseAsync(HttpContext context, ServiceCall call, FaultRule rule)
    {
        (var status, var code, var message) = rule.Kind switch
        {
            FaultKind.Throttle => (400, "Throttling.User", "Request was denied due to user flow control."),
            FaultKind.Html503 => (503, "ServiceUnavailable", string.Empty),
            FaultKind.Error => (400, "UnknownError", "An error that a test asked for."),
            FaultKind.XmlError => (400, "InvalidParameter.Format", "The parameter Format is wrong."),
            FaultKind.ExpiredToken => (400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired."),
            FaultKind.ClockSkew => (400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired."),
            FaultKind.NonceUsed => (400, "SignatureNonceUsed", "Specified signature nonce was used already."),
            _ => (500, "InternalError", "The request processing has failed due to some unknown error."),
        };

        status = rule.Status ?? status;
        code = rule.Code ?? code;
        message = rule.Message ?? message;
        var requestId = Note(call, rule, status, code);

        var now = service.Now.AddMinutes(rule.Kind == FaultKind.ClockSkew ? rule.Minutes : 0);
        var reply = SandboxService.Error(call, requestId, now, status, code, message);
        reply = rule.Kind switch
        {
            FaultKind.Html503 => new WireReply(
                status, Without(reply.Headers, "x-acs-request-id"), "text/html",
                Encoding.UTF8.GetBytes("<html><head><title>503 Service Temporarily Unavailable</title></head><body><h1>503 "
                    + "Service Temporarily Unavailable</h1></body></html>\n")),
            FaultKind.XmlError => new WireReply(
                status, reply.Headers, "text/xml;charset=utf-8",
                Encoding.UTF8.GetBytes($"<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>{requestId}</RequestId>"
                    + $"<HostId>sandbox</HostId><Code>{code}</Code><Message>{message}</Message></Error>")),
            _ => reply,
        };
        if (rule.RetryAfter is { } wait)
        {
            context.Response.Headers["x-acs-retry-after"] = wait.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await HttpWire.WriteAsync(context, reply);
    }

    private Task ResetAsync(HttpContext context, ServiceCall call, FaultRule rule)
    {
        Note(call, rule, 0, string.Empty);
        Abort(context);
        return Task.CompletedTask;
    }

    private async Task HangAsync(HttpContext context, ServiceCall call, FaultRule rule, CancellationToken released)
    {
        Note(call, rule, 0, string.Empty);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, released);
        await PauseAsync(Timeout.InfiniteTimeSpan, end.Token);
        Abort(context);
    }

    // Kinds that spoil the right answer.
    private static async Task SpoilAsync(HttpContext context, WireReply reply, FaultRule rule, CancellationToken released)
    {
        switch (rule.Kind)
        {
            case FaultKind.Drip:
                await DripAsync(context, reply, rule, released);
                break;
            case FaultKind.TruncatedBody:
                HttpWire.WriteHead(context, reply);
                context.Response.ContentLength = reply.Body.Length;
                // Kestrel closes the connection by itself when less comes than was promised.
                await context.Response.Body.WriteAsync(reply.Body.AsMemory(0, reply.Body.Length / 2), context.RequestAborted);
                break;
            case FaultKind.CloseAfter:
                var connection = context.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>();
                context.Response.OnCompleted(() =>
                {
                    connection.RequestClose();
                    return Task.CompletedTask;
                });
                await HttpWire.WriteAsync(context, reply);
                break;
            default:
                await HttpWire.WriteAsync(context, Spoilt(reply, rule));
                break;
        }
    }

    private static WireReply Spoilt(WireReply reply, FaultRule rule) => rule.Kind switch
    {
        FaultKind.TruncatedJson => new(reply.Status, reply.Headers, reply.ContentType, reply.Body[..(reply.Body.Length / 2)]),
        FaultKind.NotJson => new(reply.Status, reply.Headers, reply.ContentType, Encoding.UTF8.GetBytes("OK, but this is no JSON")),
        FaultKind.WrongContentType => new(reply.Status, reply.Headers, "text/html", reply.Body),
        FaultKind.MissingList => new(reply.Status, reply.Headers, reply.ContentType, SpoiltJson.WithoutList(reply.Body, rule.Shape)),
        FaultKind.BrokenGzip => new(reply.Status, With(reply.Headers, "Content-Encoding", "gzip"), reply.ContentType, reply.Body),
        FaultKind.BrokenDeflate => new(reply.Status, With(reply.Headers, "Content-Encoding", "deflate"), reply.ContentType, reply.Body),
        FaultKind.EmptyBody => new(reply.Status, reply.Headers, reply.ContentType, []),
        _ => throw new InvalidOperationException($"{rule.Kind} spoils nothing."),
    };

    private static async Task DripAsync(HttpContext context, WireReply reply, FaultRule rule, CancellationToken released)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, released);
        HttpWire.WriteHead(context, reply);
        context.Response.ContentLength = reply.Body.Length;
        for (var start = 0; start < reply.Body.Length; start += rule.Chunk)
        {
            await context.Response.Body.WriteAsync(
                reply.Body.AsMemory(start, Math.Min(rule.Chunk, reply.Body.Length - start)), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await PauseAsync(TimeSpan.FromMilliseconds(rule.Delay), pause.Token);
            context.RequestAborted.ThrowIfCancellationRequested();
        }
    }

    // Ends early, and quietly, when told to.
    private static async Task PauseAsync(TimeSpan length, CancellationToken end) =>
        await Task.Delay(length, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    // The service's own answer to a call that a fault is played on.
    private WireReply Answer(ServiceCall call, FaultRule rule)
    {
        var reply = service.Answer(call, out var outcome);
        journal.Add(CallRecord.Create(call, outcome, Name(rule)));
        return reply;
    }

    // Lets the service work where the rule says so; a call that never reaches it is written down here.
    private string Note(ServiceCall call, FaultRule rule, int status, string code)
    {
        if (rule.Applied)
        {
            var reply = Answer(call, rule);
            return reply.Headers["x-acs-request-id"];
        }

        var requestId = SandboxService.NewRequestId();
        var outcome = new CallOutcome(requestId, service.Now, status, code, Changed: false);
        journal.Add(CallRecord.Create(call, outcome, Name(rule)));
        return requestId;
    }

    // With linger at zero the system sends RST and not FIN.
    private static void Abort(HttpContext context)
    {
        var socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (ObjectDisposedException)
        {
            // The client was quicker.
        }

        context.Abort();
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> headers, string name, string value) =>
        new(headers) { [name] = value };

    private static Dictionary<string, string> Without(IReadOnlyDictionary<string, string> headers, string name)
    {
        var rest = new Dictionary<string, string>(headers);
        rest.Remove(name);
        return rest;
    }

    private static string Name(FaultRule rule) =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(rule.Kind.ToString());
}
