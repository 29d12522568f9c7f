using AliGatewaySignature.Errors;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Credentials.Keys;

/// <summary>Keys that a program of the user's choice prints (mode External of the CLI).</summary>
/// <param name="machine">Runs it.</param>
/// <param name="command">The program and its arguments.</param>
/// <param name="origin">The profile, for messages.</param>
internal sealed class ProcessKeys(Machine machine, string command, string origin) : IKeyMaker
{
    public string MadeFrom => Fingerprint.Compute("process", command);

    public async Task<Credential> MakeAsync(CancellationToken cancellationToken)
    {
        var words = (command.IndexOf('\0') < 0 ? CommandLine.Split(command, machine.IsWindows) : null)
            ?? throw new AgException(
                Faults.CredentialSourceInvalid,
                $"{origin}: process_command is empty, has a quotation mark without its partner, or a NUL in it.");
        var program = ProgramFile.Find(machine, words[0], origin);
        var output = await KeyProcess.RunAsync(program, words, origin, machine.Clock, cancellationToken).ConfigureAwait(false);

        // What it printed is never shown: it may well be a secret.
        var json = JsonReply.TryParse(output.Trim())
            ?? throw new AgException(
                Faults.CredentialRequestFailed, $"{origin}: what process_command ('{words[0]}') printed is not a JSON object.");
        var mode = json.Text("mode");
        if (mode is not (null or "" or "AK" or "StsToken"))
        {
            throw new AgException(
                Faults.CredentialRequestFailed,
                $"{origin}: process_command ('{words[0]}') printed the mode '{mode}'; AK and StsToken are understood.");
        }

        var id = Printed("access_key_id");
        var secret = Printed("access_key_secret");
        var token = mode == "StsToken" ? Printed("sts_token") : json.Text("sts_token");
        var expiration = json.Date("expiration");
        return expiration <= machine.Clock.UtcNow
            ? throw new AgException(
                Faults.CredentialRequestFailed,
                $"{origin}: the keys that process_command ('{words[0]}') printed have expired at {expiration:u}.")
            : Credential.Read(
                $"{origin}, as process_command printed it", id, secret, string.IsNullOrEmpty(token) ? null : token, expiration);

        string Printed(string field) =>
            json.Text(field) is { Length: > 0 } value
                ? value
                : throw new AgException(
                    Faults.CredentialRequestFailed, $"{origin}: what process_command ('{words[0]}') printed has no {field}.");
    }
}
