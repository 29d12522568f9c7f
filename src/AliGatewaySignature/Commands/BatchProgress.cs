using System;
using System.Globalization;
using System.Management.Automation;
using AliGatewaySignature.Batching;

namespace AliGatewaySignature.Commands;

/// <summary>One progress record a batch. How many ids will come is not known while they stream in, so there is no percentage.</summary>
internal sealed class BatchProgress
{
    private const int ActivityId = 0x4147;
    private readonly Cmdlet cmdlet;
    private readonly string activity;
    private readonly string participle;

    private BatchProgress(Cmdlet cmdlet, string activity, string participle)
    {
        this.cmdlet = cmdlet;
        this.activity = activity;
        this.participle = participle;
    }

    /// <summary>Null where nobody looks, so that it costs nothing there.</summary>
    public static BatchProgress? For(PSCmdlet cmdlet, BindingChange change) =>
        cmdlet.Wants("ProgressAction", "ProgressPreference")
            ? new BatchProgress(cmdlet, cmdlet.MyInvocation.MyCommand.Name, change.Participle)
            : null;

    public void Report(long done, long failed, TimeSpan elapsed) => cmdlet.WriteProgress(new ProgressRecord(
        ActivityId,
        activity,
        string.Format(CultureInfo.InvariantCulture, "{0} APIs {1}, {2} failed, {3:0} a second", done, participle, failed, done / Math.Max(elapsed.TotalSeconds, 0.001)))
    {
        PercentComplete = -1,
    });

    public void Complete() => cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed });
}
