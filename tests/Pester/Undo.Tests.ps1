# The journal and Undo-AgChange, over sockets: what is written down, what is put back, and what is left alone.

BeforeDiscovery {
    $seeds = 1..6 | ForEach-Object { @{ seed = $_ } }
    $cuts = foreach ($otherKey in 'replace', 'refuse') { @{ otherKey = $otherKey } }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox
    $journal = Join-Path $TestDrive 'journal.jsonl'
    $orders = Get-SampleGroupId orders
    $payments = Get-SampleGroupId payments
    $places = @(
        @{ GroupId = $orders; StageName = 'RELEASE' }, @{ GroupId = $orders; StageName = 'TEST' }, @{ GroupId = $payments; StageName = 'RELEASE' }
    )

    function Connect-Journal {
        param([string] $Path = $journal, [hashtable] $With = @{})
        $server = Get-SandboxServer
        Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint $server.Url -RegionId $server.RegionId -SkipVerification -JournalPath $Path @With
    }

    # Which key each API carries, as the server itself has it.
    function Get-Carried {
        foreach ($place in $places) {
            (Invoke-SandboxControl GET "/sandbox/bindings?group=$($place.GroupId)&stage=$($place.StageName)").PSObject.Properties |
                ForEach-Object { "$($place.StageName) $($_.Name) $($_.Value)" } | Sort-Object
        }
    }

    function Test-SameState {
        param($Expected)
        Compare-Object @($Expected) @(Get-Carried) | Should -BeNullOrEmpty
    }
}

AfterAll { Close-Sandbox }

