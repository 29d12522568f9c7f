namespace AliGatewaySignature.CloudApi;

/// <summary>A region.</summary>
/// <param name="Id">For example cn-hangzhou.</param>
/// <param name="Name">What the console calls it; null where it shows none.</param>
internal sealed record Region(string Id, string? Name = null)
{
    /// <summary>What people call it: by its name, or by the place in it.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            if (Name is null)
            {
                yield break;
            }

            yield return Name;
            var open = Name.IndexOf('(');
            if (open > 0)
            {
                yield return Name.Substring(open);
            }
        }
    }
}
