using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using Xunit;

namespace AliGatewaySignature.Tests.Credentials;

public partial class RefreshingCredentialTests
{
    [Fact]
    public async Task The_memory_gives_the_same_keys_for_the_same_recipe_only()
    {
        var memory = new CredentialMemory();
        var first = memory.KeysOf(new Maker(_clock), _clock);

        Assert.Same(first, memory.KeysOf(new Maker(_clock), _clock));
        Assert.NotSame(first, memory.KeysOf(new Maker(_clock) { MadeFrom = "another" }, _clock));

        await first.GetAsync(Token);
        _clock.Advance(TimeSpan.FromHours(2));
        foreach (var i in Enumerable.Range(0, 200))
        {
            await memory.KeysOf(new Maker(_clock) { MadeFrom = "made up " + i }, _clock).GetAsync(Token);
        }

        Assert.NotSame(first, memory.KeysOf(new Maker(_clock), _clock)); // Expired ones make room.
    }

    [Fact]
    public async Task Keys_belong_to_a_sign_in()
    {
        var process = new CredentialMemory();
        var chain = process.KeysOf(new Maker(_clock), _clock);

        // What a program prints, or an address gives, may be another user's keys the next time, by the same recipe.
        Assert.NotSame(chain, process.ForSignIn().KeysOf(new Maker(_clock), _clock));
        Assert.NotSame(process.ForSignIn().KeysOf(new Maker(_clock), _clock), process.ForSignIn().KeysOf(new Maker(_clock), _clock));
        Assert.Same(chain, process.KeysOf(new Maker(_clock), _clock));
        Assert.Same(process.Ecs, process.ForSignIn().Ecs);

        process.ForgetKeys();
        Assert.NotSame(chain, process.KeysOf(new Maker(_clock), _clock));
        Assert.NotNull(await chain.GetAsync(Token)); // A pipeline that is under way goes on.
    }

    [Fact]
    public void A_warning_is_given_once_a_process_whoever_signs_in()
    {
        var process = new CredentialMemory();
        process.ForSignIn().Warn("file", "text");
        process.Warn("file", "text");
        process.ForSignIn().Warn("file", "text");

        Assert.Equal(["text"], process.TakeWarnings());
    }

    [Fact]
    public async Task Keys_are_ready_while_nobody_need_be_asked_for_them()
    {
        Assert.Null(_credential.Ready);
        await IdAsync();
        Assert.Equal("key-1", _credential.Ready!.AccessKeyId);

        _clock.Advance(TimeSpan.FromMinutes(56)); // Valid for four minutes, but due.
        Assert.Null(_credential.Ready);
        _maker.Failure = new AgException(Faults.CredentialRequestFailed, "STS is away.");
        await IdAsync();
        Assert.Equal("key-1", _credential.Ready!.AccessKeyId); // Nobody is asked again so soon.

        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(_credential.Ready);
        Assert.Equal(2, _maker.Made);
    }

    [Fact]
    public async Task Keys_that_the_service_refused_are_not_ready()
    {
        var refused = await _credential.GetAsync(Token);
        _maker.Hold();
        var renewal = _credential.TryRefreshAsync(refused, Token);
        await _maker.Asked;
        Assert.Null(_credential.Ready);

        _maker.Release();
        await renewal;
        Assert.Equal("key-2", _credential.Ready!.AccessKeyId);
    }
}
