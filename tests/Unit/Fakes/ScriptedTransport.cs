using AliGatewaySignature.Credentials;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.Tests.Fakes;

/// <summary>Answers each attempt with the next of a list of replies or failures.</summary>
internal sealed class ScriptedTransport : IApiTransport
{
    /// <summary>Who signed every attempt.</summary>
    public static readonly Credential Signer = Credential.Create("id", "secret");

    private readonly Queue<Func<ApiReply>> _script = new();

    public List<ApiCall> Calls { get; } = [];

    public ScriptedTransport Then(int status, string body, params (string Name, string Value)[] headers)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            all[name] = value;
        }

        _script.Enqueue(() => new ApiReply(status, all, body) { SignedBy = Signer });
        return this;
    }

    public ScriptedTransport ThenThrow(Exception exception)
    {
        _script.Enqueue(() => throw exception);
        return this;
    }

    public Task<ApiReply> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Calls.Add(call);
        return _script.Count > 0
            ? Task.FromResult(_script.Dequeue()())
            : throw new InvalidOperationException("The script has no further answer for " + call.Operation.Name + ".");
    }
}
