# Runs of the writing cmdlets under random faults, one line of JSON for each; the Pester test of the same name is the short form.
[CmdletBinding()]
param([string] $Module, [string] $Server, [string] $Tests, [int] $From, [int] $To)

$ErrorActionPreference = 'Stop'
$env:AG_MODULE = $Module
$env:AG_SANDBOX_SERVER = $Server
Import-Module (Join-Path $Tests Common.psm1)
Import-Module (Join-Path $Tests RandomFaults.psm1)
$null = Initialize-Sandbox
try {
    foreach ($seed in $From..$To) {
        '@' + (Invoke-RandomFaultRun -Seed $seed | ConvertTo-Json -Compress)
    }
}
finally {
    Close-Sandbox
}
