using System.Text.Json;
using System.Text.Json.Serialization;

namespace AliGatewaySignature.SandboxServer.Control;

/// <summary>How the control endpoints read and write JSON: small first letters, and nothing unknown is let pass.</summary>
internal static class ControlJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
}
