using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Batching;

internal static class Refusals
{
    /// <summary>
    /// Whether the service turned a call away for what it carries, so that another set of ids may fare better. A denial,
    /// a quota or a failure on the way is not of that kind.
    /// </summary>
    public static bool IsAboutContent(AgException e) =>
        e.Kind == Faults.NotFound || e.Kind == Faults.RequestRefused || e.Kind == Faults.ServiceRefused
        || e.Kind == Faults.AlreadyExists || e.Kind == Faults.StillInUse;
}
