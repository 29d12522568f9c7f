using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Parameters;

/// <summary>Something that the Tab key can complete to.</summary>
/// <param name="value">What is put into the command line.</param>
/// <param name="name">What the list shows; the value when there is no name.</param>
/// <param name="toolTip">What explains it.</param>
internal sealed class Offer(string value, string? name, string toolTip)
{
    private const int LongestName = 100;

    public string Value { get; } = value;

    public string Name { get; } = ForeignText.Clean(string.IsNullOrEmpty(name) ? value : name!, LongestName);

    public string ToolTip { get; } = ForeignText.Clean(toolTip);
}
