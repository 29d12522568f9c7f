using Xunit;

namespace AliGatewaySignature.Tests.Editions;

public class EditionTestsOverAcsCore
{
    [Fact]
    public async Task All_that_the_second_transport_names_of_the_platform_is_there_too()
    {
        using var transport = new References(Path.Combine(AcsCoreBuild.Folder, "AliGatewaySignature.AcsCore.dll"));

        await EditionTests.AssertIsThereAsync(transport, types: 5, members: 5);
    }
}
