namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>What both chains came to on one machine.</summary>
/// <param name="Official">The npm package.</param>
/// <param name="Ours">This module.</param>
/// <param name="LeftFilesAlone">Whether this module left every file as it was.</param>
internal sealed record OraclePair(OracleOutcome Official, OracleOutcome Ours, bool LeftFilesAlone)
{
    public bool Differs => !Ours.IsSameAs(Official);

    public override string ToString() => $"\n  official: {Official}\n  ours:     {Ours}";
}
