using System.Globalization;
using System.Management.Automation;

namespace AliGatewaySignature.Commands;

/// <summary>One progress record per listing that was read. How many there are shows only while they are read: so no percentage.</summary>
internal sealed class CoverageProgress
{
    private const int ActivityId = 0x4148;
    private readonly PSCmdlet _cmdlet;
    private readonly string _activity;

    private CoverageProgress(PSCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
        _activity = cmdlet.MyInvocation.MyCommand.Name;
    }

    /// <summary>Null where progress is not shown, so that it costs nothing there.</summary>
    public static CoverageProgress? For(PSCmdlet cmdlet) =>
        cmdlet.Wants("ProgressAction", "ProgressPreference") ? new CoverageProgress(cmdlet) : null;

    public void Report(int done, int known) => _cmdlet.WriteProgress(new ProgressRecord(
        ActivityId,
        _activity,
        string.Format(CultureInfo.InvariantCulture, "{0} of {1} listings of keys, plug-ins and APIs read", done, known))
    {
        PercentComplete = -1,
    });

    public void Complete() =>
        _cmdlet.WriteProgress(new ProgressRecord(ActivityId, _activity, "Done") { RecordType = ProgressRecordType.Completed });
}
