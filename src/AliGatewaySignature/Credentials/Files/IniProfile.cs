using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Files;

/// <summary>One section of the SDKs' ini file.</summary>
internal sealed class IniProfile(string name, IReadOnlyDictionary<string, string> fields, string path)
{
    public string Name { get; } = name;

    /// <summary>File and section, for messages.</summary>
    public string Origin => $"Section [{Name}] of {path}";

    public string? Text(string field) => fields.TryGetValue(field, out var value) && value.Length > 0 ? value : null;

    /// <exception cref="AgException">The field is absent or empty.</exception>
    public string Required(string field) =>
        Text(field) ?? throw new AgException(Faults.CredentialIncomplete, $"{Origin} has no {field}.");

    public bool IsOn(string field) => string.Equals(Text(field), "true", StringComparison.OrdinalIgnoreCase);
}
