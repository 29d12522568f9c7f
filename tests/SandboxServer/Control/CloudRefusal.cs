namespace AliGatewaySignature.SandboxServer.Control;

/// <summary>What STS shall answer once, instead of keys.</summary>
internal sealed record CloudRefusal(string Code, string Message);
