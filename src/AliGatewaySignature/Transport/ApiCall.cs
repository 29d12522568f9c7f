using System.Collections.Generic;
using AliGatewaySignature.Credentials;

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
    /// Takes this call's secrets out of a text that came from outside.
    /// </summary>
    public string Scrub(string text)
    {
        foreach (var parameter in Parameters)
        {
            if (parameter.IsSecret)
            {
                text = PlainText.Scrub(text, parameter.Value);
            }
        }

        return text;
    }
}
