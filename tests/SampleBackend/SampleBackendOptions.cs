namespace AliGatewaySignature.Tests.Backend.Sample;

/// <summary>How a sample backend behaves. Without any pair it knows no Key.</summary>
internal sealed record SampleBackendOptions
{
    public BackendMode Mode { get; init; }

    /// <summary>From Key to Secret, as the official demo keeps them: the Key of the request is the only selector.</summary>
    public Dictionary<string, string> Pairs { get; init; } = new(StringComparer.Ordinal);

    public BackendReading Reading { get; init; } = new();

    /// <summary>
    /// Finds header names in exactly one case: its own for the gateway's headers, and that of the list for the signed ones.
    /// </summary>
    public bool RefuseLowercase { get; init; }

    /// <summary>Another filter has read the body already, so that what is left to verify is empty, form fields included.</summary>
    public bool BodyConsumed { get; init; }

    /// <summary>Keeps only the last of the signed headers.</summary>
    public bool LastHeaderOnly { get; init; }

    /// <summary>The status of a refusal.</summary>
    public int RefusalStatus { get; init; } = 403;

    /// <summary>The status of an accepted request.</summary>
    public int SuccessStatus { get; init; } = 200;

    /// <summary>Where accepted requests are sent on to, with 302; null for nowhere.</summary>
    public string? Redirect { get; init; }

    /// <summary>The status that answers everything, whatever the verdict is; null for none.</summary>
    public int? Fail { get; init; }

    /// <summary>Listens with TLS and a certificate made at the start, which nobody trusts.</summary>
    public bool Https { get; init; }

    /// <summary>The host name that the certificate is made out to, beside 127.0.0.1.</summary>
    public string CertificateName { get; init; } = "localhost";
}
