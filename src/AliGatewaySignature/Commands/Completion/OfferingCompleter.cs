using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands.Completion;

/// <summary>Completes to what begins as the word does. Whatever goes wrong, nothing is offered.</summary>
internal abstract class OfferingCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            return Completions.Match(wordToComplete, Offers(new TypedCommand(commandAst, fakeBoundParameters))).ToList();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // An error is not shown during completion, but it would be added to $Error.
            return [];
        }
    }

    private protected abstract IReadOnlyList<Offer> Offers(TypedCommand command);
}
