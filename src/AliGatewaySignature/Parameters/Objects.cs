using System.Management.Automation;

namespace AliGatewaySignature.Parameters;

/// <summary>Looks at what came down the pipeline without turning it into anything.</summary>
internal static class Objects
{
    private static readonly char[] Delimiters = [';', '\t', ',', '|', ':'];

    public static object? Unwrap(object? value) =>
        value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;

    public static PSPropertyInfo? Property(object value, string name) => PSObject.AsPSObject(value).Properties[name];

    /// <summary>
    /// The name of a property that is not this one and differs from it by blanks and signs only, as in a file that somebody typed; null
    /// when there is none.
    /// </summary>
    public static string? NearProperty(object value, string name) => PSObject.AsPSObject(value).Properties
        .Select(property => property.Name)
        .FirstOrDefault(other => IsNear(other, name));

    /// <summary>Whether a name is not this one and differs from it by blanks and signs only.</summary>
    public static bool IsNear(string other, string name) =>
        other.Length > name.Length && string.Equals(Letters(other), name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is a number, as PowerShell makes of bare digits.</summary>
    public static bool IsNumber(object? value) =>
        Unwrap(value) is byte or short or int or long or uint or ulong or float or double or decimal or System.Numerics.BigInteger;

    /// <summary>
    /// The sign that parts the names in the name of the only property, as Import-Csv gives it that was not told the delimiter of the file;
    /// null where there are several properties, or where this name is not among those.
    /// </summary>
    public static char? Delimiter(object value, string name)
    {
        using var properties = PSObject.AsPSObject(value).Properties.GetEnumerator();
        if (!properties.MoveNext() || properties.Current?.Name is not { } only || properties.MoveNext())
        {
            return null;
        }

        foreach (var sign in Delimiters)
        {
            if (Array.Exists(only.Split(sign), part => string.Equals(part.Trim(' ', '"'), name, StringComparison.OrdinalIgnoreCase)))
            {
                return only.IndexOf(sign) < 0 ? null : sign;
            }
        }

        return null;
    }

    private static string Letters(string text) => new([.. text.Where(char.IsLetterOrDigit)]);

    /// <summary>Names the type, and the first property names; never a value, which could be a secret.</summary>
    public static string Describe(object value)
    {
        var type = PSObject.AsPSObject(value).TypeNames.FirstOrDefault() ?? value.GetType().FullName;
        if (!type.EndsWith("PSCustomObject", System.StringComparison.Ordinal))
        {
            return "an object of the type " + type;
        }

        var names = PSObject.AsPSObject(value).Properties.Select(property => property.Name).Take(5).ToList();
        return names.Count == 0 ? "an object without properties" : "an object with " + string.Join(", ", names);
    }
}
