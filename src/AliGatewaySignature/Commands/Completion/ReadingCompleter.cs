using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AliGatewaySignature.Backend;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands.Completion;

/// <summary>Offers the official demo's reading, and the points in which another one can differ from it.</summary>
internal sealed class ReadingCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Match(wordToComplete, Reading.Points.Prepend(Reading.DemoName).Select(static point => new Offer(point, null, point)));
}
