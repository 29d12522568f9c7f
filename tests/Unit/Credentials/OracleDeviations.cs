using AliGatewaySignature.Tests.Credentials.Oracle;

namespace AliGatewaySignature.Tests.Credentials;

/// <summary>
/// Where this module departs from the npm package @alicloud/credentials. docs/decisions/0010 explains the list; a
/// difference that is not in it is a mistake.
/// </summary>
internal static class OracleDeviations
{
    public static IReadOnlyList<OracleDeviation> All { get; } =
    [
        Stops("half-set keys", one => one.DecidedBy(Trait.HalfKeys),
            "An id without a secret is a slip. Going on would sign in as somebody else than the user meant."),
        Stops("partial OIDC variables", one => one.DecidedBy(Trait.PartialOidc),
            "A user who names an OIDC provider or a token file wants that role. ALIBABA_CLOUD_ROLE_ARN alone says nothing."),
        Stops("failing OIDC role", one => one.DecidedBy(Trait.FailingOidc),
            "The role was set up for this pod; the role of the machine below it may do other things."),
        Stops("broken CLI profile", one => one.DecidedBy(Trait.Broken) && one.Cli.Trait == Trait.Broken,
            "The profile was chosen and does not serve: it is to be mended, not passed by."),
        Stops("broken ini section", one => one.DecidedBy(Trait.Broken) && one.Ini.Trait == Trait.Broken,
            "The same for the ini file."),
        Stops("profile that is nowhere", one => one.DecidedBy(Trait.NamedNowhere),
            "ALIBABA_CLOUD_PROFILE is a decision. A misspelt name must not sign in as the machine."),
        Stops("named file that is missing", one => one.DecidedBy(Trait.NamedFileMissing),
            "The same for a file that a variable names."),
        Stops("failing ECS role", one => one.DecidedBy(Trait.FailingRole),
            "A role that was named, or that the instance has, gives no keys: that is a fault, not an absence."),
        Stops("ECS profile without ECS", one => one.DecidedBy(Trait.AsksMetadata)
            && (one.Metadata.Standing == Standing.Absent || one.Metadata.Trait == Trait.FailingRole),
            "A profile of the mode EcsRamRole says where its keys come from. Nobody else's keys will do."),
        Stops("ended browser sign-in", one => one.DecidedBy(Trait.EndedSignIn),
            "CloudSSO and OAuth tokens are the CLI's. Renewing them here could sign the CLI out, and its file would have to be rewritten."),
        Stops("ended keys", one => one.DecidedBy(Trait.EndedKeys),
            "Keys that have run out, as a program or a sidecar may hand out, cannot sign."),
        Stops("forbidden process", one => one.DecidedBy(Trait.ProcessForbidden),
            "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS forbids what a profile may run or ask, as with the CLI."),
        Stops("open credentials URI", one => one.DecidedBy(Trait.OpenAddress),
            "Over http everybody on the way could read the keys. Loopback, the metadata address and https are taken."),

        SignsIn("browser sign-in from the file", one => one.DecidedBy(Trait.CachedSignIn),
            "The keys that the CLI left in its file serve while they last, without any exchange."),
        SignsIn("CredentialsURI mode", one => one.DecidedBy(Trait.CredentialsUriMode),
            "The CLI writes such profiles."),
        SignsIn("external id", one => one.DecidedBy(Trait.ExternalId),
            "The CLI sends external_id. A role that asks for one cannot be assumed without it."),
        SignsIn("token of the caller", one => one.DecidedBy(Trait.TokenOfCaller),
            "A RamRoleArn profile with an sts_token has temporary keys, which do not work without their token. The CLI sends it too."),
        SignsIn("STS host of a profile", one => one.DecidedBy(Trait.StsHostOfProfile),
            "sts_endpoint and enable_vpc count in every mode that asks STS, not only in some."),
        SignsIn("STS host of a variable", one => one.Has(Trait.EndpointOfVariable),
            "The CLI honours ALIBABA_CLOUD_STS_ENDPOINT."),
        SignsIn("duration of an OIDC role", one => one.DecidedBy(Trait.DurationOfOidc),
            "The package overwrites expired_seconds with duration_seconds, which the CLI does not write."),
        SignsIn("ini keys of .NET", one => one.DecidedBy(Trait.DotNetFields),
            "external_id, sts_region, enable_vpc, the type oidc_role_arn, and keys in any case."),
        SignsIn("credentials.ini", one => one.DecidedBy(Trait.DotNetName),
            "The .NET packages look for this file name. Where both are there, credentials comes first."),
        SignsIn("CLI file of a variable", one => one.DecidedBy(Trait.FileOfVariable),
            "The Go package honours ALIBABA_CLOUD_CONFIG_FILE."),
        SignsIn("default without current", one => one.DecidedBy(Trait.DefaultWithoutCurrent),
            "A file whose field current is missing or empty means the profile default."),
        SignsIn("keys without an end", one => one.DecidedBy(Trait.UnknownExpiration),
            "A sidecar need not tell how long its keys last. They are asked for anew from time to time."),

        SignsIn("byte order mark", one => one.DecidedBy(Trait.ByteOrderMark),
            "Windows editors write one. It changes nothing."),
        SignsIn("ini text", one => one.DecidedBy(Trait.IniText),
            "Blanks before a section's name, comments behind it, dots in it, and a semicolon inside a value."),
        SignsIn("blanks around values", one => one.DecidedBy(Trait.PaddedValue),
            "Blanks around a key come from copying."),
        SignsIn("blanks around a token", one => one.DecidedBy(Trait.TokenWithBlanks),
            "The new line at the end of a token file is no part of the token."),
        Either("blank variables", one => one.Has(Trait.BlankValue),
            "A variable of nothing but blanks is not set."),
        Either("CLI file ignored", one => one.Has(Trait.SwitchedOffForCli),
            "ALIBABA_CLOUD_IGNORE_PROFILE is the CLI's own switch."),
    ];

    private static OracleDeviation Stops(string name, Func<OracleCase, bool> applies, string reason) => new(name, applies, false, reason);

    private static OracleDeviation SignsIn(string name, Func<OracleCase, bool> applies, string reason) => new(name, applies, true, reason);

    private static OracleDeviation Either(string name, Func<OracleCase, bool> applies, string reason) => new(name, applies, null, reason);
}
