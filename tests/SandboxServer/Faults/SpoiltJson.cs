using System.Text;
using System.Text.Json.Nodes;

namespace AliGatewaySignature.SandboxServer.Faults;

/// <summary>Takes the list out of a listing.</summary>
internal static class SpoiltJson
{
    public static byte[] WithoutList(byte[] body, ListShape shape)
    {
        var reply = JsonNode.Parse(body)!.AsObject();
        var wrapper =
            reply.FirstOrDefault(
                static property => property.Value is JsonObject inner && inner.Any(static item => item.Value is JsonArray));
        if (wrapper.Key is null)
        {
            return body;
        }

        switch (shape)
        {
            case ListShape.Gone:
                reply.Remove(wrapper.Key);
                break;
            case ListShape.Array:
                reply[wrapper.Key] = new JsonArray();
                break;
            case ListShape.Null:
                reply[wrapper.Key] = null;
                break;
            case ListShape.Hollow:
                reply[wrapper.Key] = new JsonObject();
                break;
        }

        return Encoding.UTF8.GetBytes(reply.ToJsonString());
    }
}
