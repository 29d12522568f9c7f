namespace AliGatewaySignature.Sandbox;

/// <summary>
/// Everything that the service's documents leave open, as settings. Both ways are built, so that a
/// client can be shown to work whichever way the service takes.
/// </summary>
internal sealed record SandboxSemantics
{
    /// <summary>Binding over another key.</summary>
    public OnOtherKey OtherKeyBound { get; init; } = OnOtherKey.Replace;

    /// <summary>An id in a call that cannot be bound or unbound.</summary>
    public OnBadId BadIdInBatch { get; init; } = OnBadId.RefuseAll;

    /// <summary>An empty ApiIds of RemoveSignatureApis.</summary>
    public EmptyIds EmptyApiIdsOnRemove { get; init; } = EmptyIds.MeansAll;

    /// <summary>Two keys of one name.</summary>
    public Acceptance DuplicateKeyName { get; init; } = Acceptance.Allow;

    /// <summary>The SignatureName filter of DescribeSignatures.</summary>
    public NameFilter KeyNameFilter { get; init; } = NameFilter.Exact;

    /// <summary>Binding an API that is not published to the stage.</summary>
    public Acceptance UnpublishedApi { get; init; } = Acceptance.Refuse;

    /// <summary>Stage PRE where the documents list RELEASE and TEST only: unbinding and the two listings by stage.</summary>
    public Acceptance PreStage { get; init; } = Acceptance.Allow;

    /// <summary>Unbinding an API that the key is not bound to.</summary>
    public NoChange UnbindNotBound { get; init; } = NoChange.Ignore;

    /// <summary>Binding the key that is bound already.</summary>
    public NoChange RebindSameKey { get; init; } = NoChange.Ignore;

    /// <summary>
    /// A parameter that the operation does not have. Refusing it finds misspelt parameters, which is why it is the start value.
    /// </summary>
    public Acceptance UnknownParameter { get; init; } = Acceptance.Refuse;

    /// <summary>The word that error codes use for a key: NotFoundSignature, or NotFoundSignatureKey.</summary>
    public string ResourceWord { get; init; } = "Signature";

    /// <summary>The settings by name, as command lines and JSON write them.</summary>
    public IReadOnlyDictionary<string, string> Describe() => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["otherKeyBound"] = OtherKeyBound.ToString(),
        ["badIdInBatch"] = BadIdInBatch.ToString(),
        ["emptyApiIdsOnRemove"] = EmptyApiIdsOnRemove.ToString(),
        ["duplicateKeyName"] = DuplicateKeyName.ToString(),
        ["keyNameFilter"] = KeyNameFilter.ToString(),
        ["unpublishedApi"] = UnpublishedApi.ToString(),
        ["preStage"] = PreStage.ToString(),
        ["unbindNotBound"] = UnbindNotBound.ToString(),
        ["rebindSameKey"] = RebindSameKey.ToString(),
        ["unknownParameter"] = UnknownParameter.ToString(),
        ["resourceWord"] = ResourceWord,
    };

    /// <summary>
    /// The same settings with one changed. Names are taken in any case and with or without hyphens
    /// (<c>otherKeyBound</c>, <c>other-key-bound</c>), values in any case.
    /// </summary>
    public SandboxSemantics With(string name, string value) => name.Replace("-", string.Empty).ToUpperInvariant() switch
    {
        "OTHERKEYBOUND" => this with { OtherKeyBound = Choice<OnOtherKey>(name, value) },
        "BADIDINBATCH" => this with { BadIdInBatch = Choice<OnBadId>(name, value) },
        "EMPTYAPIIDSONREMOVE" => this with { EmptyApiIdsOnRemove = Choice<EmptyIds>(name, value) },
        "DUPLICATEKEYNAME" => this with { DuplicateKeyName = Choice<Acceptance>(name, value) },
        "KEYNAMEFILTER" => this with { KeyNameFilter = Choice<NameFilter>(name, value) },
        "UNPUBLISHEDAPI" => this with { UnpublishedApi = Choice<Acceptance>(name, value) },
        "PRESTAGE" => this with { PreStage = Choice<Acceptance>(name, value) },
        "UNBINDNOTBOUND" => this with { UnbindNotBound = Choice<NoChange>(name, value) },
        "REBINDSAMEKEY" => this with { RebindSameKey = Choice<NoChange>(name, value) },
        "UNKNOWNPARAMETER" => this with { UnknownParameter = Choice<Acceptance>(name, value) },
        "RESOURCEWORD" => this with { ResourceWord = value },
        _ => throw new FormatException($"'{name}' is no setting of the sandbox. There are: {string.Join(", ", Describe().Keys)}."),
    };

    private static T Choice<T>(string name, string value)
        where T : struct, Enum
    {
        // Enum.TryParse would take numbers as well.
        var choices = Enum.GetNames(typeof(T));
        var place = Array.FindIndex(
            choices, choice => string.Equals(choice, value.Replace("-", string.Empty), StringComparison.OrdinalIgnoreCase));
        return place >= 0
            ? (T)Enum.Parse(typeof(T), choices[place])
            : throw new FormatException($"'{value}' is no value of {name}; write {string.Join(" or ", choices)}.");
    }
}
