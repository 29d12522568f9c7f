using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using Xunit;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>A key is never created twice, whatever becomes of the call that creates it.</summary>
public class CreateTests(FaultServer server) : FaultTest(server), IClassFixture<FaultServer>
{
    private const string Name = "new_key";

    /// <summary>The call was carried out, and its answer is lost: the key is found and taken.</summary>
    [Theory]
    [InlineData("reset")]
    [InlineData("error500")]
    [InlineData("html503")]
    [InlineData("nonceUsed")]
    [InlineData("truncatedBody")]
    [InlineData("truncatedJson")]
    [InlineData("notJson")]
    [InlineData("emptyBody")]
    public async Task Created_and_the_answer_is_lost(string kind)
    {
        var engine = NewEngine();
        await FaultsAsync($$"""{"operation":"CreateSignature","kind":"{{kind}}","applied":true}""");

        var key = await CreateAsync(engine);

        Assert.Equal(("new_the_key", "new_the_secret"), (key.SignatureKey, PlainText.Reveal(key.SignatureSecret!)));
        Assert.Contains(key.SignatureId, Assert.Single(engine.Adopted), StringComparison.Ordinal);
        await AssertCallsAsync((Create, 1), (List, 1));
        Assert.Equal([key.SignatureId], await KeysNamedAsync(Name));
    }

