namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>The operations that the sandbox has.</summary>
internal static class OperationTable
{
    public const string Version = "2016-07-14";

    private static readonly Dictionary<string, ServiceOperation> ByName = new ServiceOperation[]
    {
        new CreateSignature(),
        new ModifySignature(),
        new DeleteSignature(),
        new SetSignatureApis(),
        new RemoveSignatureApis(),
        new DescribeApiSignatures(),
        new DescribeSignatures(),
        new DescribeSignaturesByApi(),
        new DescribeApisBySignature(),
        new DescribeApis(),
        new DescribeApiGroups(),
        new DescribePlugins(),
        new DescribePluginApis(),
        new DescribePluginGroups(),
        new DescribeRegions(),
    }.ToDictionary(static operation => operation.Name, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The operation, or null when there is none of this name in this version.</summary>
    public static ServiceOperation? Find(string name, string version) =>
        version == Version && ByName.TryGetValue(name, out var operation) ? operation : null;
}
