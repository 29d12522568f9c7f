namespace AliGatewaySignature.Sandbox;

/// <summary>What the service came to for one call.</summary>
/// <param name="RequestId">The id of the reply.</param>
/// <param name="Time">What the sandbox took for the present.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="ErrorCode">The error code, empty for a success.</param>
/// <param name="Changed">Whether the call changed anything.</param>
internal readonly record struct CallOutcome(string RequestId, DateTimeOffset Time, int Status, string ErrorCode, bool Changed);
