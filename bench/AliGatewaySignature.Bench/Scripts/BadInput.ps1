# Bad values for every parameter of every cmdlet; one line of JSON. The Pester test of the same name is the short form.
[CmdletBinding()]
param([string] $Module, [string] $Server, [string] $Tests, [int] $Seed, [int] $Count)

$ErrorActionPreference = 'Stop'
$env:AG_MODULE = $Module
$env:AG_SANDBOX_SERVER = $Server
Import-Module (Join-Path $Tests Common.psm1)
Import-Module (Join-Path $Tests BadInput.psm1)
$null = Initialize-Sandbox
try {
    $with = @{ Seed = $Seed; Count = $Count }
    '@' + (Invoke-SignedOut -Environment @{ ALIBABA_CLOUD_STS_ENDPOINT = '127.0.0.1:9' } { Invoke-BadInput @with } | ConvertTo-Json -Compress)
}
finally {
    Close-Sandbox
}
