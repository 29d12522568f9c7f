# Runs of the writing cmdlets under faults at random, against a service that is honest: it does what it says, and shows what it did.
# Each run compares what the cmdlet said with what the server holds. The same seed gives the same run.

Import-Module (Join-Path $PSScriptRoot 'Common.psm1')

$group = Get-SampleGroupId orders
$stage = 'TEST'

# Those that spoil a listing so that it looks right are left out: the service is honest.
$kinds = @(
    'throttle', 'error500', 'html503', 'error', 'xmlError', 'nonceUsed', 'reset', 'hang', 'truncatedBody', 'truncatedJson', 'notJson'
    'emptyBody', 'wrongContentType', 'closeAfter', 'clockSkew', 'expiredToken', 'missingList'
)
$codes = @(
    'Throttling', 'SystemBusy', 'RepeatedCommit', 'OperationConflict', 'ConcurrencyLockTimeout', 'Forbidden.RAM', 'RequestTimeout'
    'InternalError', 'QuotaExceeded', 'NeverHeardOf'
)

# What can be done, the operations that take part in it, and how often it comes.
$jobs = @(
    @{ Name = 'New-AgSignature'; Operations = 'CreateSignature', 'DescribeSignatures' }
    @{ Name = 'Set-AgSignature'; Operations = 'ModifySignature', 'DescribeSignatures' }
    @{ Name = 'Remove-AgSignature'; Operations = 'DeleteSignature', 'DescribeSignatures', 'DescribeApisBySignature' }
    @{ Name = 'Remove-AgSignatureApi -All'; Operations = 'RemoveSignatureApis', 'DescribeApiSignatures', 'DescribeApisBySignature' }
    @{ Name = 'Add-AgSignatureApi'; Operations = 'SetSignatureApis', 'DescribeApiSignatures' }
    @{ Name = 'Remove-AgSignatureApi'; Operations = 'RemoveSignatureApis', 'DescribeApiSignatures' }
    @{ Name = 'Move-AgSignatureApi'; Operations = 'SetSignatureApis', 'RemoveSignatureApis', 'DescribeApisBySignature', 'DescribeApiSignatures' }
    @{ Name = 'Sync-AgSignatureApi'; Operations = 'SetSignatureApis', 'RemoveSignatureApis', 'DescribeApis', 'DescribeApiSignatures' }
    @{ Name = 'Undo-AgChange'; Operations = 'SetSignatureApis', 'RemoveSignatureApis', 'DescribeApiSignatures', 'DescribeSignatures' }
)

function Get-Choice {
    param([Random] $Random, [object[]] $From)
    $From[$Random.Next($From.Count)]
}

function Get-RandomFault {
    param([Random] $Random, [string[]] $Operations)
    $rule = @{
        kind        = Get-Choice $Random $kinds
        operation   = if ($Random.Next(3) -eq 0) { '*' } else { Get-Choice $Random $Operations }
        applied     = $Random.Next(2) -eq 0
        skip        = $Random.Next(3)
        probability = Get-Choice $Random 0.3, 0.6, 1.0
        seed        = $Random.Next()
    }
    if ($Random.Next(3) -gt 0) {
        $rule.times = $Random.Next(1, 6)
    }

    if ($rule.kind -eq 'error') {
        $rule.code = Get-Choice $Random $codes
        $rule.status = Get-Choice $Random 400, 403, 409, 500, 503

        # An honest service that refuses did nothing; only one that fails may have done it.
        $rule.applied = $rule.applied -and $rule.status -ge 500
    }
    elseif ($rule.kind -in 'throttle', 'xmlError', 'clockSkew', 'expiredToken') {
        $rule.applied = $false
    }

    $rule
}

# What each API of the group carries, and the keys that there are: as the server has it.
function Get-Truth {
    $bound = Invoke-SandboxControl GET "/sandbox/bindings?group=$group&stage=$stage"
    $map = @{}
    $bound.PSObject.Properties | ForEach-Object { $map[$_.Name] = $_.Value }
    @{ Bound = $map; Count = (Get-SandboxState).signatures; Keys = @(Get-AgSignature -IncludeSecret -ErrorAction Stop) }
}

