namespace AliGatewaySignature.Backend;

/// <summary>Where the line of Content-MD5 comes from.</summary>
internal enum Md5Line
{
    /// <summary>Computed for the bodies of POST and PUT that are no forms, as the official demo does.</summary>
    ComputedForPostAndPut,

    /// <summary>Copied from the header Content-MD5, as the current page of the plug-in says; empty without it.</summary>
    Copied,

    /// <summary>Computed for every body that is no form.</summary>
    ComputedForAnyBody,

    /// <summary>Always empty.</summary>
    Empty,
}

/// <summary>How a parameter without a value is written.</summary>
internal enum EmptyValue
{
    /// <summary><c>name=</c></summary>
    WithEqualsSign,

    /// <summary><c>name</c></summary>
    BareName,

    /// <summary>Nothing but the ampersand before it, where the parameter came without an equals sign.</summary>
    StrayAmpersand,
}

/// <summary>Which form of the path is signed.</summary>
internal enum PathForm
{
    /// <summary>As it was sent.</summary>
    Raw,

    /// <summary>Decoded altogether.</summary>
    Decoded,

    /// <summary>Decoded but for %2F and %5C.</summary>
    DecodedButSlashes,
}

/// <summary>In which order the signed headers stand.</summary>
internal enum HeaderOrder
{
    /// <summary>Sorted as the list writes them, and put into lower case afterwards, as the official demo does.</summary>
    SortedAsListed,

    /// <summary>Put into lower case first, and sorted then.</summary>
    SortedInLowerCase,

    /// <summary>In the order of the list.</summary>
    AsListed,
}

/// <summary>
/// One way to build the string to sign. The implementations that are public disagree in these points, and none of them was ever compared
/// with the live gateway, so that none is called the truth.
/// </summary>
internal sealed record Reading(Md5Line Md5, EmptyValue Empty, PathForm Path, HeaderOrder Order)
{
    /// <summary>The name of the official demo's, where a reading is to be given.</summary>
    public const string DemoName = "Demo";

    private const string DifferFromDemo = "the official demo's, but ";

    /// <summary>That of the official demo.</summary>
    public static Reading OfDemo { get; } = new(default, default, default, default);

    /// <summary>Every reading; those that differ least from the demo's come first.</summary>
    public static IReadOnlyList<Reading> All { get; } =
    [
        .. from md5 in Values<Md5Line>()
           from empty in Values<EmptyValue>()
           from path in Values<PathForm>()
           from order in Values<HeaderOrder>()
           let reading = new Reading(md5, empty, path, order)
           orderby reading.Deviations
           select reading,
    ];

    /// <summary>The words of each point in which a reading can differ from the demo's.</summary>
    public static IReadOnlyList<string> Points { get; } =
        [.. All.Where(static one => one.Deviations == 1).Select(static one => one.PointsInWords())];

    /// <summary>The reading that a text names: Demo, or the points in which it differs, as <see cref="ToString"/> writes them.</summary>
    /// <returns>The reading; null when there is none of that text.</returns>
    public static Reading? Find(string text)
    {
        var points = text.Trim() is var said && said.StartsWith(DifferFromDemo, StringComparison.OrdinalIgnoreCase)
            ? said.Substring(DifferFromDemo.Length)
            : said;
        return string.Equals(points, DemoName, StringComparison.OrdinalIgnoreCase)
            || string.Equals(points, OfDemo.ToString(), StringComparison.OrdinalIgnoreCase)
                ? OfDemo
                : All.FirstOrDefault(one => string.Equals(one.PointsInWords(), points, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>In how many points it is not the demo's.</summary>
    public int Deviations => (Md5 == default ? 0 : 1) + (Empty == default ? 0 : 1) + (Path == default ? 0 : 1) + (Order == default ? 0 : 1);

    /// <summary>"the official demo's", or in which points it differs from that.</summary>
    public override string ToString() => this == OfDemo
        ? "the official demo's"
        : DifferFromDemo + PointsInWords();

    private static T[] Values<T>()
        where T : struct, Enum => (T[])Enum.GetValues(typeof(T));

    private string PointsInWords() => string.Join(", ", new[]
    {
        Md5 switch
        {
            Md5Line.Copied => "Content-MD5 copied from the header",
            Md5Line.ComputedForAnyBody => "Content-MD5 computed for any body",
            Md5Line.Empty => "Content-MD5 left empty",
            _ => null,
        },
        Empty switch
        {
            EmptyValue.BareName => "an empty value without '='",
            EmptyValue.StrayAmpersand => "nothing for a parameter without '='",
            _ => null,
        },
        Path switch
        {
            PathForm.Decoded => "the path decoded",
            PathForm.DecodedButSlashes => "the path decoded but for %2F and %5C",
            _ => null,
        },
        Order switch
        {
            HeaderOrder.SortedInLowerCase => "headers sorted in lower case",
            HeaderOrder.AsListed => "headers in the order of the list",
            _ => null,
        },
    }.Where(static point => point is not null));
}
