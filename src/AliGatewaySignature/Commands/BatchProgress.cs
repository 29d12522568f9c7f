using System.Globalization;
using System.Management.Automation;

namespace AliGatewaySignature.Commands;

/// <summary>One progress record per batch. The number of ids is not known while they stream in, so there is no percentage.</summary>
internal sealed class BatchProgress
{
    private const int ActivityId = 0x4147;
    private readonly Cmdlet _cmdlet;
    private readonly string _activity;
    private readonly string _participle;

    private BatchProgress(Cmdlet cmdlet, string activity, string participle)
    {
        _cmdlet = cmdlet;
        _activity = activity;
        _participle = participle;
    }

    /// <summary>Null where progress is not shown, so that it costs nothing there.</summary>
    public static BatchProgress? For(PSCmdlet cmdlet, string participle) =>
        cmdlet.Wants("ProgressAction", "ProgressPreference")
            ? new BatchProgress(cmdlet, cmdlet.MyInvocation.MyCommand.Name, participle)
            : null;

    public void Report(long done, long failed, TimeSpan elapsed) => _cmdlet.WriteProgress(new ProgressRecord(
        ActivityId,
        _activity,
        string.Format(
            CultureInfo.InvariantCulture,
            "{0} APIs {1}, {2} failed, {3:0} per second",
            done,
            _participle,
            failed,
            done / Math.Max(elapsed.TotalSeconds, 0.001)))
    {
        PercentComplete = -1,
    });

    public void Complete() =>
        _cmdlet.WriteProgress(new ProgressRecord(ActivityId, _activity, "Done") { RecordType = ProgressRecordType.Completed });
}
