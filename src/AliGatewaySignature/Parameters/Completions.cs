using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AliGatewaySignature.Parameters;

/// <summary>Makes the list that the Tab key shows.</summary>
internal static class Completions
{
    /// <param name="word">What was typed so far, quotation marks included.</param>
    /// <param name="offers">What can be completed to, with a text that explains it.</param>
    public static IEnumerable<CompletionResult> Of(string? word, IEnumerable<KeyValuePair<string, string>> offers)
    {
        var begun = (word ?? string.Empty).Trim('\'', '"');
        return offers
            .Where(offer => offer.Key.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
            .Select(offer => new CompletionResult(Quoted(offer.Key), offer.Key, CompletionResultType.ParameterValue, offer.Value));
    }

    /// <summary>In quotation marks where the shell would otherwise read something else.</summary>
    private static string Quoted(string value) =>
        value.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.') && !value.StartsWith("-", StringComparison.Ordinal)
            ? value
            : "'" + CodeGeneration.EscapeSingleQuotedStringContent(value) + "'";
}
