namespace AliGatewaySignature.Parameters;

/// <summary>Something that the Tab key can complete to.</summary>
internal sealed class Offer
{
    /// <param name="value">What is put into the command line.</param>
    /// <param name="name">What the list shows; the value when there is no name.</param>
    /// <param name="toolTip">What explains it.</param>
    public Offer(string value, string? name, string toolTip)
    {
        Value = value;
        Name = string.IsNullOrEmpty(name) ? value : name!;
        ToolTip = toolTip;
    }

    public string Value { get; }

    public string Name { get; }

    public string ToolTip { get; }
}
