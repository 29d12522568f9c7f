namespace AliGatewaySignature.Tests.Backend.Sample;

/// <summary>
/// Where the line of Content-MD5 comes from. Computed: for POST and PUT that are no forms. Anybody: for any body that is no form.
/// </summary>
internal enum Md5Source
{
    Computed,
    Copied,
    Empty,
    Anybody,
}

/// <summary>How a parameter without a value is written. Stray: nothing but the ampersand, where it came without an equals sign.</summary>
internal enum EmptyForm
{
    Equals,
    Bare,
    Stray,
}

/// <summary>Which path is signed.</summary>
internal enum PathSource
{
    Raw,
    Decoded,
    DecodedButSlashes,
}

/// <summary>In which order the signed headers stand. ListedCase: sorted as the list writes them. Lower: sorted in lower case.</summary>
internal enum LineOrder
{
    ListedCase,
    Lower,
    AsListed,
}

/// <summary>How this backend builds the string; by default as the official demo does.</summary>
internal sealed record BackendReading(
    Md5Source Md5 = default, EmptyForm Empty = default, PathSource Path = default, LineOrder Order = default)
{
    /// <summary>Reads <c>md5=copied,order=lower</c>; what is not named is as in the demo. Throws a <see cref="FormatException"/>.</summary>
    public static BackendReading Parse(string text)
    {
        var reading = new BackendReading();
        foreach (var point in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = point.Split('=', 2) is [var left, var right] ? (left, right) : (point, string.Empty);
            reading = name switch
            {
                "md5" => reading with { Md5 = Word<Md5Source>(name, value) },
                "empty" => reading with { Empty = Word<EmptyForm>(name, value) },
                "path" => reading with { Path = Word<PathSource>(name, value) },
                "order" => reading with { Order = Word<LineOrder>(name, value) },
                _ => throw new FormatException($"'{name}' is no point of a reading: md5, empty, path, order."),
            };
        }

        return reading;
    }

    // Numbers are no words, although Enum.Parse takes them.
    private static T Word<T>(string name, string value)
        where T : struct, Enum
    {
        var word = value.Replace("-", string.Empty, StringComparison.Ordinal);
        return Enum.GetNames<T>().FirstOrDefault(one => one.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse<T>(found)
            : throw new FormatException($"{name}={value}: one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.");
    }
}
