using AliGatewaySignature.Model;

namespace AliGatewaySignature.Reports;

/// <summary>A key or a plug-in that signs, how old it is, and for how many APIs.</summary>
internal sealed record KeyUse(
    string Id, string? Name, bool IsPlugin, Place Place, DateTimeOffset? ModifiedTime, TimeSpan? Age, int Apis, bool IsTooOld)
{
    /// <summary>Every key and plug-in of the rows, the oldest first; those whose age is not known come last.</summary>
    public static IReadOnlyList<KeyUse> Of(IEnumerable<AgSignatureCoverage> rows) =>
        [.. rows.Where(static row => Signer(row) is not null)
            .GroupBy(static row => (Place: Place.Of(row), Id: Signer(row)!, IsPlugin: IsByPlugin(row)))
            .Select(static group => One([.. group]))
            .OrderByDescending(static key => key.Age ?? TimeSpan.MinValue)
            .ThenBy(static key => key.Name ?? key.Id, StringComparer.OrdinalIgnoreCase)];

    private static KeyUse One(List<AgSignatureCoverage> rows)
    {
        var first = rows[0];
        var dated = rows.Find(static row => row.ModifiedTime is not null) ?? first;
        return new KeyUse(
            Signer(first)!,
            rows.Select(SignerName).FirstOrDefault(static name => name is not null),
            IsByPlugin(first),
            Place.Of(first),
            dated.ModifiedTime,
            rows.Max(static row => row.KeyAge),
            rows.Select(static row => row.ApiId).Distinct(StringComparer.Ordinal).Count(),
            rows.Exists(static row => row.State == AgCoverageState.KeyTooOld));
    }

    private static bool IsByPlugin(AgSignatureCoverage row) => row.Source is AgSignatureSource.ApiPlugin or AgSignatureSource.GroupPlugin;

    private static string? Signer(AgSignatureCoverage row) => row.Source switch
    {
        AgSignatureSource.Key => row.SignatureId,
        AgSignatureSource.None => null,
        _ => row.PluginId,
    };

    private static string? SignerName(AgSignatureCoverage row) => IsByPlugin(row) ? row.PluginName : row.SignatureName;
}
