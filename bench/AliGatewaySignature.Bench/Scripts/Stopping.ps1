# How long a pipeline takes to end after Ctrl+C while its call is not answered; one line of JSON a command.
[CmdletBinding()]
param([string] $Module, [string] $Server, [string] $Tests, [int] $Runs)

$ErrorActionPreference = 'Stop'
$env:AG_MODULE = $Module
$env:AG_SANDBOX_SERVER = $Server
Import-Module (Join-Path $Tests Common.psm1)
$context = Initialize-Sandbox
try {
    $group = Get-SampleGroupId orders
    $ids = @(Get-SampleApiId orders 250)
    foreach ($case in @(
            @{ operation = 'SetSignatureApis'; script = '$ids | Add-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST' }
            @{ operation = 'DescribeApiSignatures'; script = 'Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -All -Force' }
            @{ operation = 'DescribeApis'; script = 'Get-AgSignatureCoverage' })) {
        $times = foreach ($run in 1..$Runs) {
            Reset-Sandbox
            $key = New-AgSignature -SignatureName first_key
            Set-SandboxFault @{ kind = 'hang'; operation = $case.operation }
            $second = Start-SecondPowerShell $case.script -Variable @{ ctx = $context; s = $key.SignatureId; g = $group; ids = $ids }
            Wait-SandboxHang
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $null = $second.Shell.BeginStop($null, $null)
            if (-not $second.Running.AsyncWaitHandle.WaitOne(20000)) {
                throw "$($case.script) did not end."
            }

            $clock.Elapsed.TotalMilliseconds
            $null = $second | Complete-SecondPowerShell
            Clear-SandboxFault
        }

        '@' + (ConvertTo-Json @{ Times = @($times) } -Compress)
    }
}
finally {
    Close-Sandbox
}
