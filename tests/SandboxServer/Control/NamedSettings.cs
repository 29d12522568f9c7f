using AliGatewaySignature.Sandbox;

namespace AliGatewaySignature.SandboxServer.Control;

/// <summary>The settings of the sandbox by name, as command lines and JSON write them.</summary>
internal static class NamedSettings
{
    /// <summary>Every setting and its value.</summary>
    public static IReadOnlyDictionary<string, string> Describe(this SandboxSemantics semantics) =>
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["otherKeyBound"] = semantics.OtherKeyBound.ToString(),
            ["badIdInBatch"] = semantics.BadIdInBatch.ToString(),
            ["emptyApiIdsOnRemove"] = semantics.EmptyApiIdsOnRemove.ToString(),
            ["duplicateKeyName"] = semantics.DuplicateKeyName.ToString(),
            ["keyNameFilter"] = semantics.KeyNameFilter.ToString(),
            ["unpublishedApi"] = semantics.UnpublishedApi.ToString(),
            ["preStage"] = semantics.PreStage.ToString(),
            ["unbindNotBound"] = semantics.UnbindNotBound.ToString(),
            ["rebindSameKey"] = semantics.RebindSameKey.ToString(),
            ["unknownParameter"] = semantics.UnknownParameter.ToString(),
            ["emptyPage"] = semantics.EmptyPage.ToString(),
            ["keysAsPlugins"] = semantics.KeysAsPlugins.ToString(),
            ["resourceWord"] = semantics.ResourceWord,
        };

    /// <summary>
    /// The same settings with one changed. Names are taken in any case and with or without hyphens
    /// (<c>otherKeyBound</c>, <c>other-key-bound</c>), values in any case.
    /// </summary>
    public static SandboxSemantics With(this SandboxSemantics semantics, string name, string value) =>
        name.Replace("-", string.Empty).ToUpperInvariant() switch
        {
            "OTHERKEYBOUND" => semantics with { OtherKeyBound = Choice<OnOtherKey>(name, value) },
            "BADIDINBATCH" => semantics with { BadIdInBatch = Choice<OnBadId>(name, value) },
            "EMPTYAPIIDSONREMOVE" => semantics with { EmptyApiIdsOnRemove = Choice<EmptyIds>(name, value) },
            "DUPLICATEKEYNAME" => semantics with { DuplicateKeyName = Choice<Acceptance>(name, value) },
            "KEYNAMEFILTER" => semantics with { KeyNameFilter = Choice<NameFilter>(name, value) },
            "UNPUBLISHEDAPI" => semantics with { UnpublishedApi = Choice<Acceptance>(name, value) },
            "PRESTAGE" => semantics with { PreStage = Choice<Acceptance>(name, value) },
            "UNBINDNOTBOUND" => semantics with { UnbindNotBound = Choice<NoChange>(name, value) },
            "REBINDSAMEKEY" => semantics with { RebindSameKey = Choice<NoChange>(name, value) },
            "UNKNOWNPARAMETER" => semantics with { UnknownParameter = Choice<Acceptance>(name, value) },
            "KEYSASPLUGINS" => semantics with { KeysAsPlugins = Choice<KeysAsPlugins>(name, value) },
            "EMPTYPAGE" => semantics with { EmptyPage = Choice<EmptyPage>(name, value) },
            "RESOURCEWORD" => semantics with { ResourceWord = value },
            _ => throw new FormatException(
                $"'{name}' is no setting of the sandbox. There are: {string.Join(", ", semantics.Describe().Keys)}."),
        };

    private static T Choice<T>(string name, string value)
        where T : struct, Enum
    {
        // Read back, for Enum.TryParse takes numbers as well.
        var written = value.Replace("-", string.Empty);
        return Enum.TryParse(written, ignoreCase: true, out T choice)
            && string.Equals(choice.ToString(), written, StringComparison.OrdinalIgnoreCase)
            ? choice
            : throw new FormatException($"'{value}' is no value of {name}; write {string.Join(" or ", typeof(T).GetEnumNames())}.");
    }
}
