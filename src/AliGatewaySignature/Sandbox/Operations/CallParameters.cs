using System.Globalization;
using AliGatewaySignature.Sandbox.Wire;

namespace AliGatewaySignature.Sandbox.Operations;

/// <summary>The parameters of a call, read with the service's rules.</summary>
internal sealed class CallParameters(ServiceCall call)
{
    private const int MostIds = 100;

    public IReadOnlyCollection<string> Names => call.Names;

    /// <summary>Whether the parameter was sent at all, even empty.</summary>
    public bool Sent(string name) => call.Value(name) is not null;

    public string Required(string name) => Optional(name) ?? throw ServiceFault.Missing(name);

    /// <summary>The value, or null when it was not sent or is empty.</summary>
    public string? Optional(string name) => call.Value(name) is { Length: > 0 } value ? value : null;

    public bool? Flag(string name) => Optional(name) switch
    {
        null => null,
        { } text when bool.TryParse(text, out var value) => value,
        _ => throw ServiceFault.Invalid(name, "it must be true or false."),
    };

    /// <summary>PageNumber and PageSize, with the defaults 1 and 10.</summary>
    public Page Page(int largest) => new(Integer("PageNumber", 1, int.MaxValue, 1), Integer("PageSize", 1, largest, 10));

    /// <summary>The ids of ApiIds in the order in which they came, or null when there are none.</summary>
    public IReadOnlyList<string>? ApiIds()
    {
        if (Optional("ApiIds") is not { } text)
        {
            return null;
        }

        var ids = text.Split(',');
        return ids.Length <= MostIds
            ? ids
            : throw ServiceFault.Invalid("ApiIds", $"a call takes at most {MostIds} ids.");
    }

    private int Integer(string name, int least, int largest, int otherwise)
    {
        if (Optional(name) is not { } text)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= largest
            ? value
            : throw ServiceFault.Invalid(
                name,
                largest == int.MaxValue ? $"it must be an integer from {least} on." : $"it must be an integer from {least} to {largest}.");
    }
}
