using System.Globalization;

namespace AliGatewaySignature.Bench.Client;

/// <summary>Ids that are made one by one as the pipeline asks for them, so that only the cmdlet could keep them.</summary>
public static class ManyIds
{
    /// <summary>The first ids, all different, 32 characters each.</summary>
    public static IEnumerable<string> Take(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return i.ToString("x32", CultureInfo.InvariantCulture);
        }
    }
}
