using System.Globalization;
using System.Net;
using System.Text.Json;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.SandboxServer.Faults;

namespace AliGatewaySignature.SandboxServer.Control;

/// <summary>What tests steer and watch the server with: everything under /sandbox/, for this machine only.</summary>
internal sealed class ControlEndpoints(SandboxHost host)
{
    public const string Prefix = "/sandbox";

    public async Task AnswerAsync(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } caller || !IPAddress.IsLoopback(caller))
        {
            context.Response.StatusCode = 403;
            return;
        }

        try
        {
            var answer = await DoAsync(context);
            await context.Response.WriteAsJsonAsync(answer ?? new { error = "There is no such endpoint." }, ControlJson.Options);
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException)
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsJsonAsync(new { error = wrong.Message }, ControlJson.Options);
        }
    }

    private async Task<object?> DoAsync(HttpContext context)
    {
        switch (context.Request.Method, context.Request.Path.Value)
        {
            case ("GET", "/sandbox/calls"):
                return Calls(context.Request.Query["last"]);
            case ("DELETE", "/sandbox/calls"):
                host.Journal.Clear();
                host.Connections.Clear();
                return Done;
            case ("GET", "/sandbox/state"):
                return State();
            case ("POST", "/sandbox/reset"):
                host.Reset();
                return Done;
            case ("GET", "/sandbox/bindings"):
                return Bindings(context.Request.Query["group"], context.Request.Query["stage"]);
            case ("GET", "/sandbox/options"):
                return Options();
            case ("PUT", "/sandbox/options"):
                Change(await ReadAsync<OptionsChange>(context));
                return Options();
            case ("GET", "/sandbox/faults"):
                return Faults();
            case ("PUT", "/sandbox/faults"):
                host.Faults.Replace(await ReadAsync<FaultRule[]>(context));
                return Faults();
            case ("DELETE", "/sandbox/faults"):
                host.Faults.Replace([]);
                return Faults();
            case (var method, var path) when host.Cloud is { } cloud
                && path?.StartsWith("/sandbox/cloud/", StringComparison.Ordinal) == true:
                return await CloudAsync(cloud, method, path, context);
            default:
                context.Response.StatusCode = 404;
                return null;
        }
    }

    private static async Task<object?> CloudAsync(CloudDesk cloud, string method, string path, HttpContext context)
    {
        switch (method, path)
        {
            case ("GET", "/sandbox/cloud/requests"):
                return cloud.Requests();
            case ("GET", "/sandbox/cloud/keys"):
                return cloud.Keys();
            case ("POST", "/sandbox/cloud/expire"):
                cloud.Expire();
                return Done;
            case ("POST", "/sandbox/cloud/hold"):
                cloud.Hold();
                return Done;
            case ("POST", "/sandbox/cloud/refuse"):
                var refusal = await ReadAsync<CloudRefusal>(context);
                cloud.Refuse(refusal.Code, refusal.Message);
                return Done;
            default:
                context.Response.StatusCode = 404;
                return null;
        }
    }

    private static object Done => new { done = true };

    private static async Task<T> ReadAsync<T>(HttpContext context) =>
        await JsonSerializer.DeserializeAsync<T>(context.Request.Body, ControlJson.Options, context.RequestAborted)
        ?? throw new FormatException("The body must not be null.");

    private object Calls(string? last)
    {
        var journal = host.Journal;
        var count = last is null ? int.MaxValue : int.Parse(last, NumberStyles.None, CultureInfo.InvariantCulture);
        return new
        {
            total = journal.Total,
            connections = new { opened = host.Connections.Opened, open = host.Connections.Open, calling = host.Connections.Calling },
            operations = journal.Counts().ToDictionary(
                static sums => sums.Operation,
                static sums =>
                    new { calls = sums.Calls, errors = sums.Errors, faults = sums.Faults, ids = sums.Ids, maxIds = sums.MaxIds }),
            calls = journal.Calls().TakeLast(count),
        };
    }

    private object State() => new
    {
        signatures = host.Service.SignatureCount,
        groups = host.Service.Groups.Select(static sample => new
        {
            groupId = SandboxIds.OfGroup(sample.Name),
            groupName = sample.Name,
            apis = sample.ApiCount,
            stages = sample.Stages,
        }),
        bindings = host.Service.SummarizeBindings(),
    };

    // From the id of each bound API to the id of its key.
    private System.Collections.Generic.IReadOnlyDictionary<string, string> Bindings(string? groupId, string? stageName) =>
        groupId is not null && SandboxStages.IndexOf(stageName ?? string.Empty) >= 0
        && host.Service.Groups.Any(sample => SandboxIds.OfGroup(sample.Name) == groupId)
            ? host.Service.BoundKeys(groupId, stageName!)
            : throw new FormatException("group and stage must name a sample group and a stage.");

    private object Options() => new
    {
        latency = (int)host.Latency.TotalMilliseconds,
        semantics = host.Service.Semantics.Describe(),
    };

    private object Faults() => host.Faults.Describe().Select(static standing => new { rule = standing.Rule, played = standing.Played });

    // Everything is read before anything is changed, so that a wrong name changes nothing.
    private void Change(OptionsChange change)
    {
        var semantics = host.Service.Semantics;
        foreach ((var name, var value) in change.Semantics ?? new System.Collections.Generic.Dictionary<string, string>())
        {
            semantics = semantics.With(name, value);
        }

        if (change.Latency is < 0)
        {
            throw new FormatException("latency must not be negative.");
        }

        host.Service.Semantics = semantics;
        host.Latency = change.Latency is { } latency ? TimeSpan.FromMilliseconds(latency) : host.Latency;
    }
}
