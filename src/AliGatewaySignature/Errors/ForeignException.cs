namespace AliGatewaySignature.Errors;

/// <summary>In place of an exception whose text nobody should be shown as it is: Get-Error shows all of an inner exception.</summary>
internal sealed class ForeignException : Exception
{
    private readonly string _all;

    private ForeignException(string message, string all)
        : base(message) =>
        _all = all;

    /// <summary>The exception itself where there is nothing to hide in it.</summary>
    public static Exception? Wrap(Exception? exception, SecretForms secrets)
    {
        if (exception is null or AgException or ForeignException)
        {
            return exception;
        }

        var all = exception.ToString();
        var safe = string.Join("\n", secrets.Mask(all).Split('\n').Select(line => ForeignText.Clean(line.TrimEnd('\r'))));
        return safe == all.Replace("\r\n", "\n")
            ? exception
            : new ForeignException(ForeignText.Clean($"{exception.GetType().Name}: {secrets.Mask(exception.Message)}"), safe);
    }

    /// <inheritdoc />
    public override string ToString() => _all;
}
