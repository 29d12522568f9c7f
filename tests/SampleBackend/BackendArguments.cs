using System.Globalization;

namespace AliGatewaySignature.Tests.Backend.Sample;

/// <summary>Reads the command line.</summary>
internal static class BackendArguments
{
    public const string Usage = """
        A backend that verifies the signatures of API Gateway, on a free port of 127.0.0.1.

          --mode MODE            strict (default): refuses what is unsigned, of an unknown Key, or does not verify
                                 lenient: takes what is unsigned
                                 presence: takes whatever carries the headers of a signature
                                 open: takes everything
          --pair KEY:SECRET      a pair that it accepts; may be repeated
          --reading POINT,...    how it builds the string to sign, where that is not as the official demo does:
                                 md5=computed|copied|empty|anybody  empty=equals|bare|stray
                                 path=raw|decoded|decodedbutslashes  order=listed-case|lower|aslisted
          --refuse-lowercase     finds header names in exactly one case
          --body-consumed        verifies when the body has been read already
          --last-header-only     keeps only the last signed header
          --status N             the status of a refusal (403)
          --success N            the status of an accepted request (200)
          --redirect URL         answers accepted requests with 302 to there
          --fail N               answers everything with this status
          --https                TLS, with a certificate made at the start
          --certificate-name N   the host name in that certificate (localhost)
          --exit-with-stdin      ends when standard input closes, and not at Ctrl+C

        GET /__requests shows what came, DELETE /__requests forgets it, and PUT /__options with a JSON array of such words
        changes the behaviour from then on.
        """;

    /// <summary>Reads the words, or throws a <see cref="FormatException"/> that says what is wrong. No message shows a Secret.</summary>
    public static SampleBackendOptions Parse(IReadOnlyList<string> words)
    {
        var options = new SampleBackendOptions();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (Switched(options, word) is { } switched)
            {
                options = switched;
                continue;
            }

            var value = ++i < words.Count ? words[i] : null;
            options = word switch
            {
                "--mode" => options with { Mode = Mode(Given()) },
                "--pair" => options with { Pairs = WithPair(options.Pairs, Given()) },
                "--reading" => options with { Reading = BackendReading.Parse(Given()) },
                "--status" => options with { RefusalStatus = Status(word, Given()) },
                "--success" => options with { SuccessStatus = Status(word, Given()) },
                "--redirect" => options with { Redirect = Given() },
                "--fail" => options with { Fail = Status(word, Given()) },
                "--certificate-name" => options with { CertificateName = Given() },
                _ => throw new FormatException($"'{word}' is no option."),
            };

            string Given() => value ?? throw new FormatException($"{word} needs a value.");
        }

        return options;
    }

    private static SampleBackendOptions? Switched(SampleBackendOptions options, string word) => word switch
    {
        "--refuse-lowercase" => options with { RefuseLowercase = true },
        "--body-consumed" => options with { BodyConsumed = true },
        "--last-header-only" => options with { LastHeaderOnly = true },
        "--https" => options with { Https = true },
        _ => null,
    };

    private static BackendMode Mode(string text) => text switch
    {
        "strict" => BackendMode.Strict,
        "lenient" => BackendMode.Lenient,
        "presence" => BackendMode.Presence,
        "open" => BackendMode.Open,
        _ => throw new FormatException($"'{text}' is no mode: strict, lenient, presence, open."),
    };

    private static Dictionary<string, string> WithPair(Dictionary<string, string> pairs, string text) =>
        text.Split(':', 2) is [{ Length: > 0 } key, { Length: > 0 } secret]
            ? new(pairs, StringComparer.Ordinal) { [key] = secret }
            : throw new FormatException("--pair needs KEY:SECRET.");

    private static int Status(string word, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 200 and <= 599
            ? status
            : throw new FormatException($"{word} needs a status from 200 to 599.");
}
