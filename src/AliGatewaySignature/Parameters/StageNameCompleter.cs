using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Parameters;

/// <summary>Offers the stages.</summary>
internal sealed class StageNameCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Match(wordToComplete, StageNames.All.Select(stage => new Offer(stage.Key, null, $"{stage.Key} ({stage.Value})")));
}
