using AliGatewaySignature.Batching;
using AliGatewaySignature.Errors;
using Xunit;

namespace AliGatewaySignature.Tests.Batching;

/// <summary>What an error of a batch advises.</summary>
public class BatchErrorsTests
{
    [Theory]
    [InlineData("ConnectionRefused")]
    [InlineData("HostNotFound")]
    public void What_is_unknown_is_to_be_run_again_although_the_last_attempt_did_not_get_through(string errorId)
    {
        var last = new AgException(Faults.All.Single(row => row.Id == errorId), "It did not get through.");

        var failure = BatchErrors.Unknown(last, BindingChange.Bind, ["a"]);

        Assert.True(failure.OutcomeUnknown);
        Assert.EndsWith(
            "Then run the command again: what was done is not sent once more.", failure.RecommendedAction, StringComparison.Ordinal);
    }
}
