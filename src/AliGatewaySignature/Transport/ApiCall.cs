using AliGatewaySignature.Credentials;
using AliGatewaySignature.Errors;

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

    /// <summary>What must not be shown of what others say about this call: its secret parameters, and those of who signed it.</summary>
    public SecretForms SecretsWith(Credential? credential) =>
        new(Parameters.Where(static parameter => parameter.IsSecret).Select(static parameter => parameter.Value)
            .Concat(credential?.Secrets ?? []));
}
