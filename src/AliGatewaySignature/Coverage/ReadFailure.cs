using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Coverage;

/// <summary>A listing that could not be read to its end.</summary>
/// <param name="Level">Which question it leaves open.</param>
/// <param name="Exception">Why.</param>
internal sealed record ReadFailure(CoverageLevel Level, AgException Exception);

/// <summary>What a listing answers.</summary>
[Flags]
internal enum CoverageLevel
{
    None = 0,

    /// <summary>Which key an API has.</summary>
    Key = 1,

    /// <summary>Which plug-in an API has of its own.</summary>
    ApiPlugin = 2,

    /// <summary>Which plug-in a group has.</summary>
    GroupPlugin = 4,
}
