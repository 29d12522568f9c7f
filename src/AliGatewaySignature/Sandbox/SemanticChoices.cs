namespace AliGatewaySignature.Sandbox;

/// <summary>What happens when a key is bound to an API that another key is bound to.</summary>
internal enum OnOtherKey
{
    Replace,
    Refuse,
}

/// <summary>What one bad id does to the good ids of its call. The call fails either way.</summary>
internal enum OnBadId
{
    RefuseAll,
    ApplyGood,
}

/// <summary>What <c>ApiIds=</c> means when bindings are removed.</summary>
internal enum EmptyIds
{
    MeansAll,
    Refuse,
}

/// <summary>Whether something is let through.</summary>
internal enum Acceptance
{
    Allow,
    Refuse,
}

/// <summary>Whether a change that changes nothing is an error.</summary>
internal enum NoChange
{
    Ignore,
    Refuse,
}

/// <summary>What a page of a listing has that shows nothing.</summary>
internal enum EmptyPage
{
    KeepsList,

    /// <summary>Neither the list nor what wraps it; a sister operation of the service answers so.</summary>
    LeavesListOut,
}

/// <summary>Whether keys stand among the plug-ins.</summary>
internal enum KeysAsPlugins
{
    Shown,
    Hidden,
}

/// <summary>How the SignatureName filter of the key listing matches.</summary>
internal enum NameFilter
{
    Exact,
    Contains,
}
