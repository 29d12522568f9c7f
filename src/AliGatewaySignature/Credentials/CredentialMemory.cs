using System.Collections.Concurrent;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials;

/// <summary>
/// What is worth keeping from one cmdlet to the next: temporary keys by what they were made from, whether there is an
/// ECS metadata server, and of which files a warning was given. Which source signs is never kept. Keys belong to a sign-in:
/// a program or an address may give another user's keys the next time.
/// </summary>
internal sealed class CredentialMemory
{
    /// <summary>Far more identities than one process signs in as; a script that makes up session names must not fill the memory.</summary>
    private const int MostSources = 100;

    private readonly ConcurrentDictionary<string, RefreshingCredential> _sources = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _warned;
    private readonly ConcurrentQueue<string> _warnings;

    public CredentialMemory()
    {
        _warned = new(StringComparer.Ordinal);
        _warnings = new();
        Ecs = new();
    }

    private CredentialMemory(CredentialMemory process)
    {
        _warned = process._warned;
        _warnings = process._warnings;
        Ecs = process.Ecs;
    }

    /// <summary>What the whole process keeps.</summary>
    public static CredentialMemory OfProcess { get; } = new();

    /// <summary>What is known of this machine's metadata server.</summary>
    public EcsPresence Ecs { get; }

    /// <summary>A memory for one sign-in: what is known of the machine is shared, keys are obtained anew.</summary>
    public CredentialMemory ForSignIn() => new(this);

    /// <summary>Drops the keys that were obtained. Who still signs with them goes on; everybody else obtains new ones.</summary>
    public void ForgetKeys() => _sources.Clear();

    /// <summary>The temporary keys of a recipe, those that were made before while they last.</summary>
    public RefreshingCredential KeysOf(IKeyMaker maker, IClock clock)
    {
        if (_sources.Count >= MostSources)
        {
            foreach (var source in _sources.Where(source => source.Value.Known?.Expiration is not { } end || end < clock.UtcNow).ToList())
            {
                _sources.TryRemove(source.Key, out _);
            }
        }

        return _sources.GetOrAdd(maker.MadeFrom, _ => new RefreshingCredential(maker, clock));
    }

    /// <summary>Something to tell the user, once per process for each subject.</summary>
    public void Warn(string subject, string text)
    {
        if (_warned.TryAdd(subject, true))
        {
            _warnings.Enqueue(text);
        }
    }

    /// <summary>The warnings that have not been shown yet.</summary>
    public IEnumerable<string> TakeWarnings()
    {
        while (_warnings.TryDequeue(out var warning))
        {
            yield return warning;
        }
    }
}