# Runs a script and keeps what it gives: objects, errors, and what ended it.
function Invoke-Job {
    param([scriptblock] $Script)
    $ErrorActionPreference = 'Continue'
    $out = @(try { & $Script 2>&1 3>$null } catch { $_ })
    @{
        Objects = @($out | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] })
        Errors  = @($out | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
    }
}

# What was said of each API against what it carries. Every id that went in has to come out once.
function Test-Binding {
    param([string[]] $Ids, [string] $Key, [bool] $Bind, $Said, $Before, $After)
    $seen = @{}
    foreach ($binding in $Said.Objects) {
        $seen[$binding.ApiId] += 1
        if (($After.Bound[$binding.ApiId] -eq $Key) -ne $Bind) {
            "$($binding.ApiId) was given as $($binding.State)"
        }
    }

    foreach ($problem in $Said.Errors) {
        foreach ($binding in $problem.TargetObject) {
            $seen[$binding.ApiId] += 1
            $isBound = $After.Bound[$binding.ApiId] -eq $Key
            $lies = switch ("$($binding.State)") {
                Bound { -not $isBound }
                Unbound { $isBound }
                default { -not $problem.Exception.OutcomeUnknown -and $isBound -ne ($Before.Bound[$binding.ApiId] -eq $Key) }
            }
            if ($lies) {
                "$($binding.ApiId) was reported as '$($binding.State)' by $($problem.FullyQualifiedErrorId)"
            }
        }
    }

    $Ids | Where-Object { $seen[$_] -ne 1 } | ForEach-Object { "$_ was reported $([int] $seen[$_]) times" }
    $seen.Keys | Where-Object { $_ -notin $Ids } | ForEach-Object { "$_ was not asked for" }
}

# One error at most, and when it claims to know: nothing has changed.
function Test-Change {
    param($Said, [bool] $IsDone, [bool] $IsAsBefore)
    $unknown = @($Said.Errors | Where-Object { $_.Exception.OutcomeUnknown }).Count
    if ($Said.Errors.Count -eq 0 -and -not $IsDone) {
        'no error, and it is not done'
    }

    if ($Said.Errors.Count -gt 0 -and -not $unknown -and -not $IsAsBefore) {
        "$($Said.Errors[0].FullyQualifiedErrorId) claims to know, and it is done"
    }
}

# The run summary against what came out of the command.
function Test-Summary {
    param($Said, [string[]] $Ids)
    $run = (Get-AgContext).LastRun
    $failed = @($Said.Errors | ForEach-Object { $_.TargetObject }).Count
    $sum = $run.Done + $run.Unchanged + $run.Failed + $run.Unknown + $run.NotSent
    if ($sum -ne $Ids.Count -or $run.Failed + $run.Unknown -ne $failed) {
        "the summary says $($run.Done) done, $($run.Unchanged) unchanged, $($run.Failed) failed, $($run.Unknown) unknown, " +
        "$($run.NotSent) not sent, of $($Ids.Count)"
    }
}

# The same for commands that know by themselves what each API should carry. What they leave alone need not be told; what has changed must be.
function Test-Wanted {
    param([hashtable] $Wanted, $Said, $Before, $After)
    $told = @{}
    foreach ($binding in $Said.Objects) {
        $told[$binding.ApiId] = $true
        if ($After.Bound[$binding.ApiId] -ne $Wanted[$binding.ApiId]) {
            "$($binding.ApiId) was given as $($binding.Action), and carries '$($After.Bound[$binding.ApiId])'"
        }
    }

    foreach ($problem in $Said.Errors) {
        foreach ($binding in $problem.TargetObject | Where-Object { $_ -is [AliGatewaySignature.Model.AgSignatureBinding] }) {
            $told[$binding.ApiId] = $true
            $carries = $After.Bound[$binding.ApiId]
            $lies = switch ("$($binding.State)") {
                Bound { $carries -ne $binding.SignatureId }
                Unbound { $carries -eq $binding.SignatureId }
                default { -not $problem.Exception.OutcomeUnknown -and $carries -ne $Before.Bound[$binding.ApiId] }
            }
            if ($lies) {
                "$($binding.ApiId) was reported as '$($binding.State)' by $($problem.FullyQualifiedErrorId), and carries '$carries'"
            }
        }
    }

    foreach ($id in @($Before.Bound.Keys) + @($After.Bound.Keys) | Select-Object -Unique) {
        if ($After.Bound[$id] -ne $Before.Bound[$id]) {
            if (-not $told[$id]) { "$id changed, and nothing was said of it" }
            if (-not $Wanted.ContainsKey($id)) { "$id was none of its business" }
        }
    }
}

