using System.Globalization;
using AliGatewaySignature.CloudApi.Naming;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Transport;

namespace AliGatewaySignature.CloudApi;

/// <summary>Turns a reply that is not a success into the exception that says what to do about it.</summary>
internal static class ServiceFailure
{
    public static AgException Create(ApiCall call, ApiReply reply, DateTimeOffset now)
    {
        var error = reply.Error;
        var fault = reply.Fault ?? throw new ArgumentException("A success is no failure.", nameof(reply));

        var secrets = reply.SecretsOf(call);
        var code = error.Code;
        var said = code is null
            ? string.Format(CultureInfo.InvariantCulture, "HTTP {0} without an error code ({1})", reply.Status, Describe(reply))
            : code + (error.Message is { Length: > 0 } message ? ": " + message.TrimEnd('.') : string.Empty);

        return new AgException(fault, call.Operation.Name + ": " + said + "." + Detail(fault, call, reply, now), secrets: secrets)
        {
            Code = code is null ? null : secrets.Mask(code),
            RequestId = reply.Error.RequestId is { } id ? secrets.Mask(id) : null,
            Operation = call.Operation.Name,
            HttpStatus = reply.Status,

            OutcomeUnknown = call.Operation.IsChange && reply.MayBeDone,
            MayStillBeDone = reply.MayStillBeDone,
            RecommendedAction = Advice(fault, call),
        };
    }

    /// <summary>A reply with a success status that cannot be read.</summary>
    public static AgException Unreadable(ApiCall call, ApiReply reply, string reason) =>
        new(
            Faults.UnreadableReply,
            string.Format(
                CultureInfo.InvariantCulture, "{0}: HTTP {1}, but {2} ({3}).", call.Operation.Name, reply.Status, reason, Describe(reply)),
            secrets: reply.SecretsOf(call))
        {
            RequestId = reply.Error.RequestId is { } id ? reply.SecretsOf(call).Mask(id) : null,
            Operation = call.Operation.Name,
            HttpStatus = reply.Status,

            // The service may well have done what it was asked before it answered strangely.
            OutcomeUnknown = call.Operation.IsChange,
            MayStillBeDone = reply.MayStillBeDone,
        };

    private static string Describe(ApiReply reply)
    {
        var type = reply.Headers.TryGetValue("Content-Type", out var value) ? value : "no content type";
        return reply.Body.Length == 0
            ? "empty body"
            : string.Format(CultureInfo.InvariantCulture, "{0}, {1} characters", type, reply.Body.Length);
    }

    private static string Detail(FaultKind fault, ApiCall call, ApiReply reply, DateTimeOffset now)
    {
        if (fault == Faults.ClockSkewed && reply.Date is { } theirs)
        {
            var skew = now - theirs;
            return string.Format(CultureInfo.InvariantCulture, " The clock of this machine is {0:0} s {1} the service's.",
                Math.Abs(skew.TotalSeconds), skew < TimeSpan.Zero ? "behind" : "ahead of");
        }

        if (fault == Faults.Throttled && reply.RetryAfter is { } wait)
        {
            return string.Format(CultureInfo.InvariantCulture, " The service asks to wait {0:0} ms.", wait.TotalMilliseconds);
        }

        return fault.IsAboutContent ? Subject(fault, call, reply.Error.Code) : string.Empty;
    }

    /// <summary>The value that the service refuses, where its code tells which it is: what it says itself names none.</summary>
    private static string Subject(FaultKind fault, ApiCall call, string? code)
    {
        // A code that is about a key may be about its name, or its Secret. What is not there was looked for by its id.
        var name = RefusalSubjects.Find(code) switch
        {
            RefusalSubject.Group when fault == Faults.NotFound => "GroupId",
            RefusalSubject.Key when fault == Faults.NotFound => "SignatureId",
            RefusalSubject.ApiIds when fault == Faults.NotFound => "ApiId",
            RefusalSubject.Stage => "StageName",
            _ => null,
        };
        var value = call.Parameters.FirstOrDefault(parameter => parameter.Name == name).Value;
        return value is null ? string.Empty
            : name != "StageName" ? $" {name} was '{value}'.{IdShape.Hint(value, name!)}"
            : $" {name} was '{value}'" + (StageNames.IsKnown(value) ? "." : $"; the stages are {StageNames.List}.");
    }

    private static string Advice(FaultKind fault, ApiCall call) =>
        fault == Faults.PermissionDenied
            ? $"Have a RAM policy allow the action apigateway:{call.Operation.Name} on {RamResourceOf(call)} to the caller."
            : fault.Advice;

    private static string RamResourceOf(ApiCall call)
    {
        return call.Operation.RamResource.Replace("<group>", Given("GroupId") ?? "<group>")
            .Replace("<plugin>", Given("PluginId") ?? "<plugin>");

        string? Given(string name) => call.Parameters.FirstOrDefault(parameter => parameter.Name == name).Value;
    }
}
