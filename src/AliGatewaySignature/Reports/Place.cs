using AliGatewaySignature.Model;

namespace AliGatewaySignature.Reports;

/// <summary>An account and a region.</summary>
/// <param name="AccountId">The account; null where it is not known.</param>
/// <param name="RegionId">The region; null where only an endpoint was given.</param>
internal sealed record Place(string? AccountId, string? RegionId)
{
    public static Place Of(AgSignatureCoverage row) => new(row.AccountId, row.RegionId);

    public override string ToString() =>
        (AccountId is null ? "an unknown account" : "account " + AccountId) + (RegionId is null ? string.Empty : ", " + RegionId);
}
