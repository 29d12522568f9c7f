using System;
using System.Collections.Generic;
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
            "Half a key pair is a slip; going on would sign as somebody whom the user did not mean."),
        Stops("partial OIDC variables", one => one.DecidedBy(Trait.PartialOidc),
            "Whoever names a provider or a token file wants that role."),
        Stops("failing OIDC role", one => one.DecidedBy(Trait.FailingOidc),
            "The pod's role was configured; the role of the machine below it may do something else."),
        Stops("broken CLI profile", one => one.DecidedBy(Trait.Broken) && one.Cli.Trait == Trait.Broken,
            "A profile that was chosen and does not serve is to be mended, not passed by."),
        Stops("broken ini section", one => one.DecidedBy(Trait.Broken) && one.Ini.Trait == Trait.Broken,
            "The same, for the ini file."),
        Stops("profile that is nowhere", one => one.DecidedBy(Trait.NamedNowhere),
            "ALIBABA_CLOUD_PROFILE is a decision; a misspelt name must not sign in as the machine."),
        Stops("named file that is missing", one => one.DecidedBy(Trait.NamedFileMissing),
            "The same, for a file that a variable names."),
        Stops("failing ECS role", one => one.DecidedBy(Trait.FailingRole),
            "A role that was named or found, and gives no keys, is a fault to be seen."),
        Stops("ECS profile without metadata", EcsProfileFails,
            "A profile of the mode EcsRamRole says where its keys come from; nobody else's will do."),
        Stops("ended browser sign-in", one => one.DecidedBy(Trait.EndedSignIn),
            "Only the CLI exchanges its tokens: two programs that renew one refresh token lock each other out."),
        Stops("forbidden process", one => one.DecidedBy(Trait.ProcessForbidden),
            "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS is honoured, as the CLI does."),
        Stops("open credentials URI", one => one.DecidedBy(Trait.OpenAddress),
            "Over http everybody on the way could read the keys; loopback and https are taken."),
        SignsIn("browser sign-in from the file", one => one.DecidedBy(Trait.CachedSignIn),
            "The keys that the CLI left there are used while they last."),
        SignsIn("caller's token", one => one.DecidedBy(Trait.TokenOfCaller),
            "A RamRoleArn profile with an sts_token has temporary keys, which do not work without it; the CLI sends it too."),
        SignsIn("external id", one => one.DecidedBy(Trait.ExternalId),
            "The CLI sends external_id; a role that asks for it could not be assumed otherwise."),
        SignsIn("STS host of a profile", one => one.DecidedBy(Trait.StsHostOfProfile),
            "sts_endpoint and enable_vpc count in every mode that asks STS, not only in some."),
        SignsIn("duration of OIDC", one => one.DecidedBy(Trait.DurationOfOidc),
            "The npm package overwrites expired_seconds with a field that the CLI does not have."),
        SignsIn("CredentialsURI mode", one => one.DecidedBy(Trait.CredentialsUriMode),
            "The CLI has it."),
        SignsIn("default without current", one => one.DecidedBy(Trait.DefaultWithoutCurrent),
            "The CLI takes the profile 'default' then."),
        SignsIn("byte order mark", one => one.DecidedBy(Trait.ByteOrderMark),
            "Editors on Windows write it; it changes nothing."),
        SignsIn("token without blanks", one => one.DecidedBy(Trait.TokenWithBlanks),
            "A new line at the end of a token file is no part of the token."),
        SignsIn("ini keys of .NET", one => one.DecidedBy(Trait.DotNetFields),
            "external_id, sts_region, enable_vpc, the type oidc_role_arn and names in any case are read as the .NET packages do."),
        SignsIn("credentials.ini", one => one.DecidedBy(Trait.DotNetName),
            "The .NET packages look for this name."),
        SignsIn("values without blanks", one => one.DecidedBy(Trait.PaddedValue),
            "Blanks around a variable's value come from copying."),
        SignsIn("file of ALIBABA_CLOUD_CONFIG_FILE", one => one.DecidedBy(Trait.FileOfVariable),
            "The Go package and the CLI honour it."),
        SignsIn("STS host of ALIBABA_CLOUD_STS_ENDPOINT", one => one.Has(Trait.EndpointOfVariable),
            "The CLI honours it."),
        Either("blank variables", one => one.Has(Trait.BlankValue),
            "A variable of nothing but blanks is not set."),
        Either("switched off for the CLI", one => one.Has(Trait.SwitchedOffForCli),
            "ALIBABA_CLOUD_IGNORE_PROFILE is the CLI's own switch."),
    ];

    private static bool EcsProfileFails(OracleCase one) =>
        (one.Cli.Name.Contains("EcsRamRole", StringComparison.Ordinal) || one.Ini.Name.Contains("ecs_ram_role", StringComparison.Ordinal)) && one.DecidedBy(Trait.None);

    private static OracleDeviation Stops(string name, Func<OracleCase, bool> applies, string reason) => new(name, applies, false, reason);

    private static OracleDeviation SignsIn(string name, Func<OracleCase, bool> applies, string reason) => new(name, applies, true, reason);

    private static OracleDeviation Either(string name, Func<OracleCase, bool> applies, string reason) => new(name, applies, null, reason);
}
