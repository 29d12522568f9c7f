using System.Collections;
using System.Management.Automation;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Parameters;

/// <summary>
/// Lets a parameter take rows of coverage, also those that come back from a file (Import-Clixml), a job or another machine. Anything else
/// is refused: a row that lacks its state must not be taken for one that is signed.
/// </summary>
internal sealed class CoverageTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly string Deserialized = "Deserialized." + typeof(AgSignatureCoverage).FullName;

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Objects.Unwrap(inputData) switch
    {
        null or AgSignatureCoverage or AgSignatureCoverage[] => Objects.Unwrap(inputData)!,
        IEnumerable list and not string and not IDictionary => list.Cast<object?>().Select(One).ToArray(),
        _ => One(inputData),
    };

    private static AgSignatureCoverage One(object? item) => Objects.Unwrap(item) as AgSignatureCoverage
        ?? (item is not null && PSObject.AsPSObject(item).TypeNames.Contains(Deserialized)
            ? Read(PSObject.AsPSObject(item))
            : throw Refused($"A row comes from Get-AgSignatureCoverage; this is {(item is null ? "nothing" : Objects.Describe(item))}."));

    private static AgSignatureCoverage Read(PSObject row) => new()
    {
        ApiId = Text(row, nameof(AgSignatureCoverage.ApiId)) ?? throw Lacks(nameof(AgSignatureCoverage.ApiId)),
        ApiName = Text(row, nameof(AgSignatureCoverage.ApiName)),
        GroupId = Text(row, nameof(AgSignatureCoverage.GroupId)) ?? throw Lacks(nameof(AgSignatureCoverage.GroupId)),
        GroupName = Text(row, nameof(AgSignatureCoverage.GroupName)),
        StageName = Text(row, nameof(AgSignatureCoverage.StageName)) ?? throw Lacks(nameof(AgSignatureCoverage.StageName)),
        IsPublished = Value(row, nameof(AgSignatureCoverage.IsPublished)) as bool?,
        State = Member<AgCoverageState>(row, nameof(AgSignatureCoverage.State)),
        Source = Member<AgSignatureSource>(row, nameof(AgSignatureCoverage.Source)),
        SignatureId = Text(row, nameof(AgSignatureCoverage.SignatureId)),
        SignatureName = Text(row, nameof(AgSignatureCoverage.SignatureName)),
        PluginId = Text(row, nameof(AgSignatureCoverage.PluginId)),
        PluginName = Text(row, nameof(AgSignatureCoverage.PluginName)),
        ModifiedTime = Time(Value(row, nameof(AgSignatureCoverage.ModifiedTime))),
        KeyAge = Value(row, nameof(AgSignatureCoverage.KeyAge)) as TimeSpan?,
        Reason = Text(row, nameof(AgSignatureCoverage.Reason)),
        RegionId = Text(row, nameof(AgSignatureCoverage.RegionId)),
        AccountId = Text(row, nameof(AgSignatureCoverage.AccountId)),
    };

    private static object? Value(PSObject row, string name) => Objects.Unwrap(row.Properties[name]?.Value);

    private static string? Text(PSObject row, string name) => Value(row, name) as string;

    /// <summary>By its name, which stands in the file beside the number and does not change from version to version.</summary>
    private static T Member<T>(PSObject row, string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(row.Properties[name]?.Value?.ToString(), out var member) && Enum.IsDefined(typeof(T), member)
            ? member
            : throw Lacks(name);

    /// <summary>A DateTimeOffset is not restored as one, but its parts are there.</summary>
    private static DateTimeOffset? Time(object? value) => value switch
    {
        DateTimeOffset time => time,
        PSObject parts when Objects.Unwrap(parts.Properties["UtcDateTime"]?.Value) is DateTime utc =>
            new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)),
        _ => null,
    };

    private static ArgumentTransformationMetadataException Lacks(string name) =>
        Refused($"The row has no {name} that is one: give whole rows of Get-AgSignatureCoverage.");

    private static ArgumentTransformationMetadataException Refused(string why) => new(why);
}
