<#
.SYNOPSIS
Makes a PowerShell ready to try the cmdlets in: the module is imported, and the session is signed in to the sandbox.
#>
$ErrorActionPreference = 'Stop'

# By its name from the module path, so that the runspaces of ForEach-Object -Parallel find it too.
$env:PSModulePath = (Resolve-Path -LiteralPath (Join-Path $PSScriptRoot '../../out')).ProviderPath + [IO.Path]::PathSeparator + $env:PSModulePath
Import-Module AliGatewaySignature
$null = Connect-AgAccount -Sandbox
$ErrorActionPreference = 'Continue'
'Signed in to the sandbox. Try: Get-AgApiGroup orders | Get-AgApi | Add-AgSignatureApi -SignatureId (New-AgSignature my_key).SignatureId -StageName TEST'