Describe 'The journal' {
    BeforeEach {
        Reset-Sandbox
        Remove-Item $journal -ErrorAction Ignore
        $context = Connect-Journal
        $key = New-AgSignature orders_key
        $ids = @(Get-SampleApiId orders 3)
    }

    It 'is shown by the context and made for its owner only' {
        (Get-AgContext).JournalPath | Should -Be $journal
        if (-not $IsWindows) { (Get-Item $journal).UnixMode | Should -Be '-rw-------' }
    }

    It 'is below the present location, or named by the environment, also where nobody signs in' {
        Push-Location $TestDrive
        try {
            (Connect-Journal -Path 'relative.jsonl').JournalPath | Should -Be (Join-Path $TestDrive 'relative.jsonl')
            $env:ALIGATEWAYSIGNATURE_JOURNAL = 'named.jsonl'
            (Connect-AgAccount -Sandbox).JournalPath | Should -Be (Join-Path $TestDrive 'named.jsonl')
            (Connect-Journal).JournalPath | Should -Be $journal
            Disconnect-AgAccount
            $server = Get-SandboxServer
            Invoke-SignedOut -Environment @{
                ALIBABA_CLOUD_ACCESS_KEY_ID = $server.AccessKeyId; ALIBABA_CLOUD_ACCESS_KEY_SECRET = $server.AccessKeySecret
                ALIBABA_CLOUD_REGION_ID = 'cn-hangzhou'
            } { (Get-AgContext).JournalPath } | Should -Be (Join-Path $TestDrive 'named.jsonl')
            Get-AgChange | Should -BeNullOrEmpty
        }
        finally {
            Remove-Item Env:ALIGATEWAYSIGNATURE_JOURNAL
            Pop-Location
        }
    }

    It 'that cannot be made is an error of the sign-in: <path>' -ForEach @(
        @{ path = '/no/such/folder/journal.jsonl'; id = 'JournalNotWritten' }, @{ path = '.'; id = 'JournalNotWritten' }, @{ path = 'Variable:journal'; id = 'InvalidInput' }
        @{ path = ' '; id = 'InvalidInput' }, @{ path = $PSCommandPath; id = 'JournalNotWritten' }
    ) {
        $failure = Get-ErrorOf { Connect-Journal -Path $path }
        Get-ErrorId $failure | Should -Be $id
        $failure.CategoryInfo.Category | Should -Not -Be 'NotSpecified'
        (Get-AgContext).JournalPath | Should -Be $journal -Because 'who was signed in stays signed in'
    }

    It 'that others can read is warned of' -Skip:$IsWindows {
        [System.IO.File]::SetUnixFileMode($journal, 'UserRead, UserWrite, OtherRead')
        "$(Connect-Journal 3>&1)" | Should -Match 'chmod 600'
    }

    It 'on a disk that is full keeps everything from being sent' -Skip:(-not $IsLinux) {
        $null = Connect-Journal -Path /dev/full 3>$null
        Clear-SandboxJournal
        foreach ($write in @(
                { New-AgSignature second_key }, { Set-AgSignature $key.SignatureId -NewSignatureName renamed_key }
                { Remove-AgSignature $key.SignatureId -Force }
                { $ids | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST }
                { $ids | Remove-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST -SkipRead -Force }
                { Remove-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST -All -Force }
            )) {
            $failure = Get-ErrorOf $write
            Get-ErrorId $failure | Should -Be 'JournalNotWritten' -Because $write
            $failure.CategoryInfo.Category | Should -Be 'WriteError'
        }

        Get-SandboxWriteCount | Should -Be 0
    }

    It 'has the run, the names and what each API carried, and no secret' {
        $secret = 'hidden_Secret_1'
        $second = New-AgSignature second_key -SignatureKey HiddenKey1 -SignatureSecret (ConvertTo-Secret $secret)
        $apis = Get-AgApi -GroupId $orders -First 3
        $null = $apis[0] | Add-AgSignatureApi -SignatureId $key.SignatureId -StageName TEST
        $null = $apis | Add-AgSignatureApi -SignatureId $second.SignatureId -StageName TEST -Replace -Force
        $change = @(Get-AgChange)[-1]
        $change.RunId | Should -Be $context.LastRun.RunId
        $change.Command | Should -Be 'Add-AgSignatureApi'
        $change.SignatureName, $change.GroupName, $change.StageName | Should -Be 'second_key', 'orders', 'TEST'
        $change.Outcome | Should -Be 'Done'
        $change.RequestId | Should -Match '^[0-9A-F-]{36}$'
        $change.Apis.ApiName | Should -Be $apis.ApiName
        $change.Apis.PreviousSignatureId | Should -Be $key.SignatureId, $null, $null
        $null = Set-AgSignature $second.SignatureId -Pair (New-AgSignaturePair) -Force
        @(Get-AgChange)[-1].SignatureName, @(Get-AgChange)[-1].PreviousSignatureName | Should -Be $null, 'second_key'
        $null = Set-AgSignature $second.SignatureId -NewSignatureName third_key
        @(Get-AgChange)[-1].SignatureName, @(Get-AgChange)[-1].PreviousSignatureName | Should -Be 'third_key', 'second_key'
        Get-AgChange | Out-String -Width 80 | Should -Match 'Set key +third_key \(was second_key\) '
        $null = Remove-AgSignatureApi -SignatureId $second.SignatureId -GroupId $orders -StageName TEST -All -Force
        $text = [System.Text.Encoding]::Latin1.GetString([System.IO.File]::ReadAllBytes($journal))
        foreach ($hidden in $secret, 'HiddenKey1', $key.SignatureKey, (Get-SandboxServer).AccessKeyId, (Get-SandboxServer).AccessKeySecret) {
            $text.Contains($hidden) | Should -BeFalse -Because $hidden
        }
    }

    It 'is read by time, run, key and operation, from any path, and says what it passed over' {
        $first = $ids[0] | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST
        $second = New-AgSignature second_key
        $run = $context.LastRun.RunId
        $null = $first | Add-AgSignatureApi -SignatureId $second.SignatureId -Replace -Force
        @(Get-AgChange).Count | Should -Be 4
        (Get-AgChange -RunId $run).SignatureName | Should -Be 'second_key'
        (Get-AgChange -SignatureId $key.SignatureId).Operation | Should -Be 'CreateSignature', 'SetSignatureApis', 'SetSignatureApis'
        (Get-AgChange -Operation CreateSignature).SignatureName | Should -Be 'orders_key', 'second_key'
        $third = (Get-AgChange)[2].Time
        @(Get-AgChange -After $third).Count | Should -Be 2
        @(Get-AgChange -Before $third).Count | Should -Be 2
        Disconnect-AgAccount
        Get-ErrorId (Get-ErrorOf { Get-AgChange }) | Should -Be 'NoJournal'
        Add-Content $journal '{"v":1,"id":'
        @(Get-AgChange $journal -WarningVariable warned -WarningAction SilentlyContinue).Count | Should -Be 4
        "$warned" | Should -Match '^Line 9 '
        Get-ErrorId (Get-ErrorOf { Get-AgChange "$journal.other" }) | Should -Be 'JournalNotRead'
    }
}

