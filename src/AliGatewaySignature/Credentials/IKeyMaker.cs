namespace AliGatewaySignature.Credentials;

/// <summary>Obtains temporary keys, anew each time it is asked.</summary>
internal interface IKeyMaker
{
    /// <summary>Tells recipes apart without telling a secret: equal texts mean keys of the same identity.</summary>
    string MadeFrom { get; }

    /// <exception cref="Errors.AgException">No keys could be obtained; the message names the file and field, or the host.</exception>
    Task<Credential> MakeAsync(CancellationToken cancellationToken);
}
