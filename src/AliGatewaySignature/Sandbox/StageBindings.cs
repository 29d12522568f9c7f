namespace AliGatewaySignature.Sandbox;

/// <summary>How many APIs of a group have one key in one stage.</summary>
internal sealed class StageBindings(string groupId, string groupName, string stageName, string signatureId, int count)
{
    public string GroupId { get; } = groupId;

    public string GroupName { get; } = groupName;

    public string StageName { get; } = stageName;

    public string SignatureId { get; } = signatureId;

    public int Count { get; } = count;
}
