using System.Collections;
using System.Management.Automation.Language;
using AliGatewaySignature.Parameters;

namespace AliGatewaySignature.Commands.Completion;

/// <summary>The command that is being typed: which other parameters it has by now, as far as that can be told without running it.</summary>
/// <param name="command">The command as it was parsed.</param>
/// <param name="values">The values that the shell could tell; it leaves out what it would have to run.</param>
internal sealed class TypedCommand(CommandAst command, IDictionary values)
{
    /// <summary>Whether a parameter is given, or may be: by its name or a part of it, by its place, or out of a splatted table.</summary>
    public bool MayHave(string parameter) =>
        values.Contains(parameter)
        || command.CommandElements.Any(element => element is VariableExpressionAst { Splatted: true })
        || StaticParameterBinder.BindCommand(command, resolve: true).BoundParameters.ContainsKey(parameter);

    /// <summary>The value of a parameter; null when it is not given, or could not be told.</summary>
    public T? ValueOf<T>(string parameter)
        where T : class => values.Contains(parameter) ? Objects.Unwrap(values[parameter]) as T : null;
}
