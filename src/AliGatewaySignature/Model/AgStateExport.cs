namespace AliGatewaySignature.Model;

/// <summary>What Export-AgState wrote: a snapshot of an account, for Connect-AgAccount -SandboxPath to open.</summary>
public sealed class AgStateExport
{
    internal AgStateExport()
    {
    }

    /// <summary>The full path of the file.</summary>
    public string Path { get; internal set; } = string.Empty;

    /// <summary>How many keys are in it.</summary>
    public int Keys { get; internal set; }

    /// <summary>How many groups are in it.</summary>
    public int Groups { get; internal set; }

    /// <summary>How many APIs are in it.</summary>
    public int Apis { get; internal set; }

    /// <summary>How many bindings are in it: an API counts once in each stage in which it carries a key.</summary>
    public int Bindings { get; internal set; }

    /// <summary>How many plug-ins that sign are in it; those that are keys under another name are not counted.</summary>
    public int Plugins { get; internal set; }

    /// <summary>The region that was read.</summary>
    public string? RegionId { get; internal set; }

    /// <summary>The account that was read; null where it is not known.</summary>
    public string? AccountId { get; internal set; }

    /// <summary>What stands in the file about its Keys and Secrets: they are generated.</summary>
    public string Note { get; internal set; } = string.Empty;

    /// <summary>The path, so that the object reads well in a string.</summary>
    public override string ToString() => Path;
}
