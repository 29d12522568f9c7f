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

    /// <summary>A page of a listing that has nothing to show, where the listing says how much there is.</summary>
    public EmptyPage EmptyPage { get; init; } = EmptyPage.KeepsList;

    /// <summary>Whether the plug-in listings show keys too: the documents say that what is done with keys is synchronised there.</summary>
    public KeysAsPlugins KeysAsPlugins { get; init; } = KeysAsPlugins.Shown;

    /// <summary>The word that error codes use for a key: NotFoundSignature, or NotFoundSignatureKey.</summary>
    public string ResourceWord { get; init; } = "Signature";
}
