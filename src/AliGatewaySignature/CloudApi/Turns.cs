namespace AliGatewaySignature.CloudApi;

/// <summary>Lets so many calls run at once and no more.</summary>
/// <param name="limit">How many.</param>
#pragma warning disable CA1001 // A semaphore holds nothing to release as long as nobody asks for its wait handle.
internal sealed class Turns(int limit)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _places = new(limit, limit);

    /// <summary>Runs a call when it is its turn.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await call().ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }
}
