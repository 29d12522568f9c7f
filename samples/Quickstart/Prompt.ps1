<#
.SYNOPSIS
Makes a PowerShell ready to try the cmdlets in: the module is imported, and the session is signed in to the sandbox.
#>
$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot '../../out/AliGatewaySignature')
$null = Connect-AgAccount -Sandbox
$ErrorActionPreference = 'Continue'
'Signed in to the sandbox. Try: Get-AgApiGroup orders | Get-AgApi | Add-AgSignatureApi -SignatureId (New-AgSignature my_key).SignatureId -StageName TEST'
