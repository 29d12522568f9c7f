using System.Globalization;

namespace AliGatewaySignature.Bench.Reporting;

/// <summary>Numbers for people.</summary>
internal static class Text
{
    public static string Number(double value) => value.ToString("#,0.####", CultureInfo.InvariantCulture);

    public static string Figure(double value) => value.ToString(value < 0.1 ? "0.0000" : "#,0.00", CultureInfo.InvariantCulture);

    public static string Signed(double value) => value.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds below ten seconds, seconds above.</summary>
    public static string Time(double milliseconds) => milliseconds < 10_000
        ? milliseconds.ToString("#,0", CultureInfo.InvariantCulture) + " ms"
        : (milliseconds / 1000).ToString("#,0.0", CultureInfo.InvariantCulture) + " s";

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
