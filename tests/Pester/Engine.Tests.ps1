# The batch engine on a bad day, as a user of the cmdlets sees it. tests/Unit/Faults goes through the faults one by one.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox
    $orders = Get-SampleGroupId orders
    $ids = @(Get-SampleApiId orders 250)
    $catalog = Get-SampleGroupId catalog
    $catalogIds = @(Get-SampleApiId catalog 1000)
    $bad = 'ffffffffffffffffffffffffffffffff'
}

AfterAll { Close-Sandbox }

Describe 'A bad id' {
    BeforeEach {
        Reset-Sandbox
        $key = (New-AgSignature engine_key).SignatureId
        $sent = @($ids[0..59]) + $bad + @($ids[60..98])
    }

    It 'costs none of the good ones, whether the service refuses the whole call or applies part of it (<semantics>)' -ForEach @(
        @{ semantics = 'refuseAll' }, @{ semantics = 'applyGood' }
    ) {
        Set-SandboxOption @{ badIdInBatch = $semantics }
        $failed = $null
        $bound = @($sent | Add-AgSignatureApi -SignatureId $key -GroupId $orders -StageName TEST -ErrorAction SilentlyContinue -ErrorVariable failed)

        $bound.Count | Should -Be 99
        ($bound.ApiId -join ' ') | Should -Be (($ids[0..98]) -join ' ') -Because 'results come in input order'
        Get-SandboxBindingCount $orders TEST $key | Should -Be 99
        $failed.Count | Should -Be 1
        $failed[0] | Get-ErrorId | Should -Be 'NotFound'
        $failed[0].TargetObject.ApiId | Should -Be $bad
        $failed[0].TargetObject.State | Should -Be 'Unbound'
        Get-SandboxCallCount SetSignatureApis | Should -BeLessOrEqual 16
    }

    It 'can be piped back from the error, and binds once it is there' {
        Set-SandboxOption @{ unpublishedApi = 'refuse' }
        $failed = $null
        $null = $sent | Add-AgSignatureApi -SignatureId $key -GroupId $orders -StageName TEST -ErrorAction SilentlyContinue -ErrorVariable failed
        $again = $null
        $failed.TargetObject | Add-AgSignatureApi -ErrorAction SilentlyContinue -ErrorVariable again
        $again[0].TargetObject.ApiId | Should -Be $bad
        $again[0].TargetObject.SignatureId | Should -Be $key
    }

    It 'costs none of the good ones when unbinding (<semantics>)' -ForEach @(
        @{ semantics = 'refuseAll' }, @{ semantics = 'applyGood' }
    ) {
        $null = $ids[0..98] | Add-AgSignatureApi -SignatureId $key -GroupId $orders -StageName TEST
        Set-SandboxOption @{ badIdInBatch = $semantics }
        $failed = $null
        $unbound = @($sent | Remove-AgSignatureApi -SignatureId $key -GroupId $orders -StageName TEST -Force -ErrorAction SilentlyContinue -ErrorVariable failed)

        $unbound.Count | Should -Be 99
        Get-SandboxBindingCount $orders TEST $key | Should -Be 0
        $failed.TargetObject.ApiId | Should -Be $bad
    }

    It 'is not looked for when <what> is wrong: one error, and nothing written' -ForEach @(
        @{ what = 'the key'; signature = 'nosuchkey'; group = ''; calls = 2 }, @{ what = 'the group'; signature = ''; group = 'nosuchgroup'; calls = 2 }
    ) {
        Clear-SandboxJournal
        $failed = $null
        $ids[0..99] | Add-AgSignatureApi -SignatureId ($signature ? $signature : $key) -GroupId ($group ? $group : $orders) -StageName TEST -ErrorAction SilentlyContinue -ErrorVariable failed

        $failed.Count | Should -Be 1
        @($failed[0].TargetObject).Count | Should -Be 100
        Get-SandboxCallCount | Should -Be $calls
        Get-SandboxWriteCount | Should -Be 0
    }
}

