namespace AliGatewaySignature.CloudApi;

/// <summary>The names of the operations, as the service spells them.</summary>
internal static class Operations
{
    public const string CreateSignature = "CreateSignature";
    public const string ModifySignature = "ModifySignature";
    public const string DeleteSignature = "DeleteSignature";
    public const string SetSignatureApis = "SetSignatureApis";
    public const string RemoveSignatureApis = "RemoveSignatureApis";
    public const string DescribeApiSignatures = "DescribeApiSignatures";
    public const string DescribeSignatures = "DescribeSignatures";
    public const string DescribeSignaturesByApi = "DescribeSignaturesByApi";
    public const string DescribeApisBySignature = "DescribeApisBySignature";
    public const string DescribeApis = "DescribeApis";
    public const string DescribeApiGroups = "DescribeApiGroups";
}