function Invoke-New {
    param([string] $Name)
    $said = Invoke-Job { New-AgSignature -SignatureName $Name -SignatureKey "${Name}_Key" -Confirm:$false }
    Clear-SandboxFault
    $after = Get-Truth
    $made = @($after.Keys | Where-Object SignatureName -EQ $Name)
    @{
        Said       = $said
        SecondKeys = [Math]::Max(0, $made.Count - 1)
        Lies       = @(
            Test-Change $said ($made.Count -eq 1 -and $said.Objects.SignatureId -eq $made[0].SignatureId) ($made.Count -eq 0)
        )
    }
}

function Invoke-Set {
    param($Before, $Key)
    $said = Invoke-Job { Set-AgSignature $Key.SignatureId -NewSignatureName set_name -SignatureKey set_Key_1 -SignatureSecret (ConvertTo-Secret set_Secret_1) -Confirm:$false }
    Clear-SandboxFault
    $after = Get-Truth
    $was, $is = $Before, $after | ForEach-Object { $_.Keys | Where-Object SignatureId -EQ $Key.SignatureId | ForEach-Object { "$($_.SignatureName) $($_.SignatureKey) $(ConvertFrom-Secret $_.SignatureSecret)" } }
    @{ Said = $said; SecondKeys = 0; Lies = @(Test-Change $said ($is -ceq 'set_name set_Key_1 set_Secret_1') ($is -ceq $was)) }
}

function Invoke-Remove {
    param($Before, [string] $Id)
    $said = Invoke-Job { Remove-AgSignature $Id -Force }
    Clear-SandboxFault
    $after = Get-Truth
    $wasThere = $Before.Keys.SignatureId -contains $Id
    $isThere = $after.Keys.SignatureId -contains $Id
    @{
        Said       = $said
        SecondKeys = 0
        Lies       = @(
            Test-Change $said ($wasThere -and -not $isThere) ($wasThere -eq $isThere)
            if ($after.Count -ne $Before.Count - ($wasThere -and -not $isThere)) { 'another key went' }
        )
    }
}

function Invoke-UnbindAll {
    param($Before, [string] $Key)
    $said = Invoke-Job { Remove-AgSignatureApi -SignatureId $Key -GroupId $group -StageName $stage -All -Force }
    Clear-SandboxFault
    $after = Get-Truth
    $left = @($after.Bound.Values -eq $Key).Count
    $had = @($Before.Bound.Values -eq $Key).Count
    @{
        Said       = $said
        SecondKeys = 0
        Lies       = @(
            if ($said.Errors.Count -eq 0 -and $left -gt 0) { "no error, and $left are bound" }
            $unknown = @($said.Errors | Where-Object { $_.Exception.OutcomeUnknown }).Count
            if ($said.Errors.Count -gt 0 -and -not $unknown -and $left -eq 0 -and $had -gt 0) {
                "$($said.Errors[0].FullyQualifiedErrorId) claims to know, and it is done"
            }
            foreach ($binding in $said.Objects) {
                if ($after.Bound[$binding.ApiId] -eq $Key) { "$($binding.ApiId) was given as $($binding.State)" }
            }
        )
    }
}

