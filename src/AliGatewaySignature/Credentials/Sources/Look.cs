namespace AliGatewaySignature.Credentials.Sources;

/// <summary>What one source of the chain came to: somebody who signs in, or the reason why it has nobody.</summary>
internal sealed class Look
{
    private Look(SignIn? found, string absent)
    {
        Found = found;
        Absent = absent;
    }

    public SignIn? Found { get; }

    /// <summary>Why there is nothing, in a few words.</summary>
    public string Absent { get; }

    public static Look At(SignIn found) => new(found, string.Empty);

    public static Look Nothing(string reason) => new(null, reason);
}
