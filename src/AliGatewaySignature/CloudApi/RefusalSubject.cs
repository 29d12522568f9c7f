namespace AliGatewaySignature.CloudApi;

/// <summary>
/// What a refusal is about, as far as its code says. The service does not document the codes of key operations, so a
/// code that names none of these, or several, is unclear: the state must be read.
/// </summary>
internal enum RefusalSubject
{
    Unclear,
    ApiIds,

    /// <summary>The binding itself: it is there already, or it is not there.</summary>
    Binding,
    Key,
    Group,
    Stage,
}

internal static class RefusalSubjects
{
    public static RefusalSubject Find(string? code)
    {
        var text = code ?? string.Empty;
        var group = Names(text, "Group");
        var stage = Names(text, "Stage") || Names(text, "Environment");
        var key = Names(text, "Signature") || Names(text, "SecretKey");

        // Calls that bind and unbind make nothing but bindings: what is repeated or duplicate of a key is its binding.
        var repeated = text.StartsWith("Repeated", StringComparison.Ordinal) || text.StartsWith("Duplicate", StringComparison.Ordinal);
        if (!group && !stage && (Names(text, "Binding") || (repeated && key)))
        {
            return RefusalSubject.Binding;
        }

        // "ApiGroup" is about the group, "SignatureApi" could be about either.
        var api = Names(text.Replace("ApiGroup", string.Empty), "Api");
        var named = new[] { group, stage, key, api };
        return named.Count(one => one) != 1 ? RefusalSubject.Unclear
            : group ? RefusalSubject.Group
            : stage ? RefusalSubject.Stage
            : key ? RefusalSubject.Key
            : RefusalSubject.ApiIds;
    }

    private static bool Names(string code, string word) => code.IndexOf(word, StringComparison.Ordinal) >= 0;
}
