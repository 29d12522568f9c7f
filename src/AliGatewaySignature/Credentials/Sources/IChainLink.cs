namespace AliGatewaySignature.Credentials.Sources;

/// <summary>One source of the default chain.</summary>
internal interface IChainLink
{
    /// <summary>What the source is called in the error that lists them all.</summary>
    string Title { get; }

    /// <exception cref="Errors.AgException">The source is there, or was named, and does not serve: the chain ends here.</exception>
    Task<ChainResult> TryAsync(Machine machine, CredentialMemory memory, CancellationToken cancellationToken);
}
