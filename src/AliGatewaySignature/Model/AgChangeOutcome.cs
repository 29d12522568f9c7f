namespace AliGatewaySignature.Model;

/// <summary>What became of a call that changes something, as the journal has it.</summary>
public enum AgChangeOutcome
{
    /// <summary>
    /// It may have been carried out or not: there was no answer, the run was stopped, or the process ended before it could write one down.
    /// </summary>
    Unknown,

    /// <summary>The service accepted it.</summary>
    Done,

    /// <summary>It was refused, or never arrived: nothing was changed by it.</summary>
    NotDone,
}
