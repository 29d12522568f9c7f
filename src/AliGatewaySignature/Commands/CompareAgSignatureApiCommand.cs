using System.Management.Automation;
using AliGatewaySignature.Errors;
using AliGatewaySignature.Model;
using AliGatewaySignature.Parameters;
using AliGatewaySignature.Planning;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Shows what differs between a plan, rows that say which API carries which key, and what the APIs carry. Reads only, and writes one
/// difference for each API that is not as planned.
/// </summary>
[Cmdlet(VerbsData.Compare, "AgSignatureApi")]
[OutputType(typeof(AgSignatureApiDifference))]
public sealed class CompareAgSignatureApiCommand : AgServiceCommand
{
    private readonly PlanRows _rows = new();

    /// <summary>
    /// The rows: objects with SignatureId or SignatureName, GroupId or GroupName, StageName, and ApiId or ApiName, as Import-Csv,
    /// Get-AgSignatureApi and Get-AgSignatureCoverage give them. All are read before anything is asked for.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject?[]? InputObject { get; set; }

    /// <summary>
    /// Shows as Unbind also what the rows do not list: an API that carries a key which they name, in a group and stage that they name.
    /// </summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Prune { get; set; }

    /// <summary>Shows as Keep also what is as planned.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter IncludeEqual { get; set; }

    /// <summary>How many calls run at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = CoverageReading.DefaultThrottleLimit;

    /// <inheritdoc />
    protected override void ProcessRecord() => _rows.Add(InputObject);

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var input = _rows.Input;
        if (input.IsEmpty)
        {
            if (Prune)
            {
                ThrowFailure(PlanRows.Empty());
            }

            // Silence would read as "nothing differs".
            WriteWarning("The plan has no rows: nothing was read.");
            return;
        }

        if (input.HasDifferences)
        {
            ThrowFailure(new AgException(
                Faults.InvalidInput, "These are differences already: give them to Sync-AgSignatureApi, or compare the rows once more."));
        }

        try
        {
            var outcome = Run(token => PlanOutcome.ReadAsync(Client, ThrottleLimit, input, Prune, token));
            if (outcome.Failure is { } failure)
            {
                ThrowFailure(failure, outcome.Problems);
            }

            foreach (var step in outcome.Steps)
            {
                if (!step.IsSettled || IncludeEqual)
                {
                    WriteObject(PlanResults.Difference(step));
                }
            }
        }
        catch (AgException e)
        {
            ThrowFailure(e);
        }
    }
}
