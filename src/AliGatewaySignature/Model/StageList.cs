using System.Collections.ObjectModel;

namespace AliGatewaySignature.Model;

/// <summary>Stages that read as such where a list becomes one text: Export-Csv would write the name of a list's type.</summary>
internal sealed class StageList(IList<string> stages) : ReadOnlyCollection<string>(stages)
{
    public override string ToString() => string.Join(",", this);
}
