using AliGatewaySignature.CloudApi;

namespace AliGatewaySignature.Parameters;

/// <summary>Says what is wrong with a value, and which value it is.</summary>
internal static class InputRules
{
    /// <summary>What is wrong with an id; null when it can be sent.</summary>
    /// <param name="name">The parameter or column.</param>
    /// <param name="value">Its value.</param>
    public static string? Check(string name, string? value) =>
        string.IsNullOrWhiteSpace(value) ? name + " is empty."
        : Cell.Problem(value) is { } marked ? $"{name} {marked}"
        : IdRules.Check(value!) is { } problem ? $"{name} is '{Visible(value!)}'. {problem}"
        : null;

    /// <inheritdoc cref="IdRules.Visible" />
    public static string Visible(string value) => IdRules.Visible(value);
}
