using AliGatewaySignature.Errors;
using Xunit;

namespace AliGatewaySignature.Tests.CloudApi;

public partial class SignatureCreatorTests
{
    /// <summary>No clock is there, and no arithmetic goes beyond: such a time tells nothing.</summary>
    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "2031-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z", "2031-01-01T00:00:00Z")]
    [InlineData("2031-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    [InlineData("2031-01-01T00:00:00Z", "9999-12-31T23:59:59Z")]
    public async Task A_time_at_the_end_of_all_times_tells_nothing(string date, string created)
    {
        Lost();
        Listed(Time(date), Time(created), ("k7", Name, Key, Secret));

        var error = await Assert.ThrowsAsync<AgException>(() => CreateAsync(isUnique: false));

        Assert.Equal(("CreateOutcomeUnknown", true), (error.ErrorId, error.OutcomeUnknown));
        Assert.Contains("k7 has this name, Key and Secret, but may have been there before", error.Message, StringComparison.Ordinal);

        static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }
}
