using AliGatewaySignature.Bench.Reporting;

namespace AliGatewaySignature.Bench.Measures;

/// <summary>Something that can be measured by itself.</summary>
internal interface IMeasure
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    /// <param name="runs">How many alternating runs; null for the measure's own number.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IReadOnlyList<Row>> RunAsync(int? runs, CancellationToken cancellationToken);
}
