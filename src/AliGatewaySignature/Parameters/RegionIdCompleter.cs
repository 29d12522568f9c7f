using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Parameters;

/// <summary>Offers the known regions; others are accepted.</summary>
internal sealed class RegionIdCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Match(wordToComplete, Regions.Known.Select(region => new Offer(region.Id, null, region.Name ?? region.Id)));
}
