using System.Globalization;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Model;
using AliGatewaySignature.Wire;

namespace AliGatewaySignature.Journal;

/// <summary>The lines of a journal, as about_AgJournal describes them.</summary>
internal static class JournalLine
{
    /// <summary>The version of the format, as the field "v".</summary>
    public const int Version = 1;

    public const string Before = "before";
    public const string After = "after";

    /// <summary>What is about to be sent.</summary>
    /// <param name="id">What the line after has in common with it.</param>
    /// <param name="time">When.</param>
    /// <param name="runId">The run.</param>
    /// <param name="command">The cmdlet.</param>
    /// <param name="context">Where it is sent.</param>
    /// <param name="note">What it is about.</param>
    public static string OfNote(Guid id, DateTimeOffset time, Guid runId, string command, AgContext context, WriteNote note)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var json = Open(text, id, Before, time)
            .Property("run", runId.ToString())
            .Property("command", command);
        Add(json, "account", context.AccountId);
        Add(json, "region", context.RegionId);
        json.Property("endpoint", context.Endpoint.GetLeftPart(UriPartial.Authority))
            .Property("sandbox", context.IsSandbox);
        Add(json, "sandboxPath", context.SandboxPath);
        Add(json, "sandboxId", context.SandboxId);
        json.Property("operation", note.Operation.Name);
        Add(json, "key", note.SignatureId);
        Add(json, "keyName", note.SignatureName);
        Add(json, "keyNameBefore", note.PreviousSignatureName);
        Add(json, "destination", note.DestinationSignatureId);
        Add(json, "group", note.GroupId);
        Add(json, "groupName", note.GroupName);
        Add(json, "stage", note.StageName);
        if (note.IsEveryApi)
        {
            json.Property("every", true);
        }

        if (note.GroupId is not null)
        {
            json.OpenList("apis");
            foreach (var api in note.Apis)
            {
                json.OpenObject().Property("id", api.ApiId);
                Add(json, "name", api.ApiName);
                if (api.IsKnown)
                {
                    json.Property("before", api.SignatureId);
                }

                json.Close();
            }

            json.Close();
        }

        json.Close();
        return text.ToString();
    }

    /// <summary>What became of it.</summary>
    public static string OfEnd(Guid id, DateTimeOffset time, WriteEnd end)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var json = Open(text, id, After, time).Property("outcome", Word(end.Outcome));
        Add(json, "key", end.SignatureId);
        Add(json, "requestId", end.RequestId);
        Add(json, "error", end.ErrorId);
        Add(json, "code", end.Code);
        json.Close();
        return text.ToString();
    }

    public static string Word(AgChangeOutcome outcome) => outcome switch
    {
        AgChangeOutcome.Done => "done",
        AgChangeOutcome.NotDone => "notDone",
        _ => "unknown",
    };

    private static JsonWriter Open(TextWriter text, Guid id, string phase, DateTimeOffset time) =>
        new JsonWriter(text, isIndented: false).OpenObject()
            .Property("v", Version)
            .Property("id", id.ToString())
            .Property("phase", phase)
            .Property("time", time.UtcDateTime.ToString("o", CultureInfo.InvariantCulture));

    /// <summary>What is not known is left out.</summary>
    private static void Add(JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.Property(name, value);
        }
    }
}
