using AliGatewaySignature.Backend;
using AliGatewaySignature.Tests.Backend.Sample;

namespace AliGatewaySignature.Tests.Backend;

/// <summary>A reading of the module in the words of the sample backend, which knows nothing of the module's.</summary>
internal static class SampleReading
{
    public static BackendReading Of(Reading reading) => new(
        reading.Md5 switch
        {
            Md5Line.Copied => Md5Source.Copied,
            Md5Line.ComputedForAnyBody => Md5Source.Anybody,
            Md5Line.Empty => Md5Source.Empty,
            _ => Md5Source.Computed,
        },
        reading.Empty switch
        {
            EmptyValue.BareName => EmptyForm.Bare,
            EmptyValue.StrayAmpersand => EmptyForm.Stray,
            _ => EmptyForm.Equals,
        },
        reading.Path switch
        {
            PathForm.Decoded => PathSource.Decoded,
            PathForm.DecodedButSlashes => PathSource.DecodedButSlashes,
            _ => PathSource.Raw,
        },
        reading.Order switch
        {
            HeaderOrder.SortedInLowerCase => LineOrder.Lower,
            HeaderOrder.AsListed => LineOrder.AsListed,
            _ => LineOrder.ListedCase,
        });
}
