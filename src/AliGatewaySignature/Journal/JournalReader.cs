using System.Globalization;
using System.Text;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Journal;

/// <summary>Reads a journal. What is no whole line of it is passed over and counted.</summary>
internal sealed class JournalReader
{
    private static readonly string[] BindingOperations = ["SetSignatureApis", "RemoveSignatureApis"];

    private readonly Dictionary<string, AgChange> _open = new(StringComparer.Ordinal);
    private readonly List<AgChange> _changes = [];
    private DateTimeOffset _latest;

    private JournalReader()
    {
    }

    /// <summary>The changes, in the order in which they were written down.</summary>
    public IReadOnlyList<AgChange> Changes => _changes;

    /// <summary>The numbers of the lines that say nothing: cut off when their writer ended, or not of this format.</summary>
    public List<int> Unread { get; } = [];

    /// <exception cref="AgException">The file cannot be read.</exception>
    public static JournalReader Read(JournalFile file) => Read(file.Read());

    public static JournalReader Read(byte[] text)
    {
        var reader = new JournalReader();
        var (start, number) = (0, 0);
        while (start < text.Length)
        {
            var end = Array.IndexOf(text, (byte)'\n', start);
            end = end < 0 ? text.Length : end;
            number++;
            if (end > start && !reader.Take(Encoding.UTF8.GetString(text, start, end - start)))
            {
                reader.Unread.Add(number);
            }

            start = end + 1;
        }

        return reader;
    }

    private bool Take(string line)
    {
        if (JsonReply.TryParse(line) is not { } json || json.Number("v") != JournalLine.Version || json.Text("id") is not { } id
            || TimeOf(json) is not { } time)
        {
            return false;
        }

        return json.Text("phase") switch
        {
            JournalLine.Before => Begin(id, time, json),
            JournalLine.After => End(id, time, json),
            _ => false,
        };
    }

    private bool Begin(string id, DateTimeOffset time, JsonReply json)
    {
        if (json.Text("operation") is not { } operation || !Guid.TryParse(json.Text("run"), out var runId) || _open.ContainsKey(id)
            || ApisOf(json) is not { } apis)
        {
            return false;
        }

        _latest = time > _latest ? time : _latest;
        var change = new AgChange
        {
            Operation = operation,
            Time = time,
            Order = _latest,
            Line = _changes.Count,
            RunId = runId,
            Command = json.Text("command"),
            AccountId = json.Text("account"),
            RegionId = json.Text("region"),
            Endpoint = json.Text("endpoint"),
            IsSandbox = json.Text("sandbox") == "true",
            SandboxPath = json.Text("sandboxPath"),
            SandboxId = json.Text("sandboxId"),
            SignatureId = json.Text("key"),
            SignatureName = json.Text("keyName"),
            PreviousSignatureName = json.Text("keyNameBefore"),
            DestinationSignatureId = json.Text("destination"),
            GroupId = json.Text("group"),
            GroupName = json.Text("groupName"),
            StageName = json.Text("stage"),
            IsEveryApi = json.Text("every") == "true",
            Apis = apis,
        };
        if (change.IsBinding
            ? !IsId(change.SignatureId) || !IsId(change.GroupId) || change.StageName is null || !BindingOperations.Contains(operation)
            : BindingOperations.Contains(operation))
        {
            return false;
        }

        _open[id] = change;
        _changes.Add(change);
        return true;
    }

    private bool End(string id, DateTimeOffset time, JsonReply json)
    {
        if (!_open.TryGetValue(id, out var change))
        {
            return false;
        }

        change.EndTime = time;
        change.Outcome = json.Text("outcome") switch
        {
            "done" => AgChangeOutcome.Done,
            "notDone" => AgChangeOutcome.NotDone,
            _ => AgChangeOutcome.Unknown,
        };
        change.SignatureId ??= json.Text("key");
        change.RequestId = json.Text("requestId");
        change.ErrorId = json.Text("error");
        change.Code = json.Text("code");
        return true;
    }

    /// <summary>The APIs of a line; null when something else is there.</summary>
    private static List<AgChangeApi>? ApisOf(JsonReply json)
    {
        if (!json.Has("apis"))
        {
            return [];
        }

        if (json.Objects("apis") is not { } items)
        {
            return null;
        }

        var apis = new List<AgChangeApi>(items.Count);
        foreach (var item in items)
        {
            // What an undo would take for "no key", or for several APIs, is no line of ours.
            var before = item.Text("before");
            if (item.Text("id") is not { } apiId || !IsId(apiId) || (item.Has("before") && !IsId(before)))
            {
                return null;
            }

            apis.Add(new AgChangeApi(apiId, item.IsThere("before"), before) { ApiName = item.Text("name") });
        }

        return apis;
    }

    private static bool IsId(string? id) => id is not null && IdRules.Check(id) is null;

    private static DateTimeOffset? TimeOf(JsonReply json) =>
        DateTimeOffset.TryParse(json.Text("time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}
