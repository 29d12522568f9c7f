using AliGatewaySignature.Model;

namespace AliGatewaySignature.Reports;

/// <summary>An account and a region.</summary>
/// <param name="AccountId">The account, or that it is the sandbox; null where it is not known.</param>
/// <param name="RegionId">The region; null where only an endpoint was given.</param>
internal sealed record Place(string? AccountId, string? RegionId)
{
    public static Place Of(AgSignatureCoverage row) => new(row.AccountId, row.RegionId);

    public bool IsSandbox => AccountId == AgSignatureCoverage.SandboxAccount;

    /// <summary>As a person reads it. The script of the page makes the same of a row.</summary>
    public override string ToString() => AccountId is null
        ? RegionId is null ? "an account that is not known" : $"{RegionId} (account not known)"
        : (IsSandbox ? "the sandbox" : "account " + AccountId) + (RegionId is null ? string.Empty : ", " + RegionId);
}
