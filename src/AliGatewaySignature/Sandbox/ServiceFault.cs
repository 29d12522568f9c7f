namespace AliGatewaySignature.Sandbox;

/// <summary>A refusal: what the service answers instead of a result.</summary>
internal sealed class ServiceFault(int status, string code, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The error code, the part that clients decide by.</summary>
    public string Code { get; } = code;

    /// <summary>A parameter that the operation needs was not sent, or sent empty.</summary>
    public static ServiceFault Missing(string parameter) =>
        new(400, "Missing" + parameter, parameter + " is mandatory for this action.");

    /// <summary>A parameter breaks a rule. The value is never repeated: it may be a secret.</summary>
    public static ServiceFault Invalid(string parameter, string rule) =>
        new(400, "Invalid" + parameter, $"The specified {parameter} is invalid: {rule}");

    /// <summary>One of the parameters that every call has was not sent.</summary>
    public static ServiceFault MissingCommon(string parameter) =>
        new(400, "MissingParameter", $"The input parameter \"{parameter}\" that is mandatory for processing this request is not supplied.");

    /// <summary>Something that the call names does not exist.</summary>
    public static ServiceFault NotFound(string resource) =>
        new(400, "NotFound" + resource, $"Cannot find resource [{resource}] according to your request.");
}
