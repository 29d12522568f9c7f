using Xunit;

namespace AliGatewaySignature.Tests;

public class SecondTransportTests
{
    /// <summary>One line for all that is not tested where the package of the second transport cannot be had.</summary>
    [Fact]
    public void Every_test_of_it_is_there()
    {
        Assert.SkipUnless(
            AcsCoreBuild.IsThere,
            "AliGatewaySignature.AcsCore is not built, and none of its tests: 'dotnet test -p:WithAcsCore=true' does it "
                + "where the feed has aliyun-net-sdk-core 1.6.2.");

        Assert.Equal(
            13, GetType().Assembly.GetTypes().Count(static type => type.Name.EndsWith("OverAcsCore", System.StringComparison.Ordinal)));
    }
}
