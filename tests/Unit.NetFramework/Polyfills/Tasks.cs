using System.Diagnostics;

namespace System.Threading.Tasks;

/// <summary>The source of a task without a result.</summary>
internal sealed class TaskCompletionSource
{
    private readonly TaskCompletionSource<bool> _source;

    public TaskCompletionSource()
        : this(TaskCreationOptions.None)
    {
    }

    public TaskCompletionSource(TaskCreationOptions options) => _source = new TaskCompletionSource<bool>(options);

    public Task Task => _source.Task;

    public void SetResult() => _source.SetResult(true);

    public bool TrySetResult() => _source.TrySetResult(true);

    public bool TrySetCanceled(CancellationToken cancellationToken) => _source.TrySetCanceled(cancellationToken);
}

internal static class TaskPolyfills
{
    extension(Task task)
    {
        public bool IsCompletedSuccessfully => task.Status == TaskStatus.RanToCompletion;

        public async Task WaitAsync(CancellationToken cancellationToken)
        {
            var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellationToken.Register(() => cancelled.TrySetCanceled(cancellationToken)))
            {
                await await Task.WhenAny(task, cancelled.Task);
            }
        }
    }

    extension(CancellationTokenSource source)
    {
        public Task CancelAsync()
        {
            source.Cancel();
            return Task.CompletedTask;
        }
    }

    extension(Process process)
    {
        public Task WaitForExitAsync(CancellationToken cancellationToken) =>
            Task.Run(process.WaitForExit, cancellationToken).WaitAsync(cancellationToken);
    }
}
