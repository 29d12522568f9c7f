using System.Globalization;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials.Files;

/// <summary>One profile of the CLI's file. Fields that are not asked for do not matter: the list grows with the CLI.</summary>
internal sealed class CliProfile(JsonReply json, string path)
{
    private readonly JsonReply _json = json;

    public string Name { get; } = json.Text("name") ?? string.Empty;

    /// <summary>File and profile, for messages.</summary>
    public string Origin => $"Profile '{Name}' in {path}";

    /// <summary>A field; null when absent or blank.</summary>
    public string? Text(string field) => _json.Text(field) is { } value && value.Trim().Length > 0 ? value.Trim() : null;

    /// <exception cref="AgException">The field is absent or blank.</exception>
    public string Required(string field) =>
        Text(field) ?? throw new AgException(Faults.CredentialIncomplete, $"{Origin} has no {field}.");

    public bool IsOn(string field) => string.Equals(Text(field), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A number of seconds; 0 stands for "not set", as the CLI writes it.</summary>
    public int? Seconds(string field)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? seconds == 0 ? null : seconds
            : throw new AgException(Faults.CredentialSourceInvalid, $"{Origin}: {field} is not a number of seconds.");
    }

    /// <summary>A moment, written as seconds since 1970; null when not set.</summary>
    public DateTimeOffset? Moment(string field) =>
        Text(field) is { } text
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
