using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Parameters;

/// <summary>
/// Lets a parameter take verdicts and lists of them, and everything else for the command to refuse: the engine's own refusal would show
/// what was given, and say nothing of what to do.
/// </summary>
internal sealed class BackendProofTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (IsNothing(inputData))
        {
            return null!;
        }

        // An empty list in place of all verdicts is said to be empty, and among others is an answer that is missing.
        return Objects.Unwrap(inputData) is ICollection { Count: 0 } and not IDictionary
            ? Array.Empty<AgBackendVerdict>()
            : Flatten(inputData).ToArray();
    }

    private static IEnumerable<AgBackendVerdict?> Flatten(object? given)
    {
        switch (IsNothing(given) ? null : Objects.Unwrap(given))
        {
            case null:
                return [null];
            case AgBackendVerdict verdict:
                return [verdict];
            case IEnumerable list and not string and not IDictionary:
                var items = list.Cast<object?>().ToList();
                return items.Count == 0 ? [null] : items.SelectMany(Flatten);
            default:
                return [AgBackendVerdict.Foreign];
        }
    }

    private static bool IsNothing(object? given) => given is null || ReferenceEquals(given, AutomationNull.Value);
}
