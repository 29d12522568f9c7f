using AliGatewaySignature.Batching;
using AliGatewaySignature.Model;

namespace AliGatewaySignature.Tests.UnderFaults;

/// <summary>What a run wrote: bindings, and errors with their targets.</summary>
internal sealed class RunOutcome(IReadOnlyList<BatchResult> results)
{
    public IReadOnlyList<BatchResult> Results => results;

    public IReadOnlyList<AgSignatureBinding> Bindings { get; } = [.. results.SelectMany(result => result.Bindings)];

    public IReadOnlyList<BatchFailure> Failures { get; } = [.. results.SelectMany(result => result.Failures)];

    public IReadOnlyList<string> DoneIds => [.. Bindings.Select(binding => binding.ApiId)];

    public IReadOnlyList<string> FailedIds => [.. Failures.SelectMany(failure => failure.Bindings).Select(binding => binding.ApiId)];

    public IReadOnlyList<AgSignatureBinding> FailedBindings => [.. Failures.SelectMany(failure => failure.Bindings)];
}
