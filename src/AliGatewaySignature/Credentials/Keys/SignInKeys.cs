using AliGatewaySignature.Credentials.Files;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Credentials.Keys;

/// <summary>
/// The keys that an interactive sign-in of the CLI left in its file (modes CloudSSO and OAuth). They are used while they
/// last; the file is read anew for newer ones, so that a sign-in in another window helps a pipeline that is still running.
/// The CLI's own tokens are not touched: renewing them here would sign the CLI out.
/// </summary>
internal sealed class SignInKeys(Machine machine, string path, string profileName, string mode) : IKeyMaker
{
    public string MadeFrom
    {
        get
        {
            // With the keys in it: after a new sign-in, perhaps as somebody else, the old ones must not be served from memory.
            var profile = CliConfig.Read(path).Find(profileName);
            return Fingerprint.Compute("sign-in", path, profileName, profile?.Text("access_key_id"), profile?.Text("sts_token"));
        }
    }

    public Task<Credential> MakeAsync(CancellationToken cancellationToken)
    {
        var profile = CliConfig.Read(path).Find(profileName)
            ?? throw new AgException(Faults.ProfileNotFound, $"{path} has no profile '{profileName}' any more.");
        if (profile.Text("access_key_id") is null || profile.Text("sts_token") is null)
        {
            throw Expired($"{profile.Origin} (mode {mode}) holds no temporary keys: nobody has signed in");
        }

        var expiration = profile.Moment("sts_expiration")
            ?? throw Expired($"{profile.Origin} (mode {mode}) does not tell until when its keys last (sts_expiration)");
        return expiration <= machine.Clock.UtcNow
            ? throw Expired($"The keys of {profile.Origin} (mode {mode}) have expired at {expiration:u}")
            : Task.FromResult(Credential.Read(
                profile.Origin,
                profile.Required("access_key_id"),
                profile.Required("access_key_secret"), profile.Required("sts_token"), expiration));
    }

    private AgException Expired(
        string what) => new(Faults.CredentialExpired, $"{what}. Sign in again: aliyun configure --mode {mode} --profile '{profileName}'.")
        {
            RecommendedAction = $"Run: aliyun configure --mode {mode} --profile '{profileName}' - then run this command again.",
        };
}
