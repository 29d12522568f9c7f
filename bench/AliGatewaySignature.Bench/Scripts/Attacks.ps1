# Cmdlets against servers that attack, side by side, for some minutes. Writes the size of the heap after a collection at minute 2
# and at the end, and what the errors were.
[CmdletBinding()]
param([string] $Module, [string] $Endpoints, [int] $Minutes)

$ErrorActionPreference = 'Stop'
Import-Module $Module
$secret = [securestring]::new()
'not_a_secret'.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
$credential = [pscredential]::new('id', $secret)
$contexts = $Endpoints -split ',' | ForEach-Object {
    Connect-AgAccount -Credential $credential -Endpoint $_ -RegionId cn-hangzhou -TimeoutSec 2 -MaxAttempts 2 -MaxRetrySeconds 2 -SkipVerification
}

function Get-Heap {
    1..3 | ForEach-Object {
        [GC]::Collect()
        [GC]::WaitForPendingFinalizers()
    }
    [Math]::Round([GC]::GetTotalMemory($true) / 1MB, 2)
}

$ids = @{}
$rounds = 0
$early = $null
$watch = [Diagnostics.Stopwatch]::StartNew()
while ($watch.Elapsed.TotalMinutes -lt $Minutes) {
    $contexts | ForEach-Object -ThrottleLimit 10 -Parallel {
        $ErrorActionPreference = 'Continue'
        Import-Module $using:Module
        $context = $_
        $calls = @(
            { Get-AgApi -Context $context -First 500 }
            { 1..150 | ForEach-Object { "api$_" } | Add-AgSignatureApi -Context $context -SignatureId k -GroupId g -StageName TEST -Confirm:$false }
            { New-AgSignature attacked -Context $context -Confirm:$false }
            { Get-AgSignature -Context $context }
        )
        foreach ($call in $calls) {
            try { & $call 2>&1 3>$null } catch { $_ }
        }
    } | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object {
        $ids[($_.FullyQualifiedErrorId -split ',')[0]] += 1
    }
    $rounds++
    if ($null -eq $early -and $watch.Elapsed.TotalMinutes -ge 2) {
        $early = Get-Heap
    }
}

'@' + (@{ early = $early; late = Get-Heap; rounds = $rounds; errors = $ids } | ConvertTo-Json -Compress)