function Invoke-Binding {
    param([Random] $Random, $Before, [bool] $Bind, [string] $Key)
    $all = @(Get-SampleApiId orders 250)
    $ids = @($all | Where-Object { $Random.Next(3) -gt 0 })
    $ids += 1..3 | Where-Object { $Random.Next(3) -eq 0 } | ForEach-Object { Get-SandboxId "bad:$_" }
    $with = @{ SignatureId = $Key; GroupId = $group; StageName = $stage; ThrottleLimit = $Random.Next(1, 5); Confirm = $false }
    if ($Random.Next(4) -eq 0) { $with.Verify = $true }
    $skipsReading = $Random.Next(4) -eq 0
    if ($skipsReading) { $with.SkipRead = $true }
    if ($Bind -and ($skipsReading -or $Random.Next(2) -eq 0)) { $with.Replace = $true; $with.Force = $true }
    $said = Invoke-Job { if ($Bind) { $ids | Add-AgSignatureApi @with } else { $ids | Remove-AgSignatureApi @with } }
    Clear-SandboxFault
    $after = Get-Truth
    @{
        Said       = $said
        SecondKeys = 0
        Lies       = @(
            Test-Binding $ids $Key $Bind $said $Before $after
            Test-Summary $said $ids
        )
    }
}

function Invoke-Move {
    param([Random] $Random, $Before, [string] $From, [string] $To)
    $with = @{ SignatureId = $From; DestinationSignatureId = $To; Force = $true; ThrottleLimit = $Random.Next(1, 5) }
    if ($Random.Next(2) -eq 0) { $with.AllowUnsignedGap = $true }
    if ($Random.Next(4) -eq 0) { $with.Verify = $true }
    $said = Invoke-Job { Move-AgSignatureApi @with }
    Clear-SandboxFault
    $after = Get-Truth
    $wanted = @{}
    $Before.Bound.GetEnumerator() | Where-Object Value -EQ $From | ForEach-Object { $wanted[$_.Key] = $To }
    $lost = @($wanted.Keys | Where-Object { -not $after.Bound[$_] })
    @{
        Said       = $said
        SecondKeys = 0
        Lies       = @(
            Test-Wanted $wanted $said $Before $after
            if ($lost -and -not $with.AllowUnsignedGap) { "$($lost.Count) lost their key" }
            if ($lost | Where-Object { $_ -notin $said.Errors.TargetObject.ApiId }) { 'some lost their key, and nothing was said of it' }
        )
    }
}

function Invoke-Sync {
    param([Random] $Random, $Before, [string] $Key)
    $ids = @(Get-SampleApiId orders 250 | Where-Object { $Random.Next(3) -eq 0 })
    $with = @{ Force = $true; ThrottleLimit = $Random.Next(1, 5); MaxUnbind = 250; Prune = $Random.Next(2) -eq 0 }
    $said = Invoke-Job { $ids | ForEach-Object { @{ SignatureId = $Key; GroupId = $group; StageName = $stage; ApiId = $_ } } | Sync-AgSignatureApi @with }
    Clear-SandboxFault
    $after = Get-Truth
    $wanted = @{}
    if ($with.Prune) { $Before.Bound.GetEnumerator() | Where-Object Value -EQ $Key | ForEach-Object { $wanted[$_.Key] = $null } }
    $ids | ForEach-Object { $wanted[$_] = $Key }
    @{ Said = $said; SecondKeys = 0; Lies = @(Test-Wanted $wanted $said $Before $after) }
}

function Invoke-Undo {
    param([Random] $Random, $Earlier, $Results, $Before)
    $limit = $Random.Next(1, 5)
    $said = Invoke-Job { $Results | Undo-AgChange -Force -ThrottleLimit $limit }
    Clear-SandboxFault
    $after = Get-Truth
    $wanted = @{}
    $Results.ApiId | ForEach-Object { $wanted[$_] = $Earlier.Bound[$_] }
    @{ Said = $said; SecondKeys = 0; Lies = @(Test-Wanted $wanted $said $Before $after) }
}

