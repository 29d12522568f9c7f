namespace AliGatewaySignature.Errors;

/// <summary>Whether a call that met a fault may be sent again.</summary>
internal enum Repeat
{
    /// <summary>Sending it again would fail in the same way.</summary>
    Never,

    /// <summary>The service turned the call away before it did anything, so that any operation may be sent again.</summary>
    Always,

    /// <summary>The call may have been carried out, so that only an operation that may be repeated is sent again.</summary>
    WhenRepeatable,

    /// <summary>
    /// Why the call was refused is not known, and may pass: an operation that may be repeated is sent again once, after a pause.
    /// </summary>
    Once,

    /// <summary>Sent again once, after the temporary keys were renewed.</summary>
    AfterRefresh,
}
