# The most memory that this process ever had resident while ids stream through the cmdlet, or through Measure-Object.
[CmdletBinding()]
param([string] $Module, [string] $Client, [int] $Count, [string] $Through)

$ErrorActionPreference = 'Stop'
Import-Module $Module
Add-Type -Path $Client
if ($Through -eq 'Reference') {
    [AliGatewaySignature.Bench.Client.ManyIds]::Take($Count) | Measure-Object > $null
}
else {
    $context = [AliGatewaySignature.Bench.Client.InstantContext]::Create()
    [AliGatewaySignature.Bench.Client.ManyIds]::Take($Count) |
        Add-AgSignatureApi -SkipRead -Replace -Context $context -SignatureId signature -GroupId group -StageName TEST > $null
    if ($context.LastRun.Done -ne $Count) {
        throw "$($context.LastRun.Done) of $Count were bound."
    }
}

$peak = [IO.File]::ReadAllLines('/proc/self/status') -match '^VmHWM:'
'@' + [regex]::Match($peak, '\d+').Value
