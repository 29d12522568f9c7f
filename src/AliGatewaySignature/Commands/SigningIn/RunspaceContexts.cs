using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands.SigningIn;

/// <summary>
/// Which context each runspace works with. Kept beside the runspace, so that parallel runspaces do not disturb each
/// other, and that a context ends with its runspace.
/// </summary>
internal static class RunspaceContexts
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceAccount> States = new();

    /// <summary>The runspaces that signed in explicitly and have not signed out nor ended.</summary>
    private static readonly ConcurrentDictionary<Guid, bool> SignedIn = new();

    /// <summary>The state of the runspace that runs on this thread.</summary>
    public static RunspaceAccount Current => States.GetValue(Runspace.DefaultRunspace, _ => new RunspaceAccount());

    public static void SignIn(AgContext context)
    {
        var runspace = Runspace.DefaultRunspace;
        Current.Explicit = context;
        if (SignedIn.TryAdd(runspace.InstanceId, true))
        {
            runspace.StateChanged += Forget;
        }
    }

    public static void SignOut()
    {
        var runspace = Runspace.DefaultRunspace;
        Current.Explicit = null;
        if (SignedIn.TryRemove(runspace.InstanceId, out _))
        {
            runspace.StateChanged -= Forget;
        }
    }

    /// <summary>
    /// Whether another runspace has signed in explicitly. Then a missing context here must not quietly mean the
    /// environment: a script that rehearses on the sandbox would reach a real account from its parallel block.
    /// </summary>
    public static bool AnotherSignedIn => SignedIn.Keys.Any(id => id != Runspace.DefaultRunspace.InstanceId);

    private static void Forget(object? sender, RunspaceStateEventArgs e)
    {
        if (sender is Runspace runspace && e.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
        {
            SignedIn.TryRemove(runspace.InstanceId, out _);
        }
    }
}
