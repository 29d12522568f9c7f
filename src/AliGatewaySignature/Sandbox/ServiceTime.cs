using System.Globalization;

namespace AliGatewaySignature.Sandbox;

/// <summary>Moments as the service writes them: UTC, whole seconds.</summary>
internal static class ServiceTime
{
    public const string Format = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static string Text(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
}
