namespace AliGatewaySignature.Bench.Measures;

/// <summary>
/// Gives the empty module as many Format and Types entries as ours: the same files, for types that do not exist. What is
/// compared is then what our code costs, and not that we have views.
/// </summary>
internal static class EmptyModuleViews
{
    private static readonly string[] Kinds = [".Format.ps1xml", ".Types.ps1xml"];

    public static void Write()
    {
        foreach (var kind in Kinds)
        {
            var ours = File.ReadAllText(Path.ChangeExtension(BenchPaths.Module, null) + kind);
            File.WriteAllText(
                Path.ChangeExtension(BenchPaths.EmptyModule, null) + kind,
                ours.Replace("AliGatewaySignature.Model.", "AliGatewaySignature.Bench.EmptyModule.", StringComparison.Ordinal));
        }
    }
}
