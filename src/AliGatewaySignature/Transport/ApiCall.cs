using System;
using System.Collections.Generic;

namespace AliGatewaySignature.Transport;

/// <summary>One call of an operation, before anybody decided how it is signed and sent.</summary>
internal sealed class ApiCall
{
    public ApiCall(string operation, IReadOnlyList<ApiParameter> parameters, bool repeatable, ICallObserver? observer = null, string? about = null)
    {
        Operation = operation;
        Parameters = parameters;
        Repeatable = repeatable;
        Observer = observer ?? NoObserver.Instance;
        About = about;
    }

    public string Operation { get; }

    public IReadOnlyList<ApiParameter> Parameters { get; }

    /// <summary>Whether sending the call twice ends in the same state as sending it once.</summary>
    public bool Repeatable { get; }

    /// <summary>Who is told what happens to this call.</summary>
    public ICallObserver Observer { get; }

    /// <summary>What the call is about, in a few words for -Verbose ("batch 3, 100 ids"); null when there is nothing to add.</summary>
    public string? About { get; }

    /// <summary>
    /// Takes this call's secrets out of a text that came from outside: a service may echo a parameter, or the string
    /// that it signed, in which values are percent-encoded once or twice.
    /// </summary>
    public string Scrub(string text)
    {
        foreach (var parameter in Parameters)
        {
            if (!parameter.IsSecret || parameter.Value.Length == 0)
            {
                continue;
            }

            var once = Uri.EscapeDataString(parameter.Value);
            text = text.Replace(Uri.EscapeDataString(once), Mask).Replace(once, Mask).Replace(parameter.Value, Mask);
        }

        return text;
    }

    private const string Mask = "***";
}
