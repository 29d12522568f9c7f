namespace AliGatewaySignature.Credentials.Tokens;

/// <summary>Gives an OpenID Connect token, anew for every session.</summary>
internal interface ITokenSource
{
    /// <summary>Where the token comes from, for messages.</summary>
    string Name { get; }

    /// <summary>Tells sources apart without telling a token.</summary>
    string MadeFrom { get; }

    Task<string> GetAsync(CancellationToken cancellationToken);
}
