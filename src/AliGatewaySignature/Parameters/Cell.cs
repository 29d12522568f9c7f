using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Runtime.CompilerServices;

namespace AliGatewaySignature.Parameters;

/// <summary>
/// The text of a value that a row or a parameter holds. What is no text is marked, and refused where the row is read: the engine's own
/// refusals have no row number, and nobody counts them.
/// </summary>
internal static class Cell
{
    private static readonly ConditionalWeakTable<string, string> Problems = new();

    /// <summary>A value as text; marked where it is none, so that <see cref="Problem"/> tells why.</summary>
    /// <param name="value">The value.</param>
    /// <param name="property">The property that stands for an object, such as its id; null where no object will do.</param>
    public static string? Text(object? value, string? property)
    {
        var one = Objects.Unwrap(value);
        switch (one)
        {
            case null or DBNull:
                return null;
            case PSObject when ReferenceEquals(one, AutomationNull.Value):
                // What a script block gave that gave nothing.
                return null;
            case string text:
                return text;
            case Guid or IConvertible:
                return Convert.ToString(one, CultureInfo.InvariantCulture);
            case IEnumerable list and not IDictionary:
                var items = list.Cast<object?>().Take(2).ToList();
                return items.Count == 0 ? null
                    : items.Count == 1 ? Text(items[0], property)
                    : Mark("holds several values, and one is expected.");
            default:
                return property is not null && Objects.Property(value!, property) is { } id
                    ? Text(id.Value, null)
                    : Mark($"holds {Objects.Describe(value!)}, and a text is expected.");
        }
    }

    /// <summary>What is wrong with a text that was marked; null where nothing is.</summary>
    public static string? Problem(string? text) => text is not null && Problems.TryGetValue(text, out var problem) ? problem : null;

    private static string Mark(string problem)
    {
        // A text of its own, which nothing else is the same as. It could not be sent, should anybody try.
        var marked = new string('?', 3);
        Problems.Add(marked, problem);
        return marked;
    }
}
