using System.Net;

namespace AliGatewaySignature.Wire;

/// <summary>
/// The content of a request, which notes when the HTTP stack asks for its bytes. The stack does so once the connection, the tunnel
/// and the TLS session are there. What fails before that was not sent.
/// </summary>
internal sealed class NotedContent : HttpContent
{
    private readonly HttpContent _inner;
    private volatile bool _isAskedFor;

    public NotedContent(HttpContent inner)
    {
        _inner = inner;
        foreach (var header in inner.Headers)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    /// <summary>Whether the stack has begun to write the request.</summary>
    public bool IsAskedFor => _isAskedFor;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        _isAskedFor = true;
        return _inner.CopyToAsync(stream, context);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
