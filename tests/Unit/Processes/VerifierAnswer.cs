namespace AliGatewaySignature.Tests.Processes;

/// <summary>What the verifier in Node says of a request.</summary>
/// <param name="Valid">Whether the request's own signature verifies; always false where it was only to sign.</param>
/// <param name="Signature">The signature that it makes.</param>
/// <param name="Text">The string that it signed.</param>
internal sealed record VerifierAnswer(bool Valid, string Signature, string Text);
