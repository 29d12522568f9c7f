using System.Management.Automation;
using System.Security;
using AliGatewaySignature.CloudApi;
using AliGatewaySignature.Credentials;

namespace AliGatewaySignature.Parameters;

/// <summary>Holds a part of a key against the service's rules before anything is sent. No message quotes the value.</summary>
internal abstract class ValidateKeyPartAttribute : ValidateArgumentsAttribute
{
    private protected ValidateKeyPartAttribute()
    {
    }

    private protected abstract string? Check(object value);

    /// <inheritdoc />
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (Check(arguments) is { } problem)
        {
            throw new ValidationMetadataException(problem);
        }
    }
}

/// <summary>Holds a key's name against the service's rules.</summary>
internal sealed class ValidateSignatureNameAttribute : ValidateKeyPartAttribute
{
    private protected override string? Check(object value) => KeyRules.CheckName((string)value);
}

/// <summary>Holds a Key against the service's rules.</summary>
internal sealed class ValidateSignatureKeyAttribute : ValidateKeyPartAttribute
{
    private protected override string? Check(object value) => KeyRules.CheckKey((string)value);
}

/// <summary>Holds a Secret against the service's rules.</summary>
internal sealed class ValidateSignatureSecretAttribute : ValidateKeyPartAttribute
{
    private protected override string? Check(object value) => KeyRules.CheckSecret(PlainText.Reveal((SecureString)value));
}
