using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.SandboxServer.Journal;

/// <summary>The service as an HttpMessageHandler that writes every call into a journal.</summary>
internal sealed class JournalingHandler(SandboxService service, SandboxJournal journal) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = ServiceCall.Read(await HttpMessages.ReadAsync(request).ConfigureAwait(false));
        var reply = service.Answer(call, out var outcome);
        journal.Add(CallRecord.Create(call, outcome));
        return HttpMessages.Write(reply, request);
    }
}
