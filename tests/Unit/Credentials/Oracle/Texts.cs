namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>Short ways to write variables and files down.</summary>
internal static class Texts
{
    public static IReadOnlyDictionary<string, string> Create(params (string Name, string Value)[] pairs) =>
        pairs.ToDictionary(pair => pair.Name, pair => pair.Value);
}
