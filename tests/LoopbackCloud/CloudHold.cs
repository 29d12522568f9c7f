namespace AliGatewaySignature.Tests.Credentials.Cloud;

/// <summary>Requests that wait until the test lets them go.</summary>
internal sealed class CloudHold
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the first request is here.</summary>
    public Task Arrived => _arrived.Task;

    /// <summary>Lets go those that wait, and those that come later.</summary>
    public void Release() => _released.TrySetResult();

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        _arrived.TrySetResult();
        await _released.Task.WaitAsync(cancellationToken);
    }
}
