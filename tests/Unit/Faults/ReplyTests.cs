using AliGatewaySignature.Model;
using Xunit;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>An answer comes, and it is not what the service sends.</summary>
public class ReplyTests(FaultServer server) : FaultTest(server), IClassFixture<FaultServer>
{
    /// <summary>The status says "done", the body says nothing: only reading tells.</summary>
    [Theory]
    [InlineData("truncatedJson")]
    [InlineData("notJson")]
    [InlineData("emptyBody")]
    [InlineData("brokenGzip")]
    [InlineData("brokenDeflate")]
    public async Task An_answer_that_cannot_be_read(string kind)
    {
        await FaultsAsync($$"""{"operation":"SetSignatureApis","kind":"{{kind}}"}""");

        var outcome = await NewEngine().BindAsync(Key, Ids(100), Cancellation);

        AssertAllDone(outcome, Ids(100));
        Assert.All(outcome.Bindings, binding => Assert.True(binding.IsVerified));
        await AssertCallsAsync((Set, 1), (Read, 1));
        await AssertBoundAsync(Ids(100));
    }

    [Theory]
    [InlineData("truncatedJson")]
    [InlineData("notJson")]
    [InlineData("emptyBody")]
    [InlineData("brokenGzip")]
    [InlineData("brokenDeflate")]
    public async Task Neither_the_answer_nor_the_reading_can_be_read(string kind)
    {
        await BoundBeforeAsync(Ids(100));
        await FaultsAsync($$"""{"kind":"{{kind}}"}""");

        var outcome = await NewEngine().UnbindAsync(Key, Ids(100), Cancellation);

        AssertOneError(outcome, "UnreadableReply", outcomeUnknown: true, Ids(100), AgBindingState.Unknown);
        await AssertCallsAsync((Remove, 1), (Read, 3));
        await AssertBoundAsync([]);
    }

    /// <summary>Reading back, and looking before binding, work either way: the listing says that there is nothing.</summary>
    [Theory]
    [InlineData("keepsList")]
    [InlineData("leavesListOut")]
    public async Task An_empty_listing_with_or_without_its_list(string emptyPage)
    {
        await SemanticsAsync(("emptyPage", emptyPage));
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"error500"}""");

        var outcome = await NewEngine().BindAsync(Key, Ids(100), Cancellation);

        AssertOneError(outcome, "ServiceFailed", outcomeUnknown: false, Ids(100), AgBindingState.Unbound);
        await AssertCallsAsync((Set, 8), (Read, 3));

        // The official client takes only the one for an answer.
        await SemanticsAsync(("emptyPage", "keepsList"));
        await AssertBoundAsync([]);
    }

    /// <summary>"Nothing is bound" is an answer that people act on, so that a missing list must not read as one.</summary>
    [Theory]
    [InlineData("gone")]
    [InlineData("array")]
    [InlineData("null")]
    [InlineData("hollow")]
    public async Task A_listing_without_its_list(string shape)
    {
        await FaultsAsync(
            """{"operation":"SetSignatureApis","kind":"emptyBody"}""",
            $$"""{"operation":"DescribeApiSignatures","kind":"missingList","shape":"{{shape}}"}""");

        var outcome = await NewEngine().BindAsync(Key, Ids(100), Cancellation);

        AssertOneError(outcome, "UnreadableReply", outcomeUnknown: true, Ids(100), AgBindingState.Unknown);
        await AssertCallsAsync((Set, 1), (Read, 3));
        await AssertBoundAsync(Ids(100));
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("array")]
    [InlineData("null")]
    [InlineData("hollow")]
    public async Task Verified_against_a_listing_without_its_list(string shape)
    {
        await FaultsAsync($$"""{"operation":"DescribeApiSignatures","kind":"missingList","shape":"{{shape}}"}""");

        var outcome = await NewEngine().BindAsync(Key, Ids(10), Cancellation, verify: true);

        AssertOneError(outcome, "NotVerified", outcomeUnknown: true, Ids(10), AgBindingState.Unknown);
        await AssertCallsAsync((Set, 1), (Read, 3));
        await AssertBoundAsync(Ids(10));
    }

    /// <summary>What a proxy writes over the answer does not change what the answer says.</summary>
    [Fact]
    public async Task The_right_answer_under_a_wrong_content_type()
    {
        await FaultsAsync("""{"kind":"wrongContentType"}""");

        var outcome = await NewEngine().BindAsync(Key, Ids(100), Cancellation, verify: true);

        AssertAllDone(outcome, Ids(100));
        await AssertCallsAsync((Set, 1), (Read, 1));
        await AssertBoundAsync(Ids(100));
    }

    /// <summary>A refusal that says nothing more than its status: a part may have been done before it.</summary>
    [Theory]
    [InlineData("notJson", "refuseAll")]
    [InlineData("notJson", "applyGood")]
    [InlineData("emptyBody", "applyGood")]
    public async Task An_error_without_a_code(string kind, string semantics)
    {
        await SemanticsAsync(("badIdInBatch", semantics));
        await FaultsAsync($$"""{"operation":"SetSignatureApis","kind":"{{kind}}"}""");

        var outcome = await NewEngine().BindAsync(Key, [.. Ids(99), BadId(1)], Cancellation);

        string[] missed = semantics == "applyGood" ? [BadId(1)] : [.. Ids(99), BadId(1)];
        var error = AssertOneError(outcome, "UnreadableReply", outcomeUnknown: false, missed, AgBindingState.Unbound);
        Assert.Contains("HTTP 400 without an error code", error.Message, StringComparison.Ordinal);
        Assert.Equal(Ids(99).Except(missed), outcome.DoneIds);
        await AssertCallsAsync((Set, 1), (Read, 3));
        await AssertBoundAsync(Ids(99).Except(missed));
    }

    [Fact]
    public async Task An_error_as_XML()
    {
        await FaultsAsync("""{"operation":"SetSignatureApis","kind":"xmlError","status":403,"code":"Forbidden.RAM"}""");

        var error = AssertOneError(
            await NewEngine().BindAsync(Key, Ids(100), Cancellation), "PermissionDenied", outcomeUnknown: false, Ids(100),
            AgBindingState.Unknown);

        Assert.Equal("Forbidden.RAM", error.Code);
        Assert.Contains(
            "apigateway:SetSignatureApis on acs:apigateway:<region>:<account>:apigroup/" + Orders,
            error.RecommendedAction,
            StringComparison.Ordinal);
        await AssertCallsAsync((Set, 1));
        await AssertBoundAsync([]);
    }

    [Fact]
    public async Task A_denial_names_what_a_policy_must_allow()
    {
        await BoundBeforeAsync(Ids(3));
        await FaultsAsync("""{"operation":"RemoveSignatureApis","kind":"error","status":403,"code":"NoPermission"}""");

        var error = AssertOneError(
            await NewEngine().UnbindAsync(Key, Ids(3), Cancellation), "PermissionDenied", outcomeUnknown: false, Ids(3),
            AgBindingState.Unknown);

        Assert.Contains("apigateway:RemoveSignatureApis on * ", error.RecommendedAction, StringComparison.Ordinal);
        await AssertCallsAsync((Remove, 1));
        await AssertBoundAsync(Ids(3));
    }
}
