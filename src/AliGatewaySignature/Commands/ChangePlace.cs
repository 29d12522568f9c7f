using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Commands.SigningIn;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Commands;

/// <summary>Where a change was made, and what is to be done where it cannot be undone.</summary>
internal static class ChangePlace
{
    private const string ServiceHosts = ".aliyuncs.com";

    /// <summary>Whether a change was made where a context leads, as far as both say.</summary>
    public static bool IsHere(AgChange change, AgContext context) =>
        change.IsSandbox == context.IsSandbox
        && IsSameSandbox(change, context)
        && Ids.IsSame(change.AccountId, context.AccountId)
        && (IsSameHost(change, context) || (Ids.Comparer.Equals(change.RegionId, context.RegionId ?? string.Empty)
            && IsService(change.Endpoint) && IsService(context.Endpoint.AbsoluteUri)));

    public static AgException Elsewhere(AgChange change, AgContext context)
    {
        var failure = new AgException(
            Faults.ChangedElsewhere,
            $"{change.Operation} of {change.Time:u} was made in {Place(change)}, and this is "
                + $"{(context.IsSandbox ? Sandbox(context.SandboxPath, context.SandboxId) : context.Place)}.");
        if (change is { IsSandbox: true, SandboxPath: { } path })
        {
            failure.RecommendedAction = File.Exists(path)
                ? $"Sign in there: Connect-AgAccount -SandboxPath '{ForeignText.Clean(path).Replace("'", "''")}'."
                : "That file is not there any more: put it back if it was moved, and sign in there with Connect-AgAccount -SandboxPath.";
        }
        else if (change is { IsSandbox: true, SandboxId: not null })
        {
            failure.RecommendedAction = "A sandbox in memory ends with the context that made it: give that -Context, if it is still there. "
                + "Connect-AgAccount -SandboxPath makes a sandbox that lasts.";
        }

        return failure;
    }

    /// <summary>Why a change of a key itself stays.</summary>
    public static AgException NotUndoable(AgChange change)
    {
        var (what, instead) = Instead(change, change.SignatureId ?? "<id>");
        var key = (change.PreviousSignatureName ?? change.SignatureName) is { } name
            ? $"{name} ({change.SignatureId ?? "id not known"})"
            : change.SignatureId;
        if (change is { SignatureName: { } now, PreviousSignatureName: not null })
        {
            what = $"gave the name {now} to";
        }

        return new AgException(
            Faults.CannotBeUndone, $"{change.Command ?? change.Operation} of {change.Time:u} {what} the key {key}. Undo-AgChange puts "
                + "bindings back, and no keys: the journal holds no Key and no Secret.")
        {
            RecommendedAction = instead,
        };
    }

    private static (string What, string Instead) Instead(AgChange change, string id) => change.Operation switch
    {
        "CreateSignature" => ("created", change.SignatureId is null
            ? "Look for the key with Get-AgSignature; Remove-AgSignature deletes it."
            : $"Delete it with: Remove-AgSignature {id}"),
        "DeleteSignature" => (
            "deleted", "Make another one with New-AgSignature -Pair, if you have its Secret elsewhere; it gets another id."),
        _ when RenameBack(change, id) is { } back => (
            "changed", $"Its name goes back with: {back}. If its pair changed too, that is in what Set-AgSignature gave: "
                + $"Set-AgSignature {id} -Pair $result.Previous"),
        _ => ("changed", $"If you still have what Set-AgSignature gave: Set-AgSignature {id} -Pair $result.Previous. Otherwise give the "
            + "pair from where you keep secrets; a name goes back with -NewSignatureName."),
    };

    /// <summary>The command that gives a key the name back that it had; null where it kept its name, or where that is not known.</summary>
    private static string? RenameBack(AgChange change, string id) =>
        change is { SignatureName: not null, PreviousSignatureName: { } name } && KeyRules.CheckName(name) is null
            ? $"Set-AgSignature {id} -NewSignatureName {name}"
            : null;

    private static string Place(AgChange change) => change.IsSandbox
        ? Sandbox(change.SandboxPath, change.SandboxId)
        : (change.AccountId is null ? string.Empty : $"account {change.AccountId}, ") + (change.RegionId ?? change.Endpoint);

    private static string Sandbox(string? path, string? id) =>
        path is not null ? $"the sandbox of '{path}'"
        : id is not null ? $"a sandbox in memory ({id.Split('-')[0]})"
        : "a sandbox";

    /// <summary>Old lines of a journal do not say which sandbox it was.</summary>
    private static bool IsSameSandbox(AgChange change, AgContext context) =>
        (change.SandboxPath is null && change.SandboxId is null)
        || (change.SandboxPath is { } path
            ? JournalChoice.IsSame(path, context.SandboxPath)
            : string.Equals(change.SandboxId, context.SandboxId, StringComparison.OrdinalIgnoreCase));

    private static bool IsSameHost(AgChange change, AgContext context) =>
        Uri.TryCreate(change.Endpoint, UriKind.Absolute, out var endpoint)
        && string.Equals(endpoint.Authority, context.Endpoint.Authority, StringComparison.OrdinalIgnoreCase);

    /// <summary>One region has several hosts: public ones, and one inside its VPCs.</summary>
    private static bool IsService(string? endpoint) =>
        Uri.TryCreate(endpoint, UriKind.Absolute, out var address)
        && address.Host.EndsWith(ServiceHosts, StringComparison.OrdinalIgnoreCase);
}
