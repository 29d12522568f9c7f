using System.Collections.Concurrent;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Tests.Credentials;
using AliGatewaySignature.Tests.Credentials.Cloud;

namespace AliGatewaySignature.SandboxServer;

/// <summary>The places that keys come from, beside the sandbox: whatever they hand out, the sandbox takes.</summary>
internal sealed class CloudDesk : IAsyncDisposable
{
    private readonly LoopbackCloud _cloud;
    private readonly SandboxService _service;
    private readonly ConcurrentQueue<CloudKeys> _handedOut = new();
    private CloudHold? _hold;

    private CloudDesk(LoopbackCloud cloud, SandboxService service)
    {
        _cloud = cloud;
        _service = service;
        cloud.Time.Handed = Admit;
    }

    public Uri Address => _cloud.Address;

    public static async Task<CloudDesk> OpenAsync(SandboxService service, CancellationToken cancellationToken) =>
        new(await LoopbackCloud.StartAsync(cancellationToken), service);

    /// <summary>What was asked for, with all parameters: nothing here is anybody's secret.</summary>
    public object Requests() => _cloud.Requests.Select(static request => new
    {
        endpoint = request.Endpoint.ToString(),
        asked = request.Asked,
        parameters = request.Parameters,
    });

    /// <summary>The keys that were handed out so far, oldest first.</summary>
    public object Keys() => _handedOut.Select(static keys => new { keys.AccessKeyId, keys.AccessKeySecret, keys.SecurityToken });

    /// <summary>From now on the sandbox finds all keys expired that were handed out, and the cloud makes others.</summary>
    public void Expire()
    {
        foreach (var keys in _handedOut)
        {
            _service.Admit(new SandboxKeyPair(keys.AccessKeyId, keys.AccessKeySecret, keys.SecurityToken, DateTimeOffset.MinValue));
        }

        _cloud.Time.Generation++;
    }

    /// <summary>Lets nobody have a role until everything is reset.</summary>
    public void Hold() => _hold = _cloud.Hold(CloudEndpoint.AssumeRole);

    /// <summary>Answers the next AssumeRole with this refusal.</summary>
    public void Refuse(string code, string message) => _cloud.Refuse(CloudEndpoint.AssumeRole, 400, code, message, times: 1);

    public void Reset()
    {
        _cloud.Heal();
        _hold?.Release();
        _hold = null;
        _cloud.ForgetRequests();
    }

    public ValueTask DisposeAsync()
    {
        _hold?.Release();
        return _cloud.DisposeAsync();
    }

    private void Admit(CloudKeys keys, DateTimeOffset expiration)
    {
        _handedOut.Enqueue(keys);
        _service.Admit(new SandboxKeyPair(keys.AccessKeyId, keys.AccessKeySecret, keys.SecurityToken, expiration));
    }
}
