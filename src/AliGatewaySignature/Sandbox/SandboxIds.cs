using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AliGatewaySignature.Sandbox;

/// <summary>
/// Ids that look like the service's (32 lower-case hex digits) and follow from names alone, so that
/// examples and tests can rely on them.
/// </summary>
internal static class SandboxIds
{
    /// <summary>The id of a sample group.</summary>
    public static string OfGroup(string groupName) => Derive("group:" + groupName);

    /// <summary>The id of a sample API, counted from 1.</summary>
    public static string OfApi(string groupName, int number) => Derive("api:" + ApiName(groupName, number));

    /// <summary>The name of a sample API, counted from 1: <c>orders_api_0001</c>.</summary>
    public static string ApiName(string groupName, int number) =>
        groupName + "_api_" + number.ToString("D4", CultureInfo.InvariantCulture);

    /// <summary>The id of the n-th key that a sandbox creates, counted from 1.</summary>
    public static string OfSignature(int number) =>
        Derive("signature:" + number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The id of a plug-in: of a sample by its name, of a key by the key's id.</summary>
    public static string OfPlugin(string name) => Derive("plugin:" + name);

    private static string Derive(string text)
    {
        using var sha = SHA256.Create();
        return HexText.Lower(sha.ComputeHash(Encoding.UTF8.GetBytes(text)), 16);
    }
}
