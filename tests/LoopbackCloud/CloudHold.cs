using System.Threading;
using System.Threading.Tasks;

namespace AliGatewaySignature.Tests.Credentials.Cloud;

/// <summary>Requests that wait until the test lets them go.</summary>
internal sealed class CloudHold
{
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the first request is here.</summary>
    public Task Arrived => arrived.Task;

    /// <summary>Lets go those that wait, and those that come later.</summary>
    public void Release() => released.TrySetResult();

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        arrived.TrySetResult();
        await released.Task.WaitAsync(cancellationToken);
    }
}
