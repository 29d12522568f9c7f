using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.CloudApi;

/// <summary>The calls that change something are written down, where somebody keeps a journal.</summary>
internal sealed partial class GatewayClient
{
    /// <summary>One pair of entries for a call, however often it is repeated on the way.</summary>
    /// <param name="note">What it is about.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="endOf">What became of it, when nothing went wrong.</param>
    /// <param name="cancellationToken">Ends it; nothing is written down for what is not sent.</param>
    private async Task<T> WriteAsync<T>(
        WriteNote note, Func<Task<T>> send, Func<T, WriteEnd> endOf, CancellationToken cancellationToken)
    {
        if (log is null)
        {
            return await send().ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var end = log.Begin(note);
        T made;
        try
        {
            made = await send().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            end(WriteEnd.Of(e));
            throw;
        }

        end(endOf(made));
        return made;
    }

    /// <summary>Sends a call that changes bindings.</summary>
    private Task<(JsonReply Json, ApiReply Reply)> WriteApisAsync(
        Operation operation, string signatureId, string groupId, string stageName, IReadOnlyList<string>? apiIds, CallPurpose? purpose,
        CancellationToken cancellationToken)
    {
        var call = ApisCall(operation, signatureId, groupId, stageName, apiIds, purpose);
        return log is null
            ? SendAsync(call, cancellationToken)
            : WriteAsync(
                NoteOf(operation, signatureId, groupId, stageName, apiIds, purpose ?? new CallPurpose(string.Empty)),
                () => SendAsync(call, cancellationToken),
                sent => Done(sent.Reply.ShownRequestId(call)),
                cancellationToken);
    }

    private static WriteNote NoteOf(
        Operation operation, string signatureId, string groupId, string stageName, IReadOnlyList<string>? apiIds, CallPurpose purpose) =>
        new(operation)
        {
            SignatureId = signatureId,
            SignatureName = purpose.SignatureName,
            DestinationSignatureId = purpose.DestinationSignatureId,
            GroupId = groupId,
            GroupName = purpose.GroupName,
            StageName = stageName,
            IsEveryApi = apiIds is null,
            Apis = [.. (apiIds ?? purpose.ReadIds).Select(purpose.Before)],
        };

    private static WriteEnd Done(string? requestId) => new(Model.AgChangeOutcome.Done) { RequestId = requestId };
}
