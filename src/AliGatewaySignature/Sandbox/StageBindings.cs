namespace AliGatewaySignature.Sandbox;

/// <summary>How many APIs of a group have one key in one stage.</summary>
internal sealed class StageBindings
{
    public StageBindings(string groupId, string groupName, string stageName, string signatureId, int count)
    {
        GroupId = groupId;
        GroupName = groupName;
        StageName = stageName;
        SignatureId = signatureId;
        Count = count;
    }

    public string GroupId { get; }

    public string GroupName { get; }

    public string StageName { get; }

    public string SignatureId { get; }

    public int Count { get; }
}
