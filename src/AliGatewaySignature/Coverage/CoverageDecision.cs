using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Coverage;

/// <summary>
/// What signs the requests of one API in one stage. The API's own signature wins over its group's. A key that is bound to the API stands
/// among the plug-ins too, so that either listing alone decides for the API; only where both are known to have nothing, the group counts.
/// </summary>
/// <param name="State">The answer.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Key">The key, where it is one.</param>
/// <param name="Plugin">The plug-in, where it is one.</param>
/// <param name="Unread">The failure that leaves it open; null where it is known.</param>
/// <param name="Reason">The same in words.</param>
internal sealed record CoverageDecision(
    AgCoverageState State, AgSignatureSource Source, KeyAtApi? Key, PluginAtPlace? Plugin, AgException? Unread, string? Reason)
{
    private const string AgeUntold = "It is signed, and the service does not say when the key was changed last.";

    private static readonly CoverageDecision Unsigned = new(AgCoverageState.Unsigned, AgSignatureSource.None, null, null, null, null);

    /// <summary>When the key or the plug-in was last changed; null where nothing signs, or where it is not known.</summary>
    public DateTimeOffset? ModifiedTime => Key?.Key.ModifiedTime ?? Plugin?.Plugin.ModifiedTime;

    public static CoverageDecision Of(SignatureSources sources, string groupId, string apiId, string stage, TimeSpan? maxKeyAge)
    {
        if (sources.KeyOf(apiId, stage) is { } key)
        {
            return new CoverageDecision(AgCoverageState.Signed, AgSignatureSource.Key, key, null, null, null).Aged(sources, maxKeyAge);
        }

        if (sources.PluginOfApi(apiId, stage) is { } own)
        {
            return new CoverageDecision(AgCoverageState.SignedByPlugin, AgSignatureSource.ApiPlugin, null, own, null, null)
                .Aged(sources, maxKeyAge);
        }

        var ofGroup = sources.PluginOfGroup(groupId, stage);
        if (sources.FailureOf(CoverageLevel.Key | CoverageLevel.ApiPlugin) is { } failure)
        {
            return Unknown(failure, ofGroup is null ? failure.Message
                : $"{failure.Message} The plug-in '{ofGroup.Plugin.PluginName ?? ofGroup.Plugin.PluginId}' of the group signs, "
                    + "unless the API has a key or plug-in of its own.");
        }

        return ofGroup is not null
            ? new CoverageDecision(AgCoverageState.SignedByPlugin, AgSignatureSource.GroupPlugin, null, ofGroup, null, null)
                .Aged(sources, maxKeyAge)
            : sources.FailureOf(CoverageLevel.GroupPlugin) is { } unread ? Unknown(unread, unread.Message)
            : Unsigned;
    }

    public static CoverageDecision Unknown(AgException? unread, string reason) =>
        new(AgCoverageState.Unknown, AgSignatureSource.None, null, null, unread, reason);

    /// <summary>How long ago the last change was. A clock that is a little behind makes no negative age.</summary>
    public TimeSpan? Age(SignatureSources sources) =>
        ModifiedTime is { } modified ? sources.Now > modified ? sources.Now - modified : TimeSpan.Zero : null;

    private CoverageDecision Aged(SignatureSources sources, TimeSpan? maxKeyAge) =>
        maxKeyAge is null ? this
        : Age(sources) is not { } age ? this with { State = AgCoverageState.Unknown, Reason = AgeUntold }
        : age > maxKeyAge ? this with { State = AgCoverageState.KeyTooOld }
        : this;
}
