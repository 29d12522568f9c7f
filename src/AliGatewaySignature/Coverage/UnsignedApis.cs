using System.Globalization;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Coverage;

/// <summary>Tells of APIs, one by one, whether a stage has them unsigned. Counts those of which that is not known.</summary>
/// <param name="read">Reads the keys and plug-ins; called once, when the first API comes.</param>
/// <param name="stage">The stage.</param>
internal sealed class UnsignedApis(Func<SignatureSources> read, string stage)
{
    private SignatureSources? _sources;
    private AgException? _unread;
    private int _unknown;

    /// <summary>The failure that leaves some APIs out; null where every API could be told.</summary>
    public AgException? Failure => _unread?.As(
        _unread.Kind,
        string.Format(
            CultureInfo.InvariantCulture,
            "Of {0} {1} published to {2} it is not known whether {3} signed, and {4} not written: {5}",
            _unknown, _unknown == 1 ? "API" : "APIs", stage, _unknown == 1 ? "it is" : "they are", _unknown == 1 ? "it is" : "they are",
            _unread.Message),
        _unread.RecommendedAction);

    /// <summary>Whether the API goes out unsigned. One that its own reply says is not published there does not go out at all.</summary>
    public bool Has(AgApi api)
    {
        if (api.TellsStages && !api.DeployedStages.Contains(stage, StringComparer.OrdinalIgnoreCase))
        {
            return false;
        }

        var decision = CoverageDecision.Of(_sources ??= read(), api.GroupId, api.ApiId, stage, null);
        if (decision.State == AgCoverageState.Unsigned && (api.GroupId.Length == 0 || !api.TellsStages))
        {
            decision = CoverageDecision.Unknown(
                new AgException(
                    Faults.UnreadableReply,
                    api.TellsStages
                        ? "DescribeApis: an API names no group, and a group may have a plug-in."
                        : "DescribeApis: the service does not say which stages an API is published to."),
                string.Empty);
        }

        if (decision.State == AgCoverageState.Unknown)
        {
            _unknown++;
            _unread ??= decision.Unread;
        }

        return decision.State == AgCoverageState.Unsigned;
    }
}