Describe 'An outcome that is not known' {
    BeforeEach {
        Reset-Sandbox
        $key = (New-AgSignature engine_key).SignatureId

        # One attempt: what is repeated ends well, and is tested elsewhere.
        $once = Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint (Get-SandboxServer).Url -MaxAttempts 1
    }

    AfterEach { $null = Connect-Sandbox }

    It 'is read back: the call had been carried out' {
        Set-SandboxFault @{ operation = 'SetSignatureApis'; kind = 'reset'; applied = $true; times = 1 }
        $bound = @($ids[0..99] | Add-AgSignatureApi -SignatureId $key -GroupId $orders -StageName TEST -Context $once)

        $bound.Count | Should -Be 100
        $bound[0].IsVerified | Should -BeTrue
    }

    It 'is read back: the call had not been carried out' {
        Set-SandboxFault @{ operation = 'SetSignatureApis'; kind = 'reset'; times = 1 }
        $failed = $null
        $bound = @($ids[0..99] | Add-AgSignatureApi -SignatureId $key -GroupId $orders -StageName TEST -Context $once -ErrorAction SilentlyContinue -ErrorVariable failed)

        $bound.Count | Should -Be 0
        $failed[0] | Get-ErrorId | Should -Be 'ConnectionLost'
        @($failed[0].TargetObject).Count | Should -Be 100
        $failed[0].TargetObject[0].State | Should -Be 'Unbound'
        $once.LastRun.Failed | Should -Be 100
    }

    It 'of -All is read back too (<what>)' -ForEach @(
        @{ what = 'it had been carried out'; applied = $true; left = 0 }, @{ what = 'it had not'; applied = $false; left = 150 }
    ) {
        $null = $ids[0..149] | Add-AgSignatureApi -SignatureId $key -GroupId $orders -StageName TEST
        Set-SandboxFault @{ operation = 'RemoveSignatureApis'; kind = 'reset'; applied = $applied; times = 1 }
        $failed = $null
        $unbound = @(Remove-AgSignatureApi -All -SignatureId $key -GroupId $orders -StageName TEST -Force -Context $once -ErrorAction SilentlyContinue -ErrorVariable failed)

        $unbound.Count | Should -Be (150 - $left)
        @($failed | ForEach-Object TargetObject).Count | Should -Be $left
        Get-SandboxBindingCount $orders TEST $key | Should -Be $left
        $once.LastRun.Done, $once.LastRun.Failed | Should -Be (150 - $left), $left
    }

    It 'stays unknown where it cannot be read back' {
        Set-SandboxFault @{ operation = 'SetSignatureApis'; kind = 'reset'; applied = $true }, @{ operation = 'DescribeApiSignatures'; kind = 'error'; status = 403; code = 'Forbidden.RAM'; skip = 1 }
        $failed = $null
        $bound = @($ids[0..99] | Add-AgSignatureApi -SignatureId $key -GroupId $orders -StageName TEST -Context $once -ErrorAction SilentlyContinue -ErrorVariable failed)

        $bound.Count | Should -Be 0
        $failed[0].TargetObject[0].State | Should -Be 'Unknown'
        "$($failed[0])" | Should -Match 'The outcome is unknown'
        $once.LastRun.Unknown | Should -Be 100
    }

    It 'of a created key is looked for, and the key is taken' {
        Set-SandboxFault @{ operation = 'CreateSignature'; kind = 'reset'; applied = $true; times = 1 }
        $warned = $null
        $made = New-AgSignature once_only -WarningVariable warned -WarningAction SilentlyContinue

        $warned[0].Message | Should -Match $made.SignatureId
        @(Get-AgSignature -Name once_only).Count | Should -Be 1
    }
}

Describe 'A rerun' {
    BeforeEach {
        Reset-Sandbox
        $key = (New-AgSignature engine_key).SignatureId
        $null = $ids[0..149] | Add-AgSignatureApi -SignatureId $key -GroupId $orders -StageName TEST
        Clear-SandboxJournal
    }

    It 'sends only what changes, and returns all' {
        $bound = @($ids | Add-AgSignatureApi -SignatureId $key -GroupId $orders -StageName TEST)

        ($bound.ApiId -join ' ') | Should -Be ($ids -join ' ')
        (Get-SandboxCall SetSignatureApis).idCount | Sort-Object | Should -Be 50, 50
        (Get-AgContext).LastRun.Unchanged | Should -Be 150
        Get-SandboxBindingCount $orders TEST $key | Should -Be 250
    }

    It 'writes nothing at all when nothing changes' {
        @($ids[0..149] | Add-AgSignatureApi -SignatureId $key -GroupId $orders -StageName TEST).Count | Should -Be 150
        Get-SandboxWriteCount | Should -Be 0
    }

    It 'lets -WhatIf name only what would change' {
        $said = Invoke-SecondPowerShell 'param($i) $ids | Add-AgSignatureApi -SignatureId $key -GroupId $group -StageName TEST -WhatIf' -Variable @{ ids = $ids; key = $key; group = $orders; ctx = (Get-AgContext) }
        $said.Error | Should -BeNullOrEmpty
        @($said.Line -match 'What if').Count | Should -Be 3
        @($said.Line -match 'What if: Bind engine_key') | Should -Match 'to 50 APIs'
        $said.Line[-1] | Should -Match 'In all: bind 100 APIs; 150 carry it already'
    }
}

