using System;
using System.Collections.Generic;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials;

/// <summary>The keys that Alibaba Cloud's own tools read from the environment.</summary>
internal static class EnvironmentCredentials
{
    public const string AccessKeyIdVariable = "ALIBABA_CLOUD_ACCESS_KEY_ID";
    public const string AccessKeySecretVariable = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
    public const string SecurityTokenVariable = "ALIBABA_CLOUD_SECURITY_TOKEN";
    public const string RegionIdVariable = "ALIBABA_CLOUD_REGION_ID";

    /// <summary>Reads the environment as it is now.</summary>
    /// <returns>Null when neither id nor secret is set.</returns>
    /// <exception cref="AgException">Only one of the two is set: signing in as somebody else instead would be worse.</exception>
    public static Credential? Read(Func<string, string?> variable)
    {
        var id = Value(AccessKeyIdVariable);
        var secret = Value(AccessKeySecretVariable);
        var token = Value(SecurityTokenVariable);
        if (id is null && secret is null)
        {
            return null;
        }

        if (id is null || secret is null)
        {
            throw new AgException(Faults.CredentialIncomplete,
                $"{(id is null ? AccessKeySecretVariable : AccessKeyIdVariable)} is set in the environment, {(id is null ? AccessKeyIdVariable : AccessKeySecretVariable)} is not.");
        }

        return new Credential(id, PlainText.Protect(secret), token is null ? null : PlainText.Protect(token));

        string? Value(string name) => variable(name) is { } value && value.Trim().Length > 0 ? value.Trim() : null;
    }

    /// <summary>The region that the environment names, or null.</summary>
    public static string? Region(Func<string, string?> variable) =>
        variable(RegionIdVariable) is { } value && value.Trim().Length > 0 ? value.Trim() : null;

    /// <summary>What was looked for, for the error that lists it.</summary>
    public static IReadOnlyList<string> LookedFor { get; } =
        [AccessKeyIdVariable, AccessKeySecretVariable, SecurityTokenVariable + " (only with temporary keys)"];
}
