using System.Management.Automation;
using System.Management.Automation.Host;
using System.Reflection;
using AliGatewaySignature.Errors;

namespace AliGatewaySignature.Commands;

/// <summary>
/// Asks before something is changed. -WhatIf always wins; -Force silences the question only; and where nobody can
/// answer, it refuses instead of asking: a console whose input is redirected would take the default answer, Yes.
/// </summary>
internal sealed class Confirmation(PSCmdlet cmdlet, bool force = false)
{
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>Asks, if need be.</summary>
    /// <param name="description">What is done; -WhatIf shows it, and -Verbose.</param>
    /// <param name="question">What the user is asked.</param>
    /// <param name="caption">The heading of the question.</param>
    /// <param name="isHigh">Whether it is to be asked about even where the cmdlet itself is not; see ConfirmPreference.</param>
    /// <returns>Whether to go on.</returns>
    /// <exception cref="AgException">The question must be asked, and the host cannot ask it.</exception>
    public bool Approves(string description, string question, string caption, bool isHigh = false)
    {
        // Names of keys and APIs come from the service. The question must not be hidden by what it asks about.
        var place = cmdlet is AgServiceCommand { Context: { } context } ? $" [{context.Place}]" : string.Empty;
        description = ForeignText.Clean(description + place);
        question = ForeignText.Clean(question);
        caption = ForeignText.Clean(caption + place);
        if (IsSilenced && !IsWhatIf)
        {
            // Not by lowering ConfirmPreference: that would leak into the caller's scope.
            cmdlet.WriteVerbose(description);
            return true;
        }

        if (!MustAsk(isHigh))
        {
            return cmdlet.ShouldProcess(description, question, caption);
        }

        if (!PromptAbility.CanAsk(cmdlet.Host))
        {
            throw CannotAsk(description, null);
        }

        try
        {
            // What ShouldProcess would not ask about by itself, for the cmdlet is of lower impact, is asked here.
            return cmdlet.ShouldProcess(description, question, caption)
                && (MustAsk(isHigh: false) || cmdlet.ShouldContinue(question, caption, ref _yesToAll, ref _noToAll));
        }
        catch (Exception e) when (e is HostException or PSInvalidOperationException or PSNotImplementedException or NullReferenceException)
        {
            throw CannotAsk(description, e);
        }
    }

    public bool IsWhatIf =>
        cmdlet.Switch("WhatIf")
            ?? (LanguagePrimitives.TryConvertTo<bool>(cmdlet.SessionState.PSVariable.GetValue("WhatIfPreference"), out var inherited)
                && inherited);

    /// <summary>Whether somebody will see what is about to change, so that it is worth reading for.</summary>
    /// <param name="isHigh">Whether it would be asked about as a change of high impact.</param>
    public bool IsSeen(bool isHigh) => IsWhatIf || (!IsSilenced && MustAsk(isHigh));

    /// <summary>Whether -Force stands for an answer; an explicit -Confirm comes before it.</summary>
    private bool IsSilenced => force && cmdlet.Switch("Confirm") is null;

    /// <summary>Whether somebody must be asked.</summary>
    private bool MustAsk(bool isHigh)
    {
        if (IsWhatIf)
        {
            return false;
        }

        if (cmdlet.Switch("Confirm") is { } confirm)
        {
            return confirm;
        }

        return Enum.TryParse<ConfirmImpact>(cmdlet.Preference("ConfirmPreference"), ignoreCase: true, out var threshold)
            && threshold != ConfirmImpact.None
            && (isHigh ? ConfirmImpact.High : Impact) >= threshold;
    }

    private ConfirmImpact Impact => cmdlet.GetType().GetCustomAttributes<CmdletAttribute>(inherit: true).First().ConfirmImpact;

    private static AgException CannotAsk(string description, Exception? inner) =>
        new(Faults.CannotAsk, "Nobody can answer here, so this was not done: " + description, inner);
}
