# A warm PowerShell that binds on request: a line of JSON in, a line of JSON out.
[CmdletBinding()]
param([string] $Module)

$ErrorActionPreference = 'Stop'
Import-Module $Module
$lists = @{}

while ($null -ne ($line = [Console]::In.ReadLine())) {
    $job = ConvertFrom-Json $line
    if (-not $lists.ContainsKey($job.IdFile)) {
        $lists[$job.IdFile] = [IO.File]::ReadAllLines($job.IdFile)
    }

    $ids = $lists[$job.IdFile]

    # A context of its own for each run, so that connections are opened anew.
    $context = Connect-AgAccount -Endpoint $job.Endpoint -SkipVerification
    $key = @{ SignatureId = $job.SignatureId; GroupId = $job.GroupId; StageName = $job.StageName; ThrottleLimit = $job.ThrottleLimit; SkipRead = -not $job.ReadsFirst; Replace = -not $job.ReadsFirst }
    [GC]::Collect()

    $watch = [Diagnostics.Stopwatch]::StartNew()
    $null = $ids | Add-AgSignatureApi @key -ErrorAction SilentlyContinue -ErrorVariable failures
    $watch.Stop()

    $run = $context.LastRun
    Disconnect-AgAccount
    $answer = [ordered]@{
        Milliseconds = $watch.Elapsed.TotalMilliseconds
        Done         = $run.Done
        Failed       = $run.Failed
        Unknown      = $run.Unknown
        Retries      = $run.Retries
        FirstError   = "$($failures | Select-Object -First 1)"
    }
    '@' + (ConvertTo-Json $answer -Compress)
}
