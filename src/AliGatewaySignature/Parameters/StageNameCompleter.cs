using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Parameters;

/// <summary>Offers the stages.</summary>
internal sealed class StageNameCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var begun = (wordToComplete ?? string.Empty).Trim('\'', '"');
        return StageNames.All
            .Where(stage => stage.Key.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
            .Select(stage => new CompletionResult(stage.Key, stage.Key, CompletionResultType.ParameterValue, $"{stage.Key} ({stage.Value})"));
    }
}
