using AliGatewaySignature.Batching;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Planning;

/// <summary>From steps to what travels down the pipeline, and to what carries them out.</summary>
internal static class PlanResults
{
    /// <summary>A step as Compare-AgSignatureApi shows it.</summary>
    public static AgSignatureApiDifference Difference(in PlanStep step) => new()
    {
        Action = step.Action,
        SignatureId = step.To?.Id,
        SignatureName = step.To?.Name,
        PreviousSignatureId = step.From?.Id,
        PreviousSignatureName = step.From?.Name,
        GroupId = step.Place.Group.Id,
        GroupName = step.Place.Group.Name,
        StageName = step.Place.StageName,
        ApiId = step.Api.Id,
        ApiName = step.Api.Name,
        RowNumber = step.Row == 0 ? null : step.Row,
    };

    /// <summary>The steps of a kind.</summary>
    public static AgSignatureApiDifference[] Differences(IEnumerable<PlanStep> steps, AgDifferenceAction action) =>
        [.. steps.Where(step => step.Action == action).Select(static step => Difference(step))];

    /// <summary>A step as a plan of changes has it.</summary>
    public static PlannedBinding Planned(in PlanStep step) =>
        new(step.Place.Group.Id, step.Place.StageName, step.Api.Id, step.From?.Id, step.To?.Id)
        {
            GroupName = step.Place.Group.Name,
            ApiName = step.Api.Name,
        };

    /// <summary>What came of a step for which nothing need be sent.</summary>
    public static AgSignatureBinding Settled(in PlanStep step) => Bindings.Settled(Planned(step), (step.To ?? step.From!).Name);
}
