using AliGatewaySignature.Model;

namespace AliGatewaySignature.Planning;

/// <summary>A row of which everything is known that it names.</summary>
/// <param name="Row">Its number.</param>
/// <param name="Place">Its group and stage.</param>
/// <param name="Api">Its API.</param>
/// <param name="From">The key that it must carry, where the row is a difference; null where it must carry none.</param>
/// <param name="To">The key that it is to carry; null where it is to carry none.</param>
/// <param name="Action">What must happen, where the row is a difference; null where it is a row of a plan.</param>
internal readonly record struct PlanItem(
    int Row, PlanPlace Place, PlanApi Api, PlanThing? From, PlanThing? To, AgDifferenceAction? Action);

/// <summary>What is to happen to one API in one stage.</summary>
/// <param name="Row">The row that says so; 0 where none does.</param>
/// <param name="Place">The group and the stage.</param>
/// <param name="Api">The API.</param>
/// <param name="From">The key that it carries; null where it carries none.</param>
/// <param name="To">The key that it is to carry; null where it is to carry none.</param>
/// <param name="IsSettled">Whether it is as it should be already.</param>
internal readonly record struct PlanStep(
    int Row, PlanPlace Place, PlanApi Api, PlanThing? From, PlanThing? To, bool IsSettled)
{
    public AgDifferenceAction Action =>
        IsSettled ? AgDifferenceAction.Keep
        : To is null ? AgDifferenceAction.Unbind
        : From is null ? AgDifferenceAction.Bind
        : AgDifferenceAction.Replace;
}