Describe '-Verify' {
    It 'reads every batch back' {
        Reset-Sandbox
        $key = (New-AgSignature engine_key).SignatureId
        Clear-SandboxJournal
        $bound = @($ids | Add-AgSignatureApi -SignatureId $key -GroupId $orders -StageName TEST -Verify)

        @($bound | Where-Object IsVerified).Count | Should -Be 250
        Get-SandboxCallCount DescribeApiSignatures | Should -Be 6
    }

    It 'says so when reading back fails, and claims nothing' {
        Reset-Sandbox
        $key = (New-AgSignature engine_key).SignatureId
        Set-SandboxFault @{ operation = 'DescribeApiSignatures'; kind = 'error'; status = 403; code = 'Forbidden.RAM'; skip = 1 }
        $failed = $null
        $bound = @($ids[0..9] | Add-AgSignatureApi -SignatureId $key -GroupId $orders -StageName TEST -Verify -ErrorAction SilentlyContinue -ErrorVariable failed)

        $bound.Count | Should -Be 0
        $failed[0] | Get-ErrorId | Should -Be 'NotVerified'
        $failed[0].TargetObject[0].State | Should -Be 'Unknown'
    }
}

Describe 'A name in rows that cannot be checked' {
    It 'is said once for each key and group, and the rows are bound by their ids' {
        Reset-Sandbox
        $key = (New-AgSignature engine_key).SignatureId
        $rows = $ids[0..2] | ForEach-Object {
            [pscustomobject] @{ SignatureId = $key; SignatureName = 'other_key'; GroupId = $orders; GroupName = 'other'; StageName = 'TEST'; ApiId = $_ }
        }
        Set-SandboxFault @{ operation = 'DescribeSignatures'; kind = 'error'; status = 403; code = 'Forbidden.RAM' },
            @{ operation = 'DescribeApiGroups'; kind = 'error'; status = 403; code = 'Forbidden.RAM' }
        $bound = @($rows | Add-AgSignatureApi -WarningVariable warned -WarningAction SilentlyContinue)

        $bound.Count | Should -Be 3
        $warned.Count | Should -Be 2
        "$($warned[0])" | Should -Match "^The name of the key $key could not be read, so that the name in the rows is not checked"
        "$($warned[1])" | Should -Match "^The name of the group $orders could not be read, .* Forbidden.RAM"
    }
}