function Invoke-RandomFaultRun {
    <#
    .SYNOPSIS
    One run on a fresh sandbox, with the keys and bindings, the command and the faults that the seed gives.
    #>
    [CmdletBinding()]
    param([Parameter(Mandatory)] [int] $Seed)

    $random = [Random]::new($Seed)
    Reset-Sandbox
    Set-SandboxOption @{
        badIdInBatch   = Get-Choice $random refuseAll, applyGood
        rebindSameKey  = Get-Choice $random ignore, refuse
        unbindNotBound = Get-Choice $random ignore, refuse
        otherKeyBound  = Get-Choice $random replace, refuse
        emptyPage      = Get-Choice $random keepsList, leavesListOut
        resourceWord   = Get-Choice $random Signature, Thing
    }
    $server = Get-SandboxServer
    $journal = Join-Path ([System.IO.Path]::GetTempPath()) "$([guid]::NewGuid()).jsonl"
    $null = Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint $server.Url -RegionId $server.RegionId -MaxAttempts 3 -MaxRetrySeconds 4 -TimeoutSec 1 -JournalPath $journal
    $key = New-AgSignature -SignatureName first_key -Confirm:$false
    $other = New-AgSignature -SignatureName other_key -Confirm:$false
    foreach ($one in $key, $other) {
        $null = Get-SampleApiId orders 40 -Skip $random.Next(200) |
            Add-AgSignatureApi -SignatureId $one.SignatureId -GroupId $group -StageName $stage -Confirm:$false -ErrorAction Ignore
    }

    # With some luck the key to be removed is not bound.
    $free = New-AgSignature -SignatureName free_key -Confirm:$false
    $unsure = Get-Choice $random $free.SignatureId, $free.SignatureId, $key.SignatureId, (Get-SandboxId 'no such key')
    $job = Get-Choice $random $jobs
    if ($job.Name -eq 'Undo-AgChange') {
        $earlier = Get-Truth
        Set-SandboxOption @{ otherKeyBound = 'replace' }
        $some = @(Get-SampleApiId orders 250 | Where-Object { $random.Next(2) -eq 0 })
        $results = @(if ($random.Next(2) -eq 0) {
                $some | Add-AgSignatureApi -SignatureId $other.SignatureId -GroupId $group -StageName $stage -Replace -Force -ErrorAction Ignore
            }
            else {
                $some | Remove-AgSignatureApi -SignatureId $key.SignatureId -GroupId $group -StageName $stage -Force -ErrorAction Ignore
            })
        Set-SandboxOption @{ otherKeyBound = Get-Choice $random replace, refuse }
    }

    $before = Get-Truth
    Set-SandboxFault @(1..($random.Next(1, 4)) | ForEach-Object { Get-RandomFault $random $job.Operations })

    $result = switch ($job.Name) {
        'New-AgSignature' { Invoke-New -Name "made_$Seed" }
        'Set-AgSignature' { Invoke-Set $before $key }
        'Remove-AgSignature' { Invoke-Remove $before $unsure }
        'Remove-AgSignatureApi -All' { Invoke-UnbindAll $before $key.SignatureId }
        'Add-AgSignatureApi' { Invoke-Binding $random $before $true $key.SignatureId }
        'Remove-AgSignatureApi' { Invoke-Binding $random $before $false $key.SignatureId }
        'Move-AgSignatureApi' { Invoke-Move $random $before $key.SignatureId $other.SignatureId }
        'Sync-AgSignatureApi' { Invoke-Sync $random $before $key.SignatureId }
        'Undo-AgChange' { Invoke-Undo $random $earlier $results $before }
    }
    Remove-Item $journal -ErrorAction Ignore
    [pscustomobject] @{
        Seed       = $Seed
        Does       = $job.Name
        Faults     = @(Get-SandboxCall | Where-Object fault).Count
        Errors     = $result.Said.Errors.Count
        Lies       = @($result.Lies)
        SecondKeys = $result.SecondKeys
        Untyped    = @($result.Said.Errors | Where-Object { $_.Exception.GetType().Name -ne 'AgException' -or $_.FullyQualifiedErrorId -match '^(NotSpecified|UnexpectedError)' -or $_.CategoryInfo.Category -eq 'NotSpecified' } | ForEach-Object { "$_" })
    }
}

Export-ModuleMember -Function Invoke-RandomFaultRun
