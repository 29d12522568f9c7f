using System.Globalization;
using System.Management.Automation;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;
using AliGatewaySignature.Reports;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Rows of coverage among objects: those of Get-AgSignatureCoverage, and whole ones that come back from a file (Import-Clixml, or a .csv
/// or .json of Export-AgSignatureCoverage), a job or another machine. All else is counted: a row that lacks its state must not be taken
/// for one that is signed.
/// </summary>
internal sealed class CoverageRows
{
    /// <summary>What a report calls the age, in whole days.</summary>
    private const string AgeInDays = "KeyAgeDays";

    private static readonly string[] Texts =
    [
        nameof(AgSignatureCoverage.ApiName), nameof(AgSignatureCoverage.GroupName), nameof(AgSignatureCoverage.SignatureId),
        nameof(AgSignatureCoverage.SignatureName), nameof(AgSignatureCoverage.PluginId), nameof(AgSignatureCoverage.PluginName),
        nameof(AgSignatureCoverage.Reason), nameof(AgSignatureCoverage.RegionId), nameof(AgSignatureCoverage.AccountId),
    ];

    private readonly List<AgSignatureCoverage> _rows = [];

    public IReadOnlyList<AgSignatureCoverage> Rows => _rows;

    /// <summary>How many objects are no rows.</summary>
    public int Refused { get; private set; }

    /// <summary>Why the first of those is none.</summary>
    public string? FirstProblem { get; private set; }

    /// <summary>Takes an object, or each of a list. Nothing is no object.</summary>
    public void Add(object? item)
    {
        if (Objects.Unwrap(item) is AgSignatureCoverage row)
        {
            _rows.Add(row);
        }
        else if (item is not null && LanguagePrimitives.GetEnumerable(item) is { } list)
        {
            foreach (var one in list)
            {
                Add(one);
            }
        }
        else if (item is not null)
        {
            try
            {
                _rows.Add(Read(PSObject.AsPSObject(item)));
            }
            catch (FormatException e)
            {
                Refused++;
                FirstProblem ??= $"is {Objects.Describe(item)}, and {e.Message}";
            }
        }
    }

    private static AgSignatureCoverage Read(PSObject row)
    {
        // A part of a row would look like a whole one of which nothing is known.
        if (Array.Find(Texts, name => row.Properties[name] is null) is { } missing)
        {
            throw Lacks(missing);
        }

        return new AgSignatureCoverage
        {
            ApiId = Text(row, nameof(AgSignatureCoverage.ApiId)) ?? throw Lacks(nameof(AgSignatureCoverage.ApiId)),
            ApiName = Text(row, nameof(AgSignatureCoverage.ApiName)),
            GroupId = Text(row, nameof(AgSignatureCoverage.GroupId)) ?? throw Lacks(nameof(AgSignatureCoverage.GroupId)),
            GroupName = Text(row, nameof(AgSignatureCoverage.GroupName)),
            StageName = Text(row, nameof(AgSignatureCoverage.StageName)) ?? throw Lacks(nameof(AgSignatureCoverage.StageName)),
            IsPublished = Convert(row, nameof(AgSignatureCoverage.IsPublished), Truth),
            State = Member<AgCoverageState>(row, nameof(AgSignatureCoverage.State)),
            Source = Member<AgSignatureSource>(row, nameof(AgSignatureCoverage.Source)),
            SignatureId = Text(row, nameof(AgSignatureCoverage.SignatureId)),
            SignatureName = Text(row, nameof(AgSignatureCoverage.SignatureName)),
            PluginId = Text(row, nameof(AgSignatureCoverage.PluginId)),
            PluginName = Text(row, nameof(AgSignatureCoverage.PluginName)),
            ModifiedTime = Convert(row, nameof(AgSignatureCoverage.ModifiedTime), Time),
            KeyAge = row.Properties[AgeInDays] is null
                ? Convert(row, nameof(AgSignatureCoverage.KeyAge), static value => value as TimeSpan?)
                : Convert(row, AgeInDays, Days),
            Reason = Text(row, nameof(AgSignatureCoverage.Reason)),
            RegionId = Text(row, nameof(AgSignatureCoverage.RegionId)),
            AccountId = Text(row, nameof(AgSignatureCoverage.AccountId)),
        };
    }

    private static object? Value(PSObject row, string name) => Objects.Unwrap(row.Properties[name]?.Value);

    /// <summary>
    /// A text; nothing where a file has an empty one. The apostrophe that a .csv puts before a formula is not of the name.
    /// </summary>
    private static string? Text(PSObject row, string name) => Value(row, name) switch
    {
        string { Length: > 1 } text when text[0] == '\'' && IsOfCsv(row) && CsvReport.IsFormula(text.Substring(1)) => text.Substring(1),
        string { Length: > 0 } text => text,
        _ => null,
    };

    private static bool IsOfCsv(PSObject row) => Value(row, AgeInDays) is string;

    /// <summary>A value that may be empty, and must be what it is called otherwise.</summary>
    private static T? Convert<T>(PSObject row, string name, Func<object, T?> read)
        where T : struct =>
        row.Properties[name] is null ? throw Lacks(name)
        : Value(row, name) is not { } value || value is "" ? null
        : read(value) ?? throw Lacks(name);

    private static bool? Truth(object value) => value as bool? ?? (bool.TryParse(value as string, out var truth) ? truth : null);

    private static TimeSpan? Days(object value) =>
        int.TryParse(LanguagePrimitives.ConvertTo<string>(value), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            ? TimeSpan.FromDays(Math.Min(days, TimeSpan.MaxValue.Days))
            : null;

    /// <summary>By its name, which stands in a file beside the number and does not change from version to version.</summary>
    private static T Member<T>(PSObject row, string name)
        where T : struct, Enum =>
        row.Properties[name]?.Value?.ToString() is { Length: > 0 } text && char.IsLetter(text[0])
        && Enum.TryParse<T>(text, out var member) && Enum.IsDefined(typeof(T), member)
            ? member
            : throw Lacks(name);

    /// <summary>A DateTimeOffset is not restored as one, but its parts are there; ConvertFrom-Json makes another type of a text.</summary>
    private static DateTimeOffset? Time(object value) => value switch
    {
        DateTimeOffset time => time,
        DateTime time => new DateTimeOffset(time.ToUniversalTime()),
        string text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null,
        PSObject parts when Objects.Unwrap(parts.Properties["UtcDateTime"]?.Value) is DateTime utc =>
            new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)),
        _ => null,
    };

    private static FormatException Lacks(string name) => new($"has no {name} that is one");
}
