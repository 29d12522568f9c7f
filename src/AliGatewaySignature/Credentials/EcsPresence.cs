namespace AliGatewaySignature.Credentials;

/// <summary>
/// Remembers for a short while that no metadata server answered, so that a machine outside ECS does not wait for it at
/// every cmdlet.
/// </summary>
internal sealed class EcsPresence
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly object _gate = new();
    private string? _reason;
    private DateTimeOffset _until;

    /// <summary>Why there is no metadata server to ask; null when there may be one.</summary>
    public string? Absent(DateTimeOffset now)
    {
        lock (_gate)
        {
            return now < _until ? _reason : null;
        }
    }

    public void Remember(string why, DateTimeOffset now)
    {
        lock (_gate)
        {
            _reason = why;
            _until = now + Kept;
        }
    }
}
