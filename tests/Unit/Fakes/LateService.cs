using System.Text.Json.Nodes;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.Tests.Fakes;

/// <summary>
/// A service that binds and unbinds one key, in memory. Its listing lags behind, its calls fail at random, and those that time out
/// may take effect later. It is honest: a refusal did nothing that it does not show in the end.
/// </summary>
internal sealed class LateService : IApiTransport
{
    public const string Key = "k";

    private readonly FakeClock _clock;
    private readonly Random _random;
    private readonly List<(TimeSpan At, string ApiId, string? Key)> _history = [];
    private readonly List<(TimeSpan At, Action Act)> _late = [];

    public LateService(FakeClock clock, Random random)
    {
        (_clock, _random) = (clock, random);
        clock.OnDelay = _ =>
        {
            ActLate();
            return Task.CompletedTask;
        };
    }

    /// <summary>How long a change does not show.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>Whether a batch with something to refuse is done as far as it can be.</summary>
    public bool AppliesGood { get; init; }

    /// <summary>Whether a thing is refused that is done already.</summary>
    public bool RefusesTwice { get; init; }

    /// <summary>What a key is called in codes.</summary>
    public required string Word { get; init; }

    /// <summary>How often a call that writes fails, and one that reads.</summary>
    public double FaultRate { get; init; }

    public double ReadFaultRate { get; init; }

    public bool TimesOut { get; init; }

    /// <summary>The ids that no API has.</summary>
    public HashSet<string> Bad { get; } = [];

    /// <summary>Which key each API carries.</summary>
    public Dictionary<string, string> State { get; } = [];

    public void Put(string apiId, string? key)
    {
        _history.Add((_clock.Elapsed, apiId, key));
        _ = key is null ? State.Remove(apiId) : (State[apiId] = key).Length > 0;
    }

    /// <summary>Lets everything take effect that is under way.</summary>
    public void Pass(TimeSpan time)
    {
        _clock.Advance(time);
        ActLate();
    }

    public Task<ApiReply> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        Pass(TimeSpan.FromMilliseconds(20));
        var ids = call.Parameters.FirstOrDefault(one => one.Name == "ApiIds").Value?.Split(',') ?? [];
        return call.Operation.Name switch
        {
            "DescribeSignatures" => Task.FromResult(Listing("SignatureInfos", "SignatureInfo", [(string.Empty, Key)])),
            "DescribeApiSignatures" => Task.FromResult(Read(ids)),
            _ => WriteAsync(call.Operation.Name == "SetSignatureApis", ids),
        };
    }

    private ApiReply Read(string[] ids)
    {
        if (_random.NextDouble() < ReadFaultRate)
        {
            return _random.Next(3) switch
            {
                0 => Error(500, "InternalError"),
                1 => Error(400, "Throttling"),
                _ => Reply(200, "OK"),
            };
        }

        var seen = new Dictionary<string, string?>();
        foreach (var (_, apiId, key) in _history.Where(one => one.At == TimeSpan.Zero || one.At <= _clock.Elapsed - Lag))
        {
            seen[apiId] = key;
        }

        return Listing("ApiSignatures", "ApiSignatureItem", [.. seen
            .Where(one => one.Value is not null && (ids.Length == 0 || ids.Contains(one.Key)))
            .Select(one => (one.Key, one.Value!))]);
    }

    private Task<ApiReply> WriteAsync(bool bind, string[] ids)
    {
        if (_random.NextDouble() >= FaultRate)
        {
            return Task.FromResult(Work(bind, ids));
        }

        var fault = _random.Next(TimesOut ? 8 : 6);
        var applied = _random.Next(2) == 0;
        if (fault < 3 && applied)
        {
            Work(bind, ids);
        }

        switch (fault)
        {
            case 0:
                return Task.FromException<ApiReply>(new AgException(Faults.ConnectionLost, "lost") { OutcomeUnknown = true });
            case 1:
                return Task.FromResult(Error(500, "InternalError"));
            case 2:
                return Task.FromResult(Reply(200, "OK"));
            case 3:
                return Task.FromResult(Error(400, "Throttling"));
            case 4:
                return Task.FromResult(Error(400, "RepeatedCommit"));
            case 5:
                return Task.FromResult(Error(400, "SystemBusy"));
            default:
                if (applied)
                {
                    _late.Add((_clock.Elapsed + TimeSpan.FromSeconds(25 + (_random.NextDouble() * 15)), () => Work(bind, ids)));
                }

                Pass(TimeSpan.FromSeconds(30));
                return Task.FromException<ApiReply>(
                    new AgException(Faults.TimedOut, "slow") { OutcomeUnknown = true, MayStillBeDone = true });
        }
    }

    private ApiReply Work(bool bind, string[] ids)
    {
        var good = ids.Where(apiId => !Bad.Contains(apiId)).ToList();
        var twice = RefusesTwice ? good.Where(apiId => IsBound(apiId) == bind).ToList() : [];
        if (AppliesGood || (good.Count == ids.Length && twice.Count == 0))
        {
            foreach (var apiId in good.Where(apiId => IsBound(apiId) != bind))
            {
                Put(apiId, bind ? Key : null);
            }
        }

        return good.Count < ids.Length ? Error(400, "NotFoundApi")
            : twice.Count == 0 ? Reply(200, """{"RequestId":"R"}""")
            : Error(400, bind ? "Repeated" + Word : $"NotFound{Word}Binding");
    }

    private bool IsBound(string apiId) => State.ContainsKey(apiId);

    private void ActLate()
    {
        foreach (var one in _late.Where(one => one.At <= _clock.Elapsed).OrderBy(one => one.At).ToList())
        {
            _late.Remove(one);
            one.Act();
        }
    }

    private static ApiReply Listing(string wrapper, string name, (string ApiId, string SignatureId)[] items) =>
        Reply(200, new JsonObject
        {
            ["RequestId"] = "R",
            ["TotalCount"] = items.Length,
            [wrapper] = new JsonObject
            {
                [name] = new JsonArray(
                    [.. items.Select(one => new JsonObject { ["ApiId"] = one.ApiId, ["SignatureId"] = one.SignatureId })]),
            },
        }.ToJsonString());

    private static ApiReply Error(int status, string code) => Reply(status, $$"""{"RequestId":"R","Code":"{{code}}","Message":"m"}""");

    private static ApiReply Reply(int status, string body) =>
        new(status, new Dictionary<string, string>(), body) { SignedBy = ScriptedTransport.Signer };
}
