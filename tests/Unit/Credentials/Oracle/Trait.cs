namespace AliGatewaySignature.Tests.Credentials.Oracle;

/// <summary>What is remarkable about the way in which a source stands.</summary>
internal enum Trait
{
    /// <summary>Nothing: every client reads it alike.</summary>
    None,

    // Keys in the environment.
    BlankValue,
    PaddedValue,
    HalfKeys,

    // OIDC in the environment.
    PartialOidc,
    FailingOidc,
    TokenWithBlanks,

    // Where the profile is looked for.
    NamedNowhere,
    NamedFileMissing,
    FileOfVariable,
    SwitchedOffForCli,

    // The CLI's file.
    ByteOrderMark,
    Broken,
    DefaultWithoutCurrent,
    ExternalId,
    TokenOfCaller,
    DurationOfOidc,
    StsHostOfProfile,
    CredentialsUriMode,
    CachedSignIn,
    EndedSignIn,
    ProcessForbidden,

    EndedKeys,

    // The ini file.
    IniText,
    DotNetFields,
    DotNetName,

    // ECS, also as the mode of a profile.
    AsksMetadata,
    FailingRole,

    // The credentials URI.
    OpenAddress,
    UnknownExpiration,

    // Settings of STS.
    EndpointOfVariable,
}
