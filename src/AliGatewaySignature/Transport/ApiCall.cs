using AliGatewaySignature.Credentials;

namespace AliGatewaySignature.Transport;

/// <summary>One call of an operation, before anybody decided how it is signed and sent.</summary>
internal sealed class ApiCall(
    Operation operation, IReadOnlyList<ApiParameter> parameters, ICallObserver? observer = null, string? about = null)
{
    public Operation Operation { get; } = operation;

    public IReadOnlyList<ApiParameter> Parameters { get; } = parameters;

    /// <summary>Who is told what happens to this call.</summary>
    public ICallObserver Observer { get; } = observer ?? NoObserver.Instance;

    /// <summary>What the call is about, in a few words for -Verbose ("batch 3, 100 ids"); null when there is nothing to add.</summary>
    public string? About { get; } = about;

    /// <summary>Whether the call carries a part of a batch that was refused as a whole, in the search for its bad ids.</summary>
    public bool IsPartOfBatch { get; init; }

    /// <summary>Whether the call stays below the stated limit: what the operation says, and every call of a search.</summary>
    public bool IsPaced => Operation.IsPaced || IsPartOfBatch;

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
