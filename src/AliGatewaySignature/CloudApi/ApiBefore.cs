namespace AliGatewaySignature.CloudApi;

/// <summary>An API of a call, and what it carries before the call is sent.</summary>
/// <param name="ApiId">The API.</param>
/// <param name="ApiName">Its name; null where it is not known.</param>
/// <param name="IsKnown">Whether it was read what the API carries.</param>
/// <param name="SignatureId">The key that it carries; null for none.</param>
internal readonly record struct ApiBefore(string ApiId, string? ApiName, bool IsKnown, string? SignatureId);
