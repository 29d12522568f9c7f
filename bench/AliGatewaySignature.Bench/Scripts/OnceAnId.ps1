# The same without batches: one call per id. Reports how long the loop took, since only that grows with the number of ids.
[CmdletBinding()]
param([string] $Module, [string] $Endpoint, [string] $IdFile, [string] $SignatureId, [string] $GroupId, [string] $StageName)

$ErrorActionPreference = 'Stop'
Import-Module $Module
$null = Connect-AgAccount -Endpoint $Endpoint -SkipVerification
$watch = [Diagnostics.Stopwatch]::StartNew()
$bound = foreach ($id in Get-Content $IdFile) {
    Add-AgSignatureApi -SignatureId $SignatureId -GroupId $GroupId -StageName $StageName -ApiId $id
}

"$($bound.Count) bound"
'@' + $watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
