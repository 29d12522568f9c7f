<#
.SYNOPSIS
A guided tour of the module on the embedded sandbox: nothing leaves this machine.
#>
[CmdletBinding()]
param(
    # The folder of the module.
    [string] $ModulePath = (Join-Path $PSScriptRoot '../out/AliGatewaySignature')
)

$ErrorActionPreference = 'Stop'

# Shows a command, then runs it in the caller's scope, so that its variables stay.
function Step {
    param([string] $Say, [scriptblock] $Do)

    Write-Host
    Write-Host "# $Say" -ForegroundColor Cyan
    Write-Host "PS> $(([string] $Do).Trim())" -ForegroundColor Yellow
    . $Do | Out-Host
}

Write-Host 'AliGatewaySignature: a tour on the embedded sandbox.'

. Step 'Import the module' { Import-Module $ModulePath -Force }
. Step 'Sign in to the sandbox, a service inside this process' { Connect-AgAccount -Sandbox }
. Step 'What groups are there?' { Get-AgApiGroup | Format-Table }
. Step 'Create a key; Key and Secret are generated' { $key = New-AgSignature -Name demo_key; $key | Format-Table }
. Step 'Bind it to the 250 APIs of the group orders, in calls of 100 ids' {
    $group = Get-AgApiGroup -Name orders
    $bound = $group | Get-AgApi | Add-AgSignatureApi -SignatureId $key.SignatureId -StageName TEST -Verbose
    "$($bound.Count) bound."
}
. Step 'Which keys do the APIs carry now?' {
    Get-AgSignature -GroupId $group.GroupId -StageName TEST | Group-Object SignatureName | Select-Object Count, Name | Format-Table
}
. Step 'What would unbinding do?' {
    Get-AgSignature -GroupId $group.GroupId -StageName TEST | Remove-AgSignatureApi -WhatIf
}
. Step 'Deleting a key that is bound is refused, and the error says where it is bound' {
    try { $key | Remove-AgSignature -Force -ErrorAction Stop } catch { "$_" }
}
. Step 'Unbind it for real; -Force, since nobody is there to confirm' {
    $unbound = Get-AgSignature -GroupId $group.GroupId -StageName TEST | Remove-AgSignatureApi -Force
    "$($unbound.Count) unbound."
}
. Step 'Delete the key' { $key | Remove-AgSignature -Force; "Keys left: $(@(Get-AgSignature).Count)" }

Write-Host
Write-Host 'That was all. Next: Connect-AgAccount with an account of your own, see README.md.'
