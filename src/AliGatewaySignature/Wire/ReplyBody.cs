using System.Text;

namespace AliGatewaySignature.Wire;

/// <summary>Reads the body of a reply, and no more of it than any service sends. What is compressed counts as it expands.</summary>
internal static class ReplyBody
{
    /// <summary>The most that is read, in bytes. No reply of a service comes near it.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    /// <exception cref="InvalidDataException">The body is longer than <see cref="MaxLength"/>.</exception>
    public static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > MaxLength)
        {
            throw TooLong();
        }

        using var stream = await content.ReadAsStreamAsync().ConfigureAwait(false);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (body.Length + read > MaxLength)
            {
                throw TooLong();
            }

            body.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    private static InvalidDataException TooLong() => new($"the reply is longer than {MaxLength / 1024 / 1024} MB");
}
