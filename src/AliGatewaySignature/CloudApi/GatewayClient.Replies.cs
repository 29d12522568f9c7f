using System.Security;
using AliGatewaySignature.Model;
using AliGatewaySignature.Transport;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.CloudApi;

/// <summary>What the operations have in common: the call, the reply, the page of a listing.</summary>
internal sealed partial class GatewayClient
{
    private ApiCall Call(Operation operation, CallArguments arguments) => new(operation, arguments.Parameters, observer);

    private ApiCall ApisCall(
        Operation operation, string signatureId, string groupId, string stageName, IReadOnlyList<string>? apiIds,
        CallPurpose? purpose)
    {
        var arguments = new CallArguments()
            .Add("SignatureId", signatureId)
            .Add("GroupId", groupId)
            .Add("StageName", stageName)
            .AddIds(apiIds, operation.IdsPerCall);
        return new ApiCall(operation, arguments.Parameters, observer, purpose?.About)
        {
            IsPartOfBatch = purpose is { IsPartOfBatch: true },
        };
    }

    private async Task<AgSignature> SignatureOf(
        ApiCall call, WriteNote note, string name, string? key, SecureString? secret, CancellationToken cancellationToken)
    {
        var (signature, _) = await WriteAsync(
            note,
            async () =>
            {
                var (json, reply) = await SendAsync(call, cancellationToken).ConfigureAwait(false);
                return (
                    Mapping.Signature(json, includeSecret: false)
                        ?? throw ServiceFailure.Unreadable(call, reply, "it names no SignatureId"),
                    RequestId: reply.ShownRequestId(call));
            },
            static made => Done(made.RequestId) with { SignatureId = made.Item1.SignatureId },
            cancellationToken).ConfigureAwait(false);
        if (signature.SignatureName.Length == 0)
        {
            signature.SignatureName = name;
        }

        signature.SignatureKey = key;
        signature.SignatureSecret = secret;
        return signature;
    }

    private async Task<ApiPage<T>> PageAsync<T>(
        Operation operation, CallArguments arguments, int page, string wrapper, string name, Func<JsonReply, T?> map,
        Func<T, bool>? isAskedFor, CancellationToken cancellationToken)
        where T : class
    {
        var call = Call(operation, arguments.AddPage(page, operation.PageSize));
        var (json, reply) = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        var total = json.Number("TotalCount");
        var size = json.Number("PageSize") is { } used and > 0 ? used : operation.PageSize;

        // Where there is nothing, some operations of the service leave the list out. Only its count makes that an empty listing.
        var isEmpty = json.Has(wrapper) ? total == 0 : total is { } count && (page - 1L) * size >= count;
        var list = json.List(wrapper, name)
            ?? (isEmpty ? [] : throw ServiceFailure.Unreadable(call, reply, $"it has no list {wrapper}.{name}"));
        var items = new List<T>(list.Count);
        foreach (var item in list)
        {
            items.Add(map(item) ?? throw ServiceFailure.Unreadable(call, reply, $"an entry of {wrapper}.{name} lacks an id"));
        }

        // A service that ignores a filter would have the next cmdlet of the pipeline act on everything.
        return isAskedFor is null || items.TrueForAll(item => isAskedFor(item))
            ? new ApiPage<T>(items, total, size) { Source = (call, reply) }
            : throw ServiceFailure.Unreadable(call, reply, "it lists what was not asked for");
    }

    private async Task<(JsonReply Json, ApiReply Reply)> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var reply = await transport.SendAsync(call, cancellationToken).ConfigureAwait(false);
        if (!reply.IsSuccess)
        {
            throw ServiceFailure.Create(call, reply, clock.UtcNow);
        }

        var json = reply.Json ?? throw ServiceFailure.Unreadable(call, reply, "the body is not a JSON object");
        var contradiction = json.Text("RequestId") is null ? "it has no RequestId"
            : json.Has("Code") && json.Text("Code") is null ? "its Code is no text"
            : string.Equals(json.Text("Success"), "false", StringComparison.OrdinalIgnoreCase) ? "it says that it is no success"
            : null;
        return contradiction is null ? (json, reply) : throw ServiceFailure.Unreadable(call, reply, contradiction);
    }
}
