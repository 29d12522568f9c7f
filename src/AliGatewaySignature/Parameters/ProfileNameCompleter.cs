using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using AliGatewaySignature.Credentials;

namespace AliGatewaySignature.Parameters;

/// <summary>Offers the profiles of the CLI's file and of the ini file; reads names only, and does not sign in.</summary>
internal sealed class ProfileNameCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Completions.Match(wordToComplete, ProfileNames.All(new Machine()).Select(profile => new Offer(profile.Key, null, profile.Value)));
}
