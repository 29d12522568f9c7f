using AliGatewaySignature.Sandbox.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace AliGatewaySignature.SandboxServer;

/// <summary>Carries requests and replies between Kestrel and the sandbox without touching a byte.</summary>
internal static class HttpWire
{
    public static async Task<WireRequest> ReadAsync(HttpContext context)
    {
        var headers = new WireHeaders();
        foreach (var header in context.Request.Headers)
        {
            foreach (var value in header.Value)
            {
                headers.Add(header.Key, value ?? string.Empty);
            }
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);

        // Path and Query of the request are unescaped already; the raw target is what was signed.
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return new WireRequest(context.Request.Method, target, headers, body.ToArray());
    }

    public static async Task WriteAsync(HttpContext context, WireReply reply)
    {
        WriteHead(context, reply);
        context.Response.ContentLength = reply.Body.Length;
        await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted);
    }

    /// <summary>Status and headers only, for those that write the body in their own way.</summary>
    public static void WriteHead(HttpContext context, WireReply reply)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        foreach (var header in reply.Headers)
        {
            context.Response.Headers[header.Key] = header.Value;
        }
    }
}
