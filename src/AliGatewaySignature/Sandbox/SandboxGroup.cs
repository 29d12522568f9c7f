using System.Globalization;

namespace AliGatewaySignature.Sandbox;

/// <summary>One group of sample APIs.</summary>
internal sealed class SandboxGroup(string name, int apiCount, IReadOnlyList<string>? stages = null)
{
    public string Name { get; } = name;

    public int ApiCount { get; } = apiCount;

    /// <summary>The stages that the group's APIs are published to.</summary>
    public IReadOnlyList<string> Stages { get; } = stages ?? SandboxStages.All;

    /// <summary>
    /// Reads <c>orders=250</c>, which is published everywhere, or <c>drafts=5@TEST+PRE</c>, which is
    /// published to the stages named (to none after a bare <c>@</c>).
    /// </summary>
    public static SandboxGroup Parse(string text)
    {
        var equals = text.IndexOf('=');
        var name = equals < 0 ? string.Empty : text.Substring(0, equals);
        var parts = text.Substring(equals + 1).Split('@');
        if (name.Length == 0
            || parts.Length > 2
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            throw new FormatException($"'{text}' is no sample group; write name=count or name=count@STAGE+STAGE.");
        }

        if (parts.Length == 1)
        {
            return new SandboxGroup(name, count);
        }

        var stages = parts[1].Split(['+'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var stage in stages)
        {
            if (SandboxStages.IndexOf(stage) < 0)
            {
                throw new FormatException($"'{stage}' is no stage; write RELEASE, PRE or TEST.");
            }
        }

        return new SandboxGroup(name, count, stages);
    }
}
