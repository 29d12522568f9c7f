namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>Something that this module does otherwise than the npm package, on purpose.</summary>
/// <param name="Name">As docs/decisions/0010 lists it.</param>
/// <param name="Applies">The cases that it is about.</param>
/// <param name="SignsIn">Whether this module then signs in; false when it stops, null where that depends on what else there is.</param>
/// <param name="Reason">Why.</param>
internal sealed record OracleDeviation(string Name, Func<OracleCase, bool> Applies, bool? SignsIn, string Reason);
