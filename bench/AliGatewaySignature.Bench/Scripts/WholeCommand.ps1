# What a user runs: ids from a file, bound.
[CmdletBinding()]
param([string] $Module, [string] $Endpoint, [string] $IdFile, [string] $SignatureId, [string] $GroupId, [string] $StageName)

$ErrorActionPreference = 'Stop'
Import-Module $Module
$null = Connect-AgAccount -Endpoint $Endpoint -SkipVerification
$bound = Get-Content $IdFile | Add-AgSignatureApi -SignatureId $SignatureId -GroupId $GroupId -StageName $StageName
"$($bound.Count) bound"