    /// <summary>The call came to nothing, but no answer proves it: it is not sent again.</summary>
    [Theory]
    [InlineData("reset")]
    [InlineData("error500")]
    [InlineData("html503")]
    [InlineData("nonceUsed")]
    public async Task Not_created_and_the_answer_is_lost(string kind)
    {
        await FaultsAsync($$"""{"operation":"CreateSignature","kind":"{{kind}}","times":2}""");

        var error = await Assert.ThrowsAsync<AgException>(() => CreateAsync(NewEngine()));

        Assert.Equal(("CreateOutcomeUnknown", true), (error.ErrorId, error.OutcomeUnknown));
        Assert.Contains("no key with this name, Key and Secret is listed", error.Message, StringComparison.Ordinal);
        await AssertCallsAsync((Create, 1), (List, 3));
        Assert.Empty(await KeysNamedAsync(Name));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Creating_hangs(bool applied)
    {
        var engine = NewEngine();
        await FaultsAsync($$"""{"operation":"CreateSignature","kind":"hang","applied":{{(applied ? "true" : "false")}},"times":1}""");

        var creating = CreateAsync(engine);
        await PlayedAsync(1);
        engine.Clock.PassTimeLimits();

        if (applied)
        {
            Assert.Equal([(await creating).SignatureId], await KeysNamedAsync(Name));
        }
        else
        {
            Assert.Equal("CreateOutcomeUnknown", (await Assert.ThrowsAsync<AgException>(() => creating)).ErrorId);
            Assert.Empty(await KeysNamedAsync(Name));
        }

        Assert.Equal(1, await CallsAsync(Create));
    }

    /// <summary>A refusal that is not understood may pass, or may not be one: the key is looked for, and the call not sent again.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Creating_is_refused_with_an_unknown_code(bool applied)
    {
        await FaultsAsync(
            $$"""{"operation":"CreateSignature","kind":"error","code":"SystemBusy","applied":{{(applied ? "true" : "false")}}}""");

        var creating = CreateAsync(NewEngine());

        if (applied)
        {
            Assert.Equal([(await creating).SignatureId], await KeysNamedAsync(Name));
        }
        else
        {
            var error = await Assert.ThrowsAsync<AgException>(() => creating);
            Assert.Equal(("ServiceRefused", true, "SystemBusy"), (error.ErrorId, error.OutcomeUnknown, error.Code));
        }

        Assert.Equal(1, await CallsAsync(Create));
    }

    /// <summary>RepeatedCommit is a lock: nothing was done, so that the call is sent again.</summary>
    [Fact]
    public async Task Creating_meets_a_lock()
    {
        await FaultsAsync("""{"operation":"CreateSignature","kind":"error","code":"RepeatedCommit","times":2}""");

        var key = await CreateAsync(NewEngine());

        await AssertCallsAsync((Create, 3));
        Assert.Equal([key.SignatureId], await KeysNamedAsync(Name));
    }

    [Fact]
    public async Task Creating_is_throttled()
    {
        await FaultsAsync("""{"operation":"CreateSignature","kind":"throttle","retryAfter":100,"times":3}""");

        var key = await CreateAsync(NewEngine());

        // Throttling turns a call away before it does anything: nothing is looked for.
        await AssertCallsAsync((Create, 4));
        Assert.Equal([key.SignatureId], await KeysNamedAsync(Name));
    }

    [Theory]
    [InlineData("""{"operation":"DescribeSignatures","kind":"error","status":403,"code":"Forbidden.RAM"}""", 1)]
    [InlineData("""{"operation":"DescribeSignatures","kind":"missingList"}""", 3)]
    [InlineData("""{"operation":"DescribeSignatures","kind":"reset"}""", 8)]
    public async Task Created_and_the_keys_cannot_be_listed(string listing, int lists)
    {
        await FaultsAsync("""{"operation":"CreateSignature","kind":"reset","applied":true}""", listing);

        var error = await Assert.ThrowsAsync<AgException>(() => CreateAsync(NewEngine()));

        Assert.Equal(("CreateOutcomeUnknown", true, Create), (error.ErrorId, error.OutcomeUnknown, error.Operation));
        Assert.Contains("the keys could not be listed", error.Message, StringComparison.Ordinal);
        await AssertCallsAsync((Create, 1), (List, lists));
        Assert.Single(await KeysNamedAsync(Name));
    }

    [Fact]
    public async Task Created_and_a_twin_was_there_before()
    {
        var twin = await CreateAsync(NewEngine());
        await Server.ForgetCallsAsync(Cancellation);
        await FaultsAsync("""{"operation":"CreateSignature","kind":"reset","applied":true}""");

        var error = await Assert.ThrowsAsync<AgException>(() => CreateAsync(NewEngine()));

        Assert.Equal(("CreateOutcomeUnknown", true), (error.ErrorId, error.OutcomeUnknown));
        Assert.Contains(twin.SignatureId, error.Message, StringComparison.Ordinal);
        await AssertCallsAsync((Create, 1), (List, 1));
        Assert.Equal(2, (await KeysNamedAsync(Name)).Count);
    }

    /// <summary>Same name, other Key: that is another's, and must not be taken.</summary>
    [Theory]
    [InlineData("exact")]
    [InlineData("contains")]
    public async Task Created_and_a_namesake_was_there_before(string filter)
    {
        await SemanticsAsync(("keyNameFilter", filter));
        var namesake = await CreateKeyAsync(Name);
        await CreateKeyAsync(Name + "_2");
        await Server.ForgetCallsAsync(Cancellation);
        await FaultsAsync("""{"operation":"CreateSignature","kind":"reset","applied":true,"times":1}""");

        var key = await CreateAsync(NewEngine());

        Assert.NotEqual(namesake, key.SignatureId);
        await AssertCallsAsync((Create, 1), (List, 1));
        Assert.Contains(key.SignatureId, await KeysNamedAsync(Name));
    }

    [Theory]
    [InlineData("Signature")]
    [InlineData("Thing")]
    public async Task The_name_is_taken(string word)
    {
        await SemanticsAsync(("duplicateKeyName", "refuse"), ("resourceWord", word));
        await CreateKeyAsync(Name);
        await Server.ForgetCallsAsync(Cancellation);

        var error = await Assert.ThrowsAsync<AgException>(() => CreateAsync(NewEngine()));

        Assert.Equal(("AlreadyExists", false), (error.ErrorId, error.OutcomeUnknown));
        await AssertCallsAsync((Create, 1));
        Assert.Single(await KeysNamedAsync(Name));
    }

    /// <summary>Deleting twice is no harm: that the key is gone is what was wanted.</summary>
    [Theory]
    [InlineData("Signature")]
    [InlineData("Thing")]
    public async Task Deleted_and_the_answer_is_lost(string word)
    {
        await SemanticsAsync(("resourceWord", word));
        await FaultsAsync("""{"operation":"DeleteSignature","kind":"reset","applied":true,"times":1}""");

        await NewEngine().Client.DeleteSignatureAsync(SignatureId, isKnown: true, Cancellation);

        await AssertCallsAsync(("DeleteSignature", 2));
        Assert.Empty(await KeysNamedAsync("first_key"));
    }

    /// <summary>The code of a failure is not believed: a proxy that misses its backend says "not found" too.</summary>
    [Fact]
    public async Task Deleting_fails_with_the_code_of_a_key_that_is_gone()
    {
        await FaultsAsync("""{"operation":"DeleteSignature","kind":"error","status":503,"code":"NotFoundBackend"}""");

        var error = await Assert.ThrowsAsync<AgException>(
            () => NewEngine().Client.DeleteSignatureAsync(SignatureId, isKnown: true, Cancellation));

        Assert.True(error.OutcomeUnknown);
        Assert.Single(await KeysNamedAsync("first_key"));
    }

    [Fact]
    public async Task Deleting_a_key_that_never_was()
    {
        var error = await Assert.ThrowsAsync<AgException>(
            () => NewEngine().Client.DeleteSignatureAsync(BadId(1), isKnown: false, Cancellation));

        Assert.Equal(("NotFound", false), (error.ErrorId, error.OutcomeUnknown));
        await AssertCallsAsync(("DeleteSignature", 1));
    }

    /// <summary>"Not found" after a failure is success only for a key that was seen.</summary>
    [Fact]
    public async Task Deleting_a_key_that_never_was_after_a_failure()
    {
        await FaultsAsync("""{"operation":"DeleteSignature","kind":"error500","times":1}""");

        var error = await Assert.ThrowsAsync<AgException>(
            () => NewEngine().Client.DeleteSignatureAsync(BadId(1), isKnown: false, Cancellation));

        Assert.Equal(("NotFound", true), (error.ErrorId, error.OutcomeUnknown));
        await AssertCallsAsync(("DeleteSignature", 2));
    }

    private static Task<AgSignature> CreateAsync(Engine engine) =>
        engine.Creator.CreateAsync(Name, "new_the_key", PlainText.Protect("new_the_secret"), isUnique: true, Cancellation);
}