Describe 'Undo-AgChange' {
    BeforeEach {
        Reset-Sandbox
        Set-SandboxOption @{ otherKeyBound = 'replace' }
        Remove-Item $journal -ErrorAction Ignore
        $context = Connect-Journal
        $keys = @('first_key', 'second_key', 'third_key' | ForEach-Object { New-AgSignature $_ })
        $started = [datetime]::Now
        $where = @{ GroupId = $orders; StageName = 'RELEASE' }
    }

    AfterEach { Clear-SandboxFault }

    It 'puts back what any run of writes changed, seed <seed>' -ForEach $seeds {
        $random = [System.Random]::new($seed)
        foreach ($place in $places) { $null = Get-SampleApiId orders 4 -Skip 4 | Where-Object { $place.GroupId -eq $orders } | Add-AgSignatureApi @place -SignatureId $keys[0].SignatureId }
        $null = Get-SampleApiId payments 4 | Add-AgSignatureApi -GroupId $payments -StageName RELEASE -SignatureId $keys[1].SignatureId
        $before = Get-Carried
        $from = [datetime]::Now
        $runs = foreach ($write in 1..6) {
            $place = $places[$random.Next($places.Count)]
            $group = if ($place.GroupId -eq $orders) { 'orders' } else { 'payments' }
            $some = Get-SampleApiId $group (1 + $random.Next(6)) -Skip $random.Next(8)
            $with, $other = $keys.SignatureId | Sort-Object { $random.Next() } | Select-Object -First 2

            # The answer to one call that writes may be lost, so that what came of it is read back.
            if ($random.Next(3) -eq 0) {
                Set-SandboxFault @{ kind = 'reset'; operation = 'SetSignatureApis'; times = 1; applied = $true }, @{ kind = 'reset'; operation = 'RemoveSignatureApis'; times = 1; applied = $true }
            }

            switch ($random.Next(6)) {
                0 { $null = $some | Remove-AgSignatureApi @place -SignatureId $with -Force }
                1 { $null = Remove-AgSignatureApi @place -SignatureId $with -All -Force }
                2 { $null = Move-AgSignatureApi $with $other @place -Force }
                3 { $null = $some | ForEach-Object { [pscustomobject] (@{ SignatureId = $with; ApiId = $_ } + $place) } | Sync-AgSignatureApi -Prune -Force }
                default { $null = $some | Add-AgSignatureApi @place -SignatureId $with -Replace -Force }
            }

            Clear-SandboxFault

            $context.LastRun.RunId
        }

        $after = Get-Carried
        $null = if ($seed % 3 -eq 0) { Get-AgChange -After $from | Undo-AgChange -Force } else { Undo-AgChange -After $from -Force }
        Test-SameState $before
        $undo = $context.LastRun
        $undo.Failed | Should -Be 0
        @(Get-AgChange -RunId $runs).Count | Should -BeGreaterOrEqual 1
        if ($undo.Done -gt 0) {
            # An undo is in the journal too, so that it can be undone, and that again.
            $null = Undo-AgChange -RunId $undo.RunId -Force
            Test-SameState $after
            $null = Undo-AgChange -RunId $context.LastRun.RunId -Force
            Test-SameState $before
        }
    }

    It 'puts 400 unbound APIs of two stages back in four calls, from the results alone' {
        $ids = Get-SampleApiId orders 200
        $bound = foreach ($stage in 'RELEASE', 'TEST') { $ids | Add-AgSignatureApi -SignatureId $keys[0].SignatureId -GroupId $orders -StageName $stage }
        $before = Get-Carried
        Connect-Sandbox | Should -Not -BeNullOrEmpty # Without a journal.
        $results = $bound | Remove-AgSignatureApi -Force
        Clear-SandboxJournal
        $back = $results | Undo-AgChange -Force
        $back.Action | Select-Object -Unique | Should -Be 'Bound'
        @($back).Count | Should -Be 400
        Get-SandboxCallCount SetSignatureApis | Should -Be 4
        Get-SandboxCallCount DescribeApiSignatures | Should -Be 4
        Get-SandboxCallCount DescribeApis | Should -Be 3 # Whether each of them is there still.
        Get-SandboxCallCount | Should -Be 12
        Test-SameState $before
    }

    It 'puts bindings back before it refuses the key that was made for them, also where an error ends the run' {
        $key = New-AgSignature fourth_key
        $null = Get-SampleApiId orders 3 | Add-AgSignatureApi @where -SignatureId $key.SignatureId
        $failure = $null
        try { Undo-AgChange -After $started -Force -ErrorAction Stop } catch { $failure = $_ }
        Get-ErrorId $failure | Should -Be 'CannotBeUndone'
        Get-Carried | Should -BeNullOrEmpty
        $context.LastRun.Done, $context.LastRun.Failed | Should -Be 3, 1
    }

    It 'follows the lines of the journal where a clock was set back, in whatever order they come' {
        $id = Get-SampleApiId orders 1
        $null = $id | Add-AgSignatureApi @where -SignatureId $keys[0].SignatureId
        $before = Get-Carried
        $null = $id | Add-AgSignatureApi @where -SignatureId $keys[1].SignatureId -Replace -Force
        $null = $id | Add-AgSignatureApi @where -SignatureId $keys[2].SignatureId -Replace -Force
        $lines = @(Get-Content $journal)
        $lines[-2] = $lines[-2] -replace '(?<="time":")[^"]+', '2020-01-01T00:00:00Z'
        Set-Content $journal $lines
        @(Get-AgChange)[-1].Time.Year | Should -Be 2020
        Get-AgChange -Operation SetSignatureApis | Select-Object -Last 2 | Sort-Object Time | Undo-AgChange -Force -WarningVariable warned | Should -HaveCount 1
        Test-SameState $before
        $warned | Should -BeNullOrEmpty
    }

    It 'takes what comes twice once' {
        $results = Get-SampleApiId orders 2 | Add-AgSignatureApi @where -SignatureId $keys[0].SignatureId
        $back = @($results) + @($results) | Undo-AgChange -Force -WarningVariable warned -WarningAction SilentlyContinue
        @($back).Count | Should -Be 2
        $warned | Should -BeNullOrEmpty
        Get-Carried | Should -BeNullOrEmpty
    }

    It 'says that the journal has nothing of one of the runs' {
        $null = Get-SampleApiId orders 2 | Add-AgSignatureApi @where -SignatureId $keys[0].SignatureId
        $null = Undo-AgChange -RunId $context.LastRun.RunId, (New-Guid) -Force -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -Match 'nothing of 1 of the runs'
        Get-Carried | Should -BeNullOrEmpty
    }

    It 'needs nothing where it was undone already' {
        $null = Get-SampleApiId orders 5 | Add-AgSignatureApi @where -SignatureId $keys[0].SignatureId
        $null = Undo-AgChange -After $started -Force -ErrorAction SilentlyContinue
        Clear-SandboxJournal
        $again = Get-AgChange -Operation SetSignatureApis | Undo-AgChange -Force
        $again.Action | Select-Object -Unique | Should -Be 'NotBound'
        Get-SandboxWriteCount | Should -Be 0
        $context.LastRun.Unchanged | Should -Be 5
    }

    It 'leaves alone what somebody else has changed since, and says what it carries' {
        $ids = @(Get-SampleApiId orders 5)
        $results = $ids | Add-AgSignatureApi @where -SignatureId $keys[0].SignatureId
        $null = $ids[0, 1] | Add-AgSignatureApi @where -SignatureId $keys[1].SignatureId -Replace -Force
        $failure = Get-ErrorOf { $results | Undo-AgChange -Force }
        @($failure).Count | Should -Be 1
        Get-ErrorId $failure | Should -Be 'ChangedSince'
        $failure.CategoryInfo.Category | Should -Be 'ResourceExists'
        $failure.Exception.Message | Should -Match 'second_key'
        $failure.TargetObject.ApiId | Should -Be $ids[0, 1]
        $failure.TargetObject.SignatureId | Select-Object -Unique | Should -Be $keys[1].SignatureId
        (Get-AgSignature @where).ApiId | Sort-Object | Should -Be ($ids[0, 1] | Sort-Object)
        $context.LastRun.Done, $context.LastRun.Failed | Should -Be 3, 2
    }

    It 'goes back to what somebody else had set between two changes' {
        $id = Get-SampleApiId orders 1
        $null = $id | Add-AgSignatureApi @where -SignatureId $keys[0].SignatureId
        $other = Connect-Sandbox
        $null = $id | Add-AgSignatureApi @where -SignatureId $keys[1].SignatureId -Replace -Force -Context $other
        $null = $id | Add-AgSignatureApi @where -SignatureId $keys[2].SignatureId -Replace -Force -Context $context
        $null = Get-AgChange $journal -Operation SetSignatureApis | Undo-AgChange -Force -Context $context -WarningVariable warned -WarningAction SilentlyContinue
        (Get-AgSignature @where).SignatureId | Should -Be $keys[1].SignatureId
        "$warned" | Should -Match 'somebody else'
    }

    It 'refuses by name what it cannot put back' {
        $null = Set-AgSignature $keys[0].SignatureId -NewSignatureName renamed_key
        $null = Remove-AgSignature $keys[1].SignatureId -Force
        $null = Get-SampleApiId orders 2 | Add-AgSignatureApi @where -SignatureId $keys[0].SignatureId -SkipRead -Replace -Force
        Clear-SandboxJournal
        $failures = Get-ErrorOf { Get-AgChange | Undo-AgChange -Force }
        ($failures | Get-ErrorId | Select-Object -Unique) | Should -Be 'CannotBeUndone'
        @($failures).Count | Should -Be 6
        "$($failures.ErrorDetails.RecommendedAction)" | Should -Match "Remove-AgSignature $($keys[2].SignatureId)"
        "$($failures.ErrorDetails.RecommendedAction)" | Should -Match 'Set-AgSignature .* -Pair'
        $renamed = $failures | Where-Object { $_.TargetObject.Operation -eq 'ModifySignature' }
        "$renamed" | Should -Match 'gave the name renamed_key to the key first_key'
        $renamed.ErrorDetails.RecommendedAction | Should -Match "Set-AgSignature $($keys[0].SignatureId) -NewSignatureName first_key\."
        $failures[0].Exception.Message | Should -Match '2 APIs of .* in RELEASE .*-SkipRead'
        $failures[1].TargetObject.Operation | Should -Be 'CreateSignature'
        Get-SandboxWriteCount | Should -Be 0
    }

    It 'never takes nothing for everything' {
        $null = Get-SampleApiId orders 2 | Add-AgSignatureApi @where -SignatureId $keys[0].SignatureId
        Clear-SandboxJournal
        @() | Undo-AgChange -Force
        Undo-AgChange -InputObject @() -Force
        Undo-AgChange -InputObject $null -Force
        Undo-AgChange -After ([datetime]::Now.AddHours(1)) -Force -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -Match 'has no change since .+: nothing was undone'
        Get-ErrorId (Get-ErrorOf { Undo-AgChange -Force }) | Should -Be 'NothingToUndo'
        Get-ErrorId (Get-ErrorOf { Undo-AgChange -Path $journal -Force }) | Should -Be 'NothingToUndo'
        Get-ErrorId (Get-ErrorOf { Undo-AgChange -RunId (New-Guid) -Force }) | Should -Be 'NothingToUndo'
        Get-ErrorId (Get-ErrorOf { 1 | Undo-AgChange -After $started -Force }) | Should -Be 'InvalidInput'
        Get-ErrorId (Get-ErrorOf { 'text' | Undo-AgChange -Force }) | Should -Be 'InvalidInput'
        Get-ErrorId (Get-ErrorOf { Get-AgSignature @where -First 1 | Undo-AgChange -Force }) | Should -Be 'InvalidInput'
        Get-SandboxCallCount DescribeApiSignatures | Should -Be 1 # Of Get-AgSignature.
        Get-SandboxWriteCount | Should -Be 0
    }

    It 'leaves changes of other accounts and regions alone' {
        $null = Get-SampleApiId orders 2 | Add-AgSignatureApi @where -SignatureId $keys[0].SignatureId
        $run = $context.LastRun.RunId
        $null = Connect-AgAccount -Sandbox -JournalPath $journal
        Get-ErrorId (Get-ErrorOf { Undo-AgChange -RunId $run -Force }) | Should -Be 'ChangedElsewhere'
        Get-ErrorId (Get-ErrorOf { Get-AgChange -RunId $run | Undo-AgChange -Force }) | Should -Be 'ChangedElsewhere'
        Undo-AgChange -After $started -Force -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -Match 'other accounts'
        (Get-AgSignature @where -Context $context).ApiId.Count | Should -Be 2
    }

    It 'leaves changes of other sandboxes alone, and says where they were made: <what>' -ForEach @(
        @{ what = 'in memory'; there = @{ Sandbox = $true }; says = 'was made in a sandbox in memory \([0-9a-f]{8}\), and this is the sandbox of .*b\.json'; advice = 'give that -Context' }
        @{ what = 'in a file'; there = @{ SandboxPath = 'a.json' }; says = "was made in the sandbox of '.*a\.json', and this is the sandbox of"; advice = "Connect-AgAccount -SandboxPath '.*a\.json'" }
    ) {
        Push-Location (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid())))
        try {
            $first = Connect-AgAccount @there -JournalPath $journal
            $key = New-AgSignature sandbox_key
            $null = Get-SampleApiId orders 2 | Add-AgSignatureApi @where -SignatureId $key.SignatureId
            $run = $first.LastRun.RunId
            $null = Connect-AgAccount -SandboxPath b.json -JournalPath $journal
            foreach ($failure in (Get-ErrorOf { Undo-AgChange -RunId $run -Force }), (Get-ErrorOf { Get-AgChange -RunId $run | Undo-AgChange -Force })) {
                $failure | Get-ErrorId | Should -Be 'ChangedElsewhere'
                "$failure" | Should -Match $says
                $failure.ErrorDetails.RecommendedAction | Should -Match $advice
            }

            $null = Connect-AgAccount @there -JournalPath $journal
            if ($there.Sandbox) {
                # A new one, in which nothing of it is.
                Get-ErrorOf { Undo-AgChange -RunId $run -Force } | Get-ErrorId | Should -Be 'ChangedElsewhere'
            }
            else {
                Undo-AgChange -RunId $run -Force | Should -HaveCount 2
            }

            # Lines from before the journal said which sandbox it was are still read, and taken for any.
            Set-Content $journal ((Get-Content $journal) -replace '"sandbox(Path|Id)":"[^"]*",')
            Undo-AgChange -RunId $run -Force | Should -HaveCount 2
            Disconnect-AgAccount
        }
        finally { Pop-Location }
    }

    It 'sees before it writes that <what> is not there, and says it once' -ForEach @(
        @{ what = 'a key'; edit = { $_ -replace $keys[0].SignatureId, ('f' * 32) }; says = 'There is no key first_key with the id f{32} .* 202 APIs in RELEASE, TEST carried it'; count = 202 }
        @{ what = 'a group'; edit = { $_ -replace $orders, ('f' * 32) }; says = 'There is no group orders with the id f{32} .* 202 APIs in RELEASE, TEST were not put back'; count = 202 }
        @{ what = 'an API'; edit = { $_ -replace $ids[7], ('f' * 32) }; says = 'orders does not have all .* 2 APIs in RELEASE, TEST were not put back: orders_api_0008'; count = 2 }
    ) {
        $apis = @(Get-AgApi -GroupId $orders -First 101)
        $ids = @($apis.ApiId)
        foreach ($stage in 'RELEASE', 'TEST') {
            $null = $apis | Add-AgSignatureApi -SignatureId $keys[0].SignatureId -StageName $stage
            $null = $apis | Remove-AgSignatureApi -SignatureId $keys[0].SignatureId -StageName $stage -Force
        }

        Set-Content $journal (Get-Content $journal | ForEach-Object $edit)
        Clear-SandboxJournal
        $failure = Get-ErrorOf { Get-AgChange -Operation RemoveSignatureApis | Undo-AgChange -Force -WhatIf }
        @($failure).Count | Should -Be 1
        $failure | Get-ErrorId | Should -Be 'NotFound'
        "$failure" | Should -Match $says
        $failure.ErrorDetails.RecommendedAction | Should -Match 'another account, region or sandbox'
        @($failure.TargetObject).Count | Should -Be $count
        $null = Get-ErrorOf { Get-AgChange -Operation RemoveSignatureApis | Undo-AgChange -Force }
        Get-SandboxWriteCount | Should -Be $(if ($count -eq 2) { 2 } else { 0 })
        @(Get-AgSignature -GroupId $orders -StageName TEST).Count | Should -Be $(if ($count -eq 2) { 100 } else { 0 })
    }

    It 'asks once, with the totals, and -WhatIf changes nothing' {
        $results = @(Get-SampleApiId orders 150 | Add-AgSignatureApi @where -SignatureId $keys[0].SignatureId)
        $results += Get-SampleApiId payments 3 | Add-AgSignatureApi -GroupId $payments -StageName RELEASE -SignatureId $keys[1].SignatureId
        Clear-SandboxJournal
        $results | Undo-AgChange -WhatIf
        Get-SandboxWriteCount | Should -Be 0
        $variable = @{ ctx = $context; results = $results }
        $nobody = Start-SecondPowerShell '$results | Undo-AgChange' -Variable $variable -DefaultHost | Complete-SecondPowerShell
        Get-ErrorId $nobody.Error[0] | Should -Be 'CannotAsk'
        $no = Start-SecondPowerShell '$results | Undo-AgChange' -Answer 'No' -Variable $variable | Complete-SecondPowerShell
        Get-SandboxWriteCount | Should -Be 0
        $yes = Start-SecondPowerShell '$results | Undo-AgChange' -Answer 'Yes' -Variable $variable | Complete-SecondPowerShell
        @($no.Question).Count, @($yes.Question).Count | Should -Be 1, 1
        $yes.Question[0].Message | Should -Match 'Put back 153 APIs: unbind first_key \(.*\) from 150 of .* in RELEASE; unbind second_key \(.*\) from 3 of'
        Get-SandboxWriteCount | Should -Be 3
        Get-Carried | Should -BeNullOrEmpty
    }

    It 'says where the service does not replace a key how to go back, and that way works' {
        $null = Get-SampleApiId orders 3 | Add-AgSignatureApi @where -SignatureId $keys[0].SignatureId
        $before = Get-Carried
        Set-SandboxOption @{ otherKeyBound = 'refuse' }
        $moved = Move-AgSignatureApi $keys[0] $keys[1] -AllowUnsignedGap -Force
        $moved.Action | Select-Object -Unique | Should -Be Replaced
        $run = (Get-AgContext).LastRun.RunId
        $between = Get-Carried
        foreach ($way in { $moved | Undo-AgChange -Force }, { Undo-AgChange -RunId $run -Force },
            { $moved | Add-AgSignatureApi -SignatureId $keys[0].SignatureId -Replace -Force }) {
            $failed = @(Get-ErrorOf $way)
            $failed.Count | Should -Be 1
            $failed[0] | Get-ErrorId | Should -Be ReplaceRefused
            "$($failed[0])" | Should -Match 'does not let first_key .* 3 APIs of .* in RELEASE were left as they are: orders_api_0001, '
            @($failed[0].TargetObject).Count | Should -Be 3
            Test-SameState $between
        }

        $advice = $failed[0].ErrorDetails.RecommendedAction
        $advice | Should -Match 'Set-AgSignature -Pair'
        $null = & ([scriptblock]::Create([regex]::Match($advice, 'Move-AgSignatureApi .* -AllowUnsignedGap').Value + ' -Force'))
        Test-SameState $before
    }

    It 'says what else refuses a replacement by its own name' {
        $null = Get-SampleApiId orders 3 | Add-AgSignatureApi @where -SignatureId $keys[0].SignatureId
        Set-SandboxOption @{ otherKeyBound = 'refuse' }
        Set-SandboxFault @{ kind = 'error'; status = 403; code = 'Forbidden.RAM'; operation = 'SetSignatureApis'; skip = 2 }
        $failed = @(Get-ErrorOf { Get-SampleApiId orders 6 | Add-AgSignatureApi @where -SignatureId $keys[1].SignatureId -Replace -Force })
        $failed | Get-ErrorId | Should -Be PermissionDenied
        @($failed[0].TargetObject).Count | Should -Be 3
    }

    It 'asks no further group for its APIs where the first listing fails' {
        $results = foreach ($name in 'orders', 'payments', 'catalog') {
            $group = Get-SampleGroupId $name
            $null = Get-SampleApiId $name 1 | Add-AgSignatureApi -GroupId $group -StageName RELEASE -SignatureId $keys[0].SignatureId
            Get-SampleApiId $name 1 | Remove-AgSignatureApi -GroupId $group -StageName RELEASE -SignatureId $keys[0].SignatureId -Force
        }

        Clear-SandboxJournal
        Set-SandboxFault @{ kind = 'error'; status = 403; code = 'Forbidden.RAM'; operation = 'DescribeApis' }
        @($results | Undo-AgChange -Force).Count | Should -Be 3
        Get-SandboxCallCount DescribeApis | Should -Be 1
    }

    It 'ends in the same state wherever it is interrupted, where the service does <otherKey> another key' -ForEach $cuts {
        $null = Get-SampleApiId orders 3 | Add-AgSignatureApi @where -SignatureId $keys[0].SignatureId
        $null = Get-SampleApiId payments 2 | Add-AgSignatureApi -GroupId $payments -StageName RELEASE -SignatureId $keys[1].SignatureId
        $before = Get-Carried
        $from = [datetime]::Now
        $null = Get-SampleApiId orders 1 | Add-AgSignatureApi @where -SignatureId $keys[2].SignatureId -Replace -Force
        $null = Get-SampleApiId orders 2 -Skip 1 | Remove-AgSignatureApi @where -SignatureId $keys[0].SignatureId -Force
        $null = Get-SampleApiId orders 2 | Add-AgSignatureApi -GroupId $orders -StageName TEST -SignatureId $keys[1].SignatureId
        $null = Remove-AgSignatureApi -GroupId $payments -StageName RELEASE -SignatureId $keys[1].SignatureId -All -Force
        $changed = Get-Carried
        $changes = @(Get-AgChange -After $from)
        Set-SandboxOption @{ otherKeyBound = $otherKey }
        $begin = [datetime]::Now
        $null = Get-ErrorOf { $changes | Undo-AgChange -Force }
        $undone = Get-Carried
        if ($otherKey -eq 'replace') { Compare-Object @($before) @($undone) | Should -BeNullOrEmpty }
        $signed = @($changed | ForEach-Object { ($_ -split ' ')[0, 1] -join ' ' } | Where-Object { $_ -in @($undone | ForEach-Object { ($_ -split ' ')[0, 1] -join ' ' }) })

        $cut = @()
        for ($run = 0; $run -lt 80; $run++) {
            # Each call is cut twice: on its way, and with its answer.
            $call = $run -shr 1

            # Back to where the undo begins: by undoing it, with whatever interruption it had.
            Set-SandboxOption @{ otherKeyBound = 'replace' }
            $null = Get-ErrorOf { Undo-AgChange -After $begin -Force }
            Test-SameState $changed
            Set-SandboxOption @{ otherKeyBound = $otherKey }
            Clear-SandboxJournal
            Set-SandboxFault @{ kind = 'hang'; skip = $call; applied = [bool] ($run % 2) }
            $begin = [datetime]::Now
            $second = Start-SecondPowerShell '$changes | Undo-AgChange -Force -ThrottleLimit 1' -Variable @{ ctx = $context; changes = $changes }
            while (-not $second.Running.IsCompleted -and -not (Get-SandboxCall | Where-Object fault)) { }
            $hit = @(Get-SandboxCall | Where-Object fault).operation
            if ($hit) { $null = $second.Shell.BeginStop($null, $null) }
            $second.Running.AsyncWaitHandle.WaitOne(20000) | Should -BeTrue
            Clear-SandboxFault
            $half = @(Get-Carried | ForEach-Object { ($_ -split ' ')[0, 1] -join ' ' })
            $signed | Where-Object { $_ -notin $half } | Should -BeNullOrEmpty -Because "nothing is unsigned for a moment (call $call)"
            $null = Get-ErrorOf { $changes | Undo-AgChange -Force }
            Test-SameState $undone
            if (-not $hit) { break }
            $cut += $hit
        }

        # Each call that writes, twice.
        $cut -notlike 'Describe*' -join ' ' | Should -Be (('SetSignatureApis ' * $(if ($otherKey -eq 'replace') { 4 } else { 8 })) + 'RemoveSignatureApis RemoveSignatureApis')
    }
}
