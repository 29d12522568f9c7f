namespace AliGatewaySignature.Parameters;

/// <summary>Something that the Tab key can complete to.</summary>
/// <param name="value">What is put into the command line.</param>
/// <param name="name">What the list shows; the value when there is no name.</param>
/// <param name="toolTip">What explains it.</param>
internal sealed class Offer(string value, string? name, string toolTip)
{
    public string Value { get; } = value;

    public string Name { get; } = string.IsNullOrEmpty(name) ? value : name!;

    public string ToolTip { get; } = toolTip;
}
