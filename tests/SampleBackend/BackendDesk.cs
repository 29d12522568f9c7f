using System.Text.Json;

namespace AliGatewaySignature.Tests.Backend.Sample;

/// <summary>Judges requests, keeps them, and says what is answered.</summary>
internal sealed class BackendDesk(SampleBackendOptions options)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Lock _lock = new();
    private readonly List<ReceivedRequest> _requests = [];
    private volatile SampleBackendOptions _options = options;

    public SampleBackendOptions Options
    {
        get => _options;
        set => _options = value;
    }

    /// <summary>What came so far, oldest first, without what was asked of the backend itself.</summary>
    public IReadOnlyList<ReceivedRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    public void Forget()
    {
        lock (_lock)
        {
            _requests.Clear();
        }
    }

    public WireAnswer Answer(ReceivedRequest request) => (request.Method, request.Target) switch
    {
        ("GET", "/__requests") => new WireAnswer(200, Shown()),
        ("DELETE", "/__requests") => Forgotten(),
        ("PUT", "/__options") => Changed(request.Body),
        _ => Judged(request),
    };

    private WireAnswer Judged(ReceivedRequest request)
    {
        var options = Options;
        var judged = Verifier.Judge(request, options);
        var answer = options.Fail is { } status ? new WireAnswer(status, """{"code":"Failed"}""")
            : !judged.IsAccepted
                ? new WireAnswer(options.RefusalStatus, """{"code":"InvalidSignature","message":"The signature is not valid."}""")
            : options.Redirect is { } location ? new WireAnswer(302, Location: location)
            : new WireAnswer(options.SuccessStatus, """{"code":"OK"}""");
        lock (_lock)
        {
            _requests.Add(judged with { Status = answer.Status });
        }

        return answer;
    }

    private string Shown() => JsonSerializer.Serialize(
        Requests.Select(static one => new
        {
            one.Method,
            one.Target,
            headers = one.Headers.Select(static header => new { name = header.Key, value = header.Value }),
            one.Body,
            verdict = one.Verdict.ToString(),
            one.IsAccepted,
            one.StringToSign,
            one.Status,
            one.ServerName,
        }),
        Json);

    private WireAnswer Forgotten()
    {
        Forget();
        return new WireAnswer(204);
    }

    private WireAnswer Changed(byte[] words)
    {
        try
        {
            Options = BackendArguments.Parse(JsonSerializer.Deserialize<string[]>(words) ?? []);
            return new WireAnswer(204);
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException)
        {
            return new WireAnswer(400, JsonSerializer.Serialize(new { code = "InvalidOptions", message = wrong.Message }, Json));
        }
    }
}
