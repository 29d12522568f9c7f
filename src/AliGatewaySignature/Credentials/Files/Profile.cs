using System.Globalization;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Files;

/// <summary>
/// One profile: of the CLI's file, or a section of the SDKs' ini file. Fields that are not asked for do not matter: their
/// number grows with the tools.
/// </summary>
/// <param name="name">The name of the profile.</param>
/// <param name="origin">File and profile, for messages.</param>
/// <param name="form">Which fields such a profile has.</param>
/// <param name="read">Gives the text of a field; null when there is none.</param>
internal sealed class Profile(string name, string origin, ProfileForm form, Func<string, string?> read)
{
    public string Name => name;

    public string Origin => origin;

    public ProfileForm Form => form;

    /// <summary>A field; null when it is absent or blank, or when such a profile has no field of this kind.</summary>
    public string? Text(string? field) =>
        field is not null && read(field) is { } value && value.Trim().Length > 0 ? value.Trim() : null;

    /// <exception cref="AgException">The field is absent or blank.</exception>
    public string Required(string field) =>
        Text(field) ?? throw new AgException(Faults.CredentialIncomplete, $"{origin} has no {field}.");

    public bool IsOn(string field) => string.Equals(Text(field), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the profile has a switch, and it is off: <c>enable = false</c>, or anything but true.</summary>
    public bool IsOff => form.Switch is { } name && Text(name) is not null && !IsOn(name);

    /// <summary>A number of seconds; 0 stands for "not set", as the CLI writes it.</summary>
    public int? Seconds(string? field)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? seconds == 0 ? null : seconds
            : throw new AgException(Faults.CredentialSourceInvalid, $"{origin}: {field} is not a number of seconds.");
    }

    /// <summary>A moment, written as seconds since 1970; null when it is not set.</summary>
    public DateTimeOffset? Moment(string field) =>
        Text(field) is { } text
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
