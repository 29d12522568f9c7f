namespace AliGatewaySignature.Credentials.Sources;

/// <summary>What one source of the chain came to: what signs in, or the reason why there is nothing.</summary>
internal sealed class ChainResult
{
    private ChainResult(SignIn? signIn, string reason)
    {
        SignIn = signIn;
        Reason = reason;
    }

    public SignIn? SignIn { get; }

    /// <summary>Why there is nothing, in a few words.</summary>
    public string Reason { get; }

    public static ChainResult Found(SignIn signIn) => new(signIn, string.Empty);

    public static ChainResult Absent(string reason) => new(null, reason);
}
