using System.Collections;
using System.Management.Automation;
using System.Security;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Parameters;

/// <summary>Lets a parameter take pairs, or keys that came with their Secrets.</summary>
internal sealed class PairTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter takes several.</summary>
    public bool TakesSeveral { get; set; }

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => Objects.Unwrap(inputData) switch
    {
        null or AgSignaturePair => Objects.Unwrap(inputData)!,
        IEnumerable list and not string and not IDictionary => Several([.. list.Cast<object?>().Select(One)]),
        _ => One(inputData),
    };

    private object Several(AgSignaturePair[] pairs) =>
        TakesSeveral ? pairs
        : pairs.Length == 1 ? pairs[0]
        : throw new ArgumentTransformationMetadataException(
            pairs.Length == 0 ? "One pair is expected here, and an empty list was given."
                : $"One pair is expected here, and {pairs.Length} were given.");

    private static AgSignaturePair One(object? item)
    {
        if (Objects.Unwrap(item) is AgSignaturePair pair)
        {
            return pair;
        }

        if (item is null
            || Objects.Property(item, "SignatureKey") is not { } key || Objects.Property(item, "SignatureSecret") is not { } secret)
        {
            throw new ArgumentTransformationMetadataException(
                "A pair comes from New-AgSignaturePair, or is a key with its Secret: Get-AgSignature -IncludeSecret.");
        }

        return Objects.Unwrap(key.Value) is string { Length: > 0 } name && Objects.Unwrap(secret.Value) is SecureString word
            ? AgSignaturePair.Of(name, word)
            : throw new ArgumentTransformationMetadataException(
                "This key came without its Key or its Secret: Get-AgSignature -IncludeSecret gives both.");
    }
}
