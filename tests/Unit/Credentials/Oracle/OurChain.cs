using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Tests.Fakes;

namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>Sets this module's chain on a machine.</summary>
internal static class OurChain
{
    public static async Task<OracleOutcome> SignInAsync(OracleWorld world, LoopbackCloud cloud, CancellationToken cancellationToken)
    {
        using var handler = new RerouteHandler(cloud.Address);
        var machine = new Machine
        {
            Variable = name =>
                world.Variables.GetValueOrDefault(name) ?? (name == "PATH" ? Environment.GetEnvironmentVariable(name) : null),
            Home = world.Home,

            // The right time, and no waiting before something is tried again.
            Clock = new FakeClock { Start = cloud.Time.Now() },
            Web = Web.Over(handler),
        };
        try
        {
            var signIn = await CredentialChain.FindAsync(machine, new CredentialMemory(), cancellationToken);
            var keys = await signIn.Credentials.GetAsync(cancellationToken);
            return OracleOutcome.Keys(
                keys.AccessKeyId, PlainText.Reveal(keys.AccessKeySecret), keys.SecurityToken is { } token
                    ? PlainText.Reveal(token)
                    : null, signIn.Source);
        }
        catch (AgException refused)
        {
            return OracleOutcome.Refusal(refused.Message, refused.ErrorId);
        }
    }
}