Describe 'Many batches' {
    BeforeEach {
        Reset-Sandbox
        $key = (New-AgSignature engine_key).SignatureId
    }

    It 'come back in input order at ThrottleLimit <limit>, over at most as many connections' -ForEach @(@{ limit = 1 }, @{ limit = 4 }, @{ limit = 16 }) {
        # Some calls are throttled, so that others overtake them.
        Set-SandboxFault @{ operation = 'SetSignatureApis'; kind = 'throttle'; retryAfter = 5; probability = 0.3; seed = 7 }
        $fresh = Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint (Get-SandboxServer).Url
        Clear-SandboxJournal
        $bound = @($catalogIds | Add-AgSignatureApi -SignatureId $key -GroupId $catalog -StageName TEST -ThrottleLimit $limit -Context $fresh)

        ($bound.ApiId -join ' ') | Should -Be ($catalogIds -join ' ')
        Get-SandboxBindingCount $catalog TEST $key | Should -Be 1000
        $fresh.LastRun.Retries | Should -BeGreaterThan 0
        $fresh.LastRun.Calls | Should -Be (21 + $fresh.LastRun.Retries)
        (Invoke-SandboxControl GET '/sandbox/calls').connections.calling | Should -BeLessOrEqual (2 * $limit)
        $null = Connect-Sandbox
    }

    It 'write a progress record each, and none where nobody looks' {
        $script = '$ids | Add-AgSignatureApi -SignatureId $key -GroupId $group -StageName TEST'
        $variable = @{ ids = $ids; key = $key; group = $orders; ctx = (Get-AgContext) }
        $second = Start-SecondPowerShell $script -Variable $variable
        $null = $second.Shell.EndInvoke($second.Running)
        $records = @($second.Shell.Streams.Progress | Where-Object Activity -EQ 'Add-AgSignatureApi')
        $records.Count | Should -Be 4
        $records[2].StatusDescription | Should -Match '^250 APIs bound, 0 failed, \d+ per second$'
        $records[3].RecordType | Should -Be 'Completed'
        $second.Runspace.Dispose()

        $second = Start-SecondPowerShell ('$ProgressPreference = "SilentlyContinue"; ' + $script) -Variable $variable
        $null = $second.Shell.EndInvoke($second.Running)
        @($second.Shell.Streams.Progress | Where-Object Activity -EQ 'Add-AgSignatureApi').Count | Should -Be 0
        $second.Runspace.Dispose()
    }

    It 'are summed up in the context' {
        $null = $ids | Add-AgSignatureApi -SignatureId $key -GroupId $orders -StageName TEST
        $last = (Get-AgContext).LastRun
        $last.Command | Should -Be 'Add-AgSignatureApi'
        $last.Done, $last.Failed, $last.Unknown, $last.Calls, $last.Retries | Should -Be 250, 0, 0, 7, 0
    }

    It 'work in ForEach-Object -Parallel, each block with the same context' {
        $ctx = Get-AgContext
        $groups = @(@{ Group = $orders; Ids = $ids }, @{ Group = $catalog; Ids = $catalogIds })
        $module = Get-AgModulePath
        $bound = $groups | ForEach-Object -Parallel {
            Import-Module $using:module
            $_.Ids | Add-AgSignatureApi -SignatureId $using:key -GroupId $_.Group -StageName TEST -Context $using:ctx
        }
        @($bound).Count | Should -Be 1250
    }
}

# Work that ends on another thread wakes the pipeline thread through the cmdlet's pump. A pump that is made when somebody first
# asks for it can be made twice, by the two threads at once: then nobody hears the wake-up, and the pipeline waits for ever with
# all its work done. That happened, once in some thousand runs; no run of the cmdlets shows it reliably.
Describe 'The pump of a cmdlet' {
    It 'is there before any thread can ask for it, and stays' {
        $inside = [System.Reflection.BindingFlags] 'Instance, NonPublic'
        $fields = @([AliGatewaySignature.Commands.AgCommand].GetFields($inside) | Where-Object { $_.FieldType.Name -eq 'PipelinePump' })
        $fields.Count | Should -Be 1
        $fields[0].IsInitOnly | Should -BeTrue
        foreach ($type in (Get-Command -Module AliGatewaySignature).ImplementingType | Where-Object { $_.IsSubclassOf($fields[0].DeclaringType) }) {
            $cmdlet = $type::new()
            $fields[0].GetValue($cmdlet) | Should -Not -BeNullOrEmpty -Because $type.Name
            $cmdlet.Dispose()
        }
    }
}

Describe 'Stopping' {
    It 'names the batches that were under way, through the host' {
        Reset-Sandbox
        $key = (New-AgSignature engine_key).SignatureId
        Set-SandboxFault @{ operation = 'SetSignatureApis'; kind = 'hang' }
        $second = Start-SecondPowerShell '$ids | Add-AgSignatureApi -SignatureId $key -GroupId $group -StageName TEST -ThrottleLimit 1' -Variable @{ ids = $ids; key = $key; group = $orders; ctx = (Get-AgContext) }
        Wait-SandboxHang
        $second.Shell.Stop()
        $ended = $second | Complete-SecondPowerShell

        $ended.State | Should -Be 'Stopped'
        ($ended.Line -join ' ') | Should -Match "outcome of batch 1 \(100 APIs of group $orders in TEST, engine_key \($($key.Substring(0, 8)).\)\) is unknown"
        Clear-SandboxFault
    }

    It 'says nothing when all was done' {
        Reset-Sandbox
        $key = (New-AgSignature engine_key).SignatureId
        $ended = Invoke-SecondPowerShell '$ids | Add-AgSignatureApi -SignatureId $key -GroupId $group -StageName TEST | Select-Object -Last 1' -Variable @{ ids = $ids; key = $key; group = $orders; ctx = (Get-AgContext) }
        $ended.Line | Should -Not -Match 'stopped'
    }
}
