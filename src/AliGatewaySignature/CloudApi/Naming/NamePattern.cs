using System.Text.RegularExpressions;

namespace AliGatewaySignature.CloudApi.Naming;

/// <summary>
/// A name as a person gives it: the whole name, ignoring case; * stands for any text and ? for one character. Nothing else has a
/// meaning. How the service matches names is not documented, so that every name is compared here.
/// </summary>
internal sealed class NamePattern(string text)
{
    private readonly Regex _whole = new(
        "^" + Regex.Escape(text.Trim()).Replace(@"\*", ".*").Replace(@"\?", ".") + "$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);

    /// <summary>The name as it was given.</summary>
    public string Text => text.Trim();

    /// <summary>Whether it stands for several names. A pattern that nothing matches is no error, a name is.</summary>
    public bool HasWildcard => text.Contains('*') || text.Contains('?');

    public bool Matches(string? name) => name is not null && _whole.IsMatch(name);
}
