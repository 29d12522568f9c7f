using System.Management.Automation;

namespace AliGatewaySignature.Bench.EmptyModule;

/// <summary>Does nothing: importing its module costs what any binary module costs.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AgNothing")]
public sealed class TestAgNothingCommand : PSCmdlet
{
}
