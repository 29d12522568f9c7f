using System.Management.Automation;
using System.Management.Automation.Language;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Parameters;

/// <summary>Makes the list that the Tab key shows.</summary>
internal static class Completions
{
    /// <summary>
    /// What begins as the word does, by its value or by its name, in any case. What no line can hold, or would not show, is not offered.
    /// </summary>
    /// <param name="word">What was typed so far, quotation marks included.</param>
    /// <param name="offers">What can be completed to.</param>
    public static IEnumerable<CompletionResult> Match(string? word, IEnumerable<Offer> offers)
    {
        var begun = Unquoted(word ?? string.Empty);
        return offers
            .Where(offer => ForeignText.IsVisible(offer.Value) && (Begins(offer.Value, begun) || Begins(offer.Name, begun)))
            .Select(offer => new CompletionResult(Quoted(offer.Value), offer.Name, CompletionResultType.ParameterValue, offer.ToolTip));
    }

    private static bool Begins(string text, string begun) => text.StartsWith(begun, StringComparison.OrdinalIgnoreCase);

    /// <summary>The shell hands over the text of a quoted word as it is meant, but between its marks.</summary>
    private static string Unquoted(string word)
    {
        if (word.Length == 0 || word[0] is not ('\'' or '"'))
        {
            return word;
        }

        var end = word.Length > 1 && word[word.Length - 1] == word[0] ? word.Length - 1 : word.Length;
        return word.Substring(1, end - 1);
    }

    private static string Quoted(string value) =>
        ReadsAsItself(value) ? value : "'" + CodeGeneration.EscapeSingleQuotedStringContent(value) + "'";

    /// <summary>
    /// Whether the shell takes the bare word as this very text. Asked of the shell itself: digits alone are a number to
    /// it, and which signs mean something else is its own affair.
    /// </summary>
    private static bool ReadsAsItself(string value) =>
        Parser.ParseInput("command " + value, out _, out var errors) is { EndBlock.Statements: { Count: 1 } statements }
        && errors.Length == 0
        && statements[0] is PipelineAst { PipelineElements: { Count: 1 } elements }
        && elements[0] is CommandAst { CommandElements: { Count: 2 } words, Redirections.Count: 0 }
        && words[1] is StringConstantExpressionAst { StringConstantType: StringConstantType.BareWord } word
        && word.Value == value;
}
