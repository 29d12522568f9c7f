namespace AliGatewaySignature.Credentials;

/// <summary>Says who signs the next call.</summary>
internal interface ICredentialSource
{
    /// <summary>Tells sources apart without telling a secret: equal texts mean equal keys.</summary>
    string MadeFrom { get; }

    /// <summary>The key as far as it is known by now; null before temporary keys were first obtained.</summary>
    Credential? Known { get; }

    /// <summary>
    /// The key that signs at this moment without anybody being asked for one; null when it would have to be obtained or renewed
    /// first.
    /// </summary>
    Credential? Ready { get; }

    Task<Credential> GetAsync(CancellationToken cancellationToken);

    /// <summary>The service finds a key expired: obtains a newer one, unless there is one by now.</summary>
    /// <param name="refused">The key that signed the refused call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether there is a newer key; false when this source has nothing to renew.</returns>
    Task<bool> TryRefreshAsync(Credential refused, CancellationToken cancellationToken);
}
