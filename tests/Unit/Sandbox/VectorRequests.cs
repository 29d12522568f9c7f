namespace AliGatewaySignature.Tests.Sandbox;

/// <summary>Puts vectors back on the wire as the clients did that made them.</summary>
internal static class VectorRequests
{
    /// <summary>The moment that all vectors were signed at.</summary>
    public static DateTimeOffset SignedAt { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static RawRequest Acs3(SigningVector vector)
    {
        var request = new RawRequest
        {
            Method = vector.Text("method")!,
            Query = RawRequest.Join(vector.Fields("query")),
            Body = vector.Body,
        };
        var token = vector.Text("token") ?? string.Empty;
        foreach (var name in SignedHeaders(vector))
        {
            request.Headers[name] = name switch
            {
                "host" => vector.Text("host")!,
                "content-type" => "application/x-www-form-urlencoded",
                "x-acs-action" => vector.Text("action")!,
                "x-acs-version" => vector.Text("version")!,
                "x-acs-date" => vector.Text("date")!,
                "x-acs-signature-nonce" => vector.Text("nonce")!,
                "x-acs-accesskey-id" => vector.Text("ak")!,
                "x-acs-security-token" => token,
                "x-acs-content-sha256" => Convert.ToHexStringLower(
                    System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(vector.Body))),
                _ => throw new InvalidOperationException($"The vector signs {name}, which this test does not know."),
            };
        }

        request.Headers["Authorization"] = vector.Authorization;
        return request;
    }

    public static RawRequest Rpc(SigningVector vector, bool form)
    {
        var fields = vector.Fields("params").Append(new("Signature", vector.Signature));
        return new Signer
        {
            Method = vector.Text("method")!,
            Time = SignedAt,
        }.RpcRequest("apigateway.cn-hangzhou.aliyuncs.com", fields, form);
    }

    private static string[] SignedHeaders(SigningVector vector)
    {
        const string Mark = "SignedHeaders=";
        var start = vector.Authorization.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        return vector.Authorization[start..vector.Authorization.IndexOf(',', start)].Split(';');
    }
}
