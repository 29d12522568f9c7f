using System.Management.Automation;

namespace RivalModule;

/// <summary>Writes and reads a text with each of the two libraries, and tells what came back and which library it was.</summary>
[Cmdlet(VerbsData.ConvertTo, "RivalJson")]
[OutputType(typeof(PSObject))]
public sealed class ConvertToRivalJsonCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Text { get; set; } = string.Empty;

    protected override void EndProcessing()
    {
        var value = new Dictionary<string, string> { ["text"] = Text };

        var newtonsoft = Newtonsoft.Json.JsonConvert.SerializeObject(value);
        WriteObject(Told(
            typeof(Newtonsoft.Json.JsonConvert),
            newtonsoft,
            Newtonsoft.Json.JsonConvert.DeserializeObject<Dictionary<string, string>>(newtonsoft)!["text"]));

        var systemText = System.Text.Json.JsonSerializer.Serialize(value);
        WriteObject(Told(
            typeof(System.Text.Json.JsonSerializer),
            systemText,
            System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(systemText)!["text"]));
    }

    private static PSObject Told(System.Type library, string json, string back)
    {
        var told = new PSObject();
        told.Properties.Add(new PSNoteProperty("Library", library.Assembly.GetName().Name));
        told.Properties.Add(new PSNoteProperty("Version", library.Assembly.GetName().Version));
        told.Properties.Add(new PSNoteProperty("Json", json));
        told.Properties.Add(new PSNoteProperty("Back", back));
        return told;
    }
}
