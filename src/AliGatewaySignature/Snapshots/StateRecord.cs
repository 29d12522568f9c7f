using System.Globalization;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Sandbox;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Snapshots;

/// <summary>The text of a state, for messages about it. They never repeat a value that could be a Secret.</summary>
internal sealed class StateSource(string path, string text)
{
    public AgException Failed(string why, int? at = null, Exception? cause = null)
    {
        var line = at is { } position
            ? string.Format(CultureInfo.InvariantCulture, "line {0:#,0}: ", text.Take(position).Count(static c => c == '\n') + 1)
            : string.Empty;
        return new AgException(Faults.StateFileInvalid, $"'{path}' is not the state of a sandbox: {line}{why}.", cause);
    }
}

/// <summary>One object of a state, and how to read it strictly.</summary>
internal sealed class StateRecord(StateSource source, JsonReply json, string name)
{
    public AgException Failed(string why) => source.Failed($"{name}: {why}", json.At);

    /// <summary>What this module does not know it would lose; what comes twice is a contradiction.</summary>
    public void HasOnly(params string[] members)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.Names)
        {
            if (Array.IndexOf(members, member) < 0)
            {
                throw Failed($"it has '{member}', which the format does not have");
            }

            if (!seen.Add(member))
            {
                throw Failed($"it has '{member}' twice");
            }
        }
    }

    public string Text(string member) =>
        OptionalText(member) is { Length: > 0 } text ? text : throw Failed($"it has no text '{member}'");

    public string? OptionalText(string member) =>
        json.Has(member) && json.Text(member) is null ? throw Failed($"its '{member}' is no text") : json.Text(member);

    public int Number(string member) =>
        json.Number(member) is { } number and >= 0 ? number : throw Failed($"it has no number '{member}'");

    public DateTimeOffset Time(string member) =>
        json.Date(member) ?? throw Failed($"it has no time '{member}', such as 2026-11-30T12:00:00Z");

    /// <summary>The place of a stage.</summary>
    public int Stage(string stage) =>
        SandboxStages.IndexOf(stage) is var place and >= 0
            ? place
            : throw Failed($"'{stage}' is no stage; the stages are {string.Join(", ", SandboxStages.All)}");

    /// <summary>An id that nothing before it has.</summary>
    public string NewId(string member, HashSet<string> ids)
    {
        var id = Text(member);
        if (IdRules.Check(id) is { } problem)
        {
            // Nobody could name it in a call.
            throw Failed($"its {member} is no id: {problem}");
        }

        return ids.Add(id) ? id : throw Failed($"another one has the {member} {id}");
    }

    /// <summary>The id of something that stands in the file too.</summary>
    public string KnownId(string member, HashSet<string> ids)
    {
        var id = Text(member);
        return ids.Contains(id) ? id : throw Failed($"nothing in the file has the {member} {id}");
    }

    public IReadOnlyList<T> List<T>(string member, Func<StateRecord, T> read)
    {
        var items = json.Objects(member) ?? throw Failed($"it has no list '{member}'");
        var result = new List<T>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            result.Add(read(new StateRecord(
                source, items[i], string.Format(CultureInfo.InvariantCulture, "{0}[{1}]", member, i))));
        }

        return result;
    }
}
