using Xunit;

namespace AliGatewaySignature.Tests;

// xunit runs the cases of a class one after the other, and classes side by side.

public sealed class PesterLane1 : PesterTests
{
    public static TheoryData<string> Files => FilesOfLane(0);

    [Theory]
    [MemberData(nameof(Files))]
    public Task Every_test_of_the_file_passes(string file) => EveryTestPassesAsync(0, file);
}

public sealed class PesterLane2 : PesterTests
{
    public static TheoryData<string> Files => FilesOfLane(1);

    [Theory]
    [MemberData(nameof(Files))]
    public Task Every_test_of_the_file_passes(string file) => EveryTestPassesAsync(1, file);
}

public sealed class PesterLane3 : PesterTests
{
    public static TheoryData<string> Files => FilesOfLane(2);

    [Theory]
    [MemberData(nameof(Files))]
    public Task Every_test_of_the_file_passes(string file) => EveryTestPassesAsync(2, file);
}

public sealed class PesterLane4 : PesterTests
{
    public static TheoryData<string> Files => FilesOfLane(3);

    [Theory]
    [MemberData(nameof(Files))]
    public Task Every_test_of_the_file_passes(string file) => EveryTestPassesAsync(3, file);
}
