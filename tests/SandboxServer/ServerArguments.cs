using System.Globalization;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Sandbox.State;
using AliGatewaySignature.SandboxServer.Control;
using AliGatewaySignature.Snapshots;

namespace AliGatewaySignature.SandboxServer;

/// <summary>What the command line asks for.</summary>
internal sealed class ServerArguments
{
    public const string Usage = """
        Serves the sandbox over loopback HTTP.

          --urls URL             where to listen; port 0 takes a free one (http://127.0.0.1:5080)
          --group NAME=COUNT     a sample group in place of the default ones; may be repeated.
                                 NAME=COUNT@STAGE+STAGE publishes it to these stages only
          --key ID=SECRET        one more key pair; ID=SECRET=TOKEN for a temporary one
          --region ID            the region that the sandbox claims to be (cn-hangzhou)
          --state FILE           the state of a sandbox file in place of samples; the file stays as it is
          --latency MS           how long every call takes at least (0)
          --cloud                play STS, the metadata server and the like beside it
          --exit-with-stdin      end when standard input closes
          --SETTING VALUE        what the real service leaves unsaid:
            --other-key-bound      replace | refuse
            --bad-id-in-batch      refuseAll | applyGood
            --empty-api-ids-on-remove  meansAll | refuse
            --duplicate-key-name   allow | refuse
            --key-name-filter      exact | contains
            --unpublished-api      refuse | allow
            --pre-stage            allow | refuse
            --unbind-not-bound     ignore | refuse
            --rebind-same-key      ignore | refuse
            --unknown-parameter    refuse | allow
            --empty-page           keepsList | leavesListOut
            --keys-as-plugins      shown | hidden
            --resource-word        Signature | SignatureKey | ...
        """;

    private ServerArguments()
    {
    }

    public Uri Url { get; private set; } = new("http://127.0.0.1:5080");

    public IReadOnlyList<SandboxGroup> Groups { get; private set; } = SandboxOptions.SampleGroups;

    public IReadOnlyList<SandboxKeyPair> KeyPairs { get; private set; } = [];

    public string RegionId { get; private set; } = "cn-hangzhou";

    public SandboxSemantics Semantics { get; private set; } = new();

    /// <summary>What it starts with in place of samples.</summary>
    public SandboxState? State { get; private set; }

    public TimeSpan Latency { get; private set; }

    public bool ExitWithStdin { get; private set; }

    public bool Cloud { get; private set; }

    /// <summary>Reads the command line, or throws a <see cref="FormatException"/> that says what is wrong.</summary>
    public static ServerArguments Parse(IReadOnlyList<string> words)
    {
        var arguments = new ServerArguments();
        var groups = new List<SandboxGroup>();
        var keyPairs = new List<SandboxKeyPair>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word == "--exit-with-stdin")
            {
                arguments.ExitWithStdin = true;
                continue;
            }

            if (word == "--cloud")
            {
                arguments.Cloud = true;
                continue;
            }

            if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                throw new FormatException($"'{word}' is no option.");
            }

            var value = ++i < words.Count ? words[i] : throw new FormatException($"{word} needs a value.");
            switch (word)
            {
                case "--urls":
                    arguments.Url = LoopbackUrl(value);
                    break;
                case "--group":
                    groups.Add(SandboxGroup.Parse(value));
                    break;
                case "--key":
                    keyPairs.Add(KeyPair(value));
                    break;
                case "--region":
                    arguments.RegionId = value;
                    break;
                case "--state":
                    arguments.State = StateReader.Read(value, File.ReadAllText(value));
                    arguments.RegionId = arguments.State.Layout.RegionId;
                    break;
                case "--latency":
                    arguments.Latency = Milliseconds(value);
                    break;
                default:
                    arguments.Semantics = arguments.Semantics.With(word[2..], value);
                    break;
            }
        }

        arguments.Groups = groups.Count > 0 ? groups : arguments.Groups;
        arguments.KeyPairs = keyPairs;
        return arguments;
    }

    // Its keys are known to everybody, so nobody but this machine gets to see it.
    private static Uri LoopbackUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.IsLoopback
            ? url
            : throw new FormatException($"'{text}' is no http address of the loopback interface.");

    // A token may end in '=', which is why only the first two are cuts.
    private static SandboxKeyPair KeyPair(string text) => text.Split('=', 3) switch
    {
        [var id, var secret] => new SandboxKeyPair(id, secret),
        [var id, var secret, var token] => new SandboxKeyPair(id, secret, token),
        _ => throw new FormatException("--key needs ID=SECRET or ID=SECRET=TOKEN."),
    };

    private static TimeSpan Milliseconds(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? TimeSpan.FromMilliseconds(value)
            : throw new FormatException($"'{text}' is no number of milliseconds.");
}
