# However a run ends, its summary is true, and one warning says what is unknown, what was not sent and what was not shown.

BeforeDiscovery {
    # 250 ids in one go, one batch after the other: what has been done when the first object leaves is always the same.
    $downstream = @(
        @{ ending = 'Select-Object -First'; script = 'Add-AgSignatureApi @to -ApiId $ids | Select-Object -First 1' }
        @{ ending = 'a throw downstream'; script = 'try { Add-AgSignatureApi @to -ApiId $ids | ForEach-Object { throw "downstream" } } catch { "caught" }' }
        @{ ending = 'a break downstream'; script = 'foreach ($once in 1) { Add-AgSignatureApi @to -ApiId $ids | ForEach-Object { break } }' }
        @{ ending = 'a continue downstream'; script = 'foreach ($once in 1) { Add-AgSignatureApi @to -ApiId $ids | ForEach-Object { continue } }' }
    )

    $keyCommands = @(
        @{ command = 'New-AgSignature'; operation = 'CreateSignature'; script = 'New-AgSignature third_key'; what = "creating the key 'third_key'" }
        @{ command = 'Set-AgSignature'; operation = 'ModifySignature'; script = 'Set-AgSignature $s -NewSignatureName renamed_key'; what = 'changing the key [0-9a-f]{32}' }
        @{ command = 'Remove-AgSignature'; operation = 'DeleteSignature'; script = 'Remove-AgSignature $s -Force'; what = 'deleting the key [0-9a-f]{32}' }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $context = Initialize-Sandbox
    $orders = Get-SampleGroupId orders
    $orderIds = @(Get-SampleApiId orders 250)
    $gate = [System.Threading.ManualResetEventSlim]::new()
    $prelude = '$to = @{ SignatureId = $s; GroupId = $g; StageName = "TEST"; ThrottleLimit = 1 }; '

    function Start-Run {
        param([string] $Script, [switch] $DefaultHost)
        Start-SecondPowerShell ($prelude + $Script) -DefaultHost:$DefaultHost -Variable @{ ctx = $context; s = $key.SignatureId; g = $orders; ids = $orderIds; gate = $gate }
    }

    # Runs a script to its end. Once a call hangs, stops it or lets it go on. Such a host's stream has what comes by the host alone, too.
    function Invoke-Run {
        param([string] $Script, [switch] $Stop, [switch] $Go, [switch] $DefaultHost)
        $second = Start-Run $Script -DefaultHost:$DefaultHost
        if ($Stop) {
            Wait-SandboxHang
            $second.Shell.Stop()
        }

        if ($Go) {
            Wait-SandboxHang
            $gate.Set()
        }

        $done = $second | Complete-SecondPowerShell
        Clear-SandboxFault
        [pscustomobject]@{
            Output  = $done.Output
            Error   = $done.Error
            State   = $done.State
            Warning = @($done.Warning | Where-Object { "$_" -match '^(New|Set|Add|Remove)-AgSignature' })
            Summary = $context.LastRun
        }
    }

    function Assert-Summary {
        param($Run, [bool] $Completed, [int] $Done = 0, [int] $Unchanged = 0, [int] $Failed = 0, [int] $Unknown = 0, [int] $NotSent = 0)
        $is = $Run.Summary
        "$($is.Completed) $($is.Done) $($is.Unchanged) $($is.Failed) $($is.Unknown) $($is.NotSent)" |
            Should -Be "$Completed $Done $Unchanged $Failed $Unknown $NotSent"
    }
}

AfterAll { Close-Sandbox }

Describe 'The summary of a run' {
    BeforeEach {
        Reset-Sandbox
        $key = New-AgSignature -SignatureName first_key
        Clear-SandboxJournal
    }

    AfterEach { Clear-SandboxFault }

    Context 'Add-AgSignatureApi' {
        It 'that came to its end is complete, and nothing is warned of' {
            $run = Invoke-Run '$ids | Add-AgSignatureApi @to'
            Assert-Summary $run $true -Done 250
            $run.Warning | Should -BeNullOrEmpty
            $run.Summary.ToString() | Should -Be '250 done, 0 failed, 0 unknown; 7 calls, 0 of them retries'
        }

        It 'has an id of its own' {
            $first = (Invoke-Run '$ids[0] | Add-AgSignatureApi @to').Summary.RunId
            $first | Should -Not -Be ([guid]::Empty)
            (Invoke-Run '$ids[0] | Add-AgSignatureApi @to').Summary.RunId | Should -Not -Be $first
        }

        It 'that <ending> ended says what was sent and what was not' -ForEach $downstream {
            # The next batch begins as soon as a place is free: how far it came by then differs from run to run.
            $run = Invoke-Run $script
            $is = $run.Summary
            $is.Completed | Should -BeFalse
            $is.Done | Should -BeGreaterOrEqual 100
            $is.Done + $is.Unknown + $is.NotSent | Should -Be 250
            Get-SandboxBindingCount | Should -BeGreaterOrEqual $is.Done
            Get-SandboxBindingCount | Should -BeLessOrEqual ($is.Done + $is.Unknown)
            $run.Warning.Count | Should -Be 1
            $run.Warning[0] | Should -Match "Add-AgSignatureApi ended early\..* $($is.Done - 1) APIs were done and not shown\.$"
        }

        It 'that a terminating error ended says so' {
            Set-SandboxFault @{ operation = 'SetSignatureApis'; kind = 'error'; status = 403; code = 'Forbidden.RAM'; skip = 1 }
            $run = Invoke-Run '$ids | Add-AgSignatureApi @to -ErrorAction Stop'
            $is = $run.Summary
            $is.Completed | Should -BeFalse
            $is.Done | Should -Be 100
            $is.Failed | Should -BeGreaterOrEqual 100
            $is.Failed + $is.Unknown + $is.NotSent | Should -Be 150
            $run.Output.Count | Should -Be 100
        }

        It "that the refusal of a later row ended says what was under way" {
            Set-SandboxFault @{ operation = 'SetSignatureApis'; kind = 'hang'; skip = 1 }
            $run = Invoke-Run '& { $ids; $gate.Wait(); "not an id" } | Add-AgSignatureApi @to -SkipRead -Replace -Force -ErrorAction Stop' -Go
            Assert-Summary $run $false -Done 100 -Failed 1 -Unknown 100 -NotSent 50
            $run.Error.Count | Should -Be 1
            $run.Warning.Count | Should -Be 1
            $run.Warning[0] | Should -Match 'ended early\. The outcome of batch 2 \(100 APIs of group .* is unknown: the call was under way\..* Nothing was sent for 50 APIs\.'
        }

        It 'goes on after the refusal of a row that does not end it' {
            $run = Invoke-Run '$ids + "not an id" | Add-AgSignatureApi @to -ErrorAction SilentlyContinue'
            Assert-Summary $run $true -Done 250 -Failed 1
            $run.Warning | Should -BeNullOrEmpty
        }

        It 'that Ctrl+C ended says that it was stopped' {
            Set-SandboxFault @{ operation = 'SetSignatureApis'; kind = 'hang'; skip = 1 }
            $run = Invoke-Run '$ids | Add-AgSignatureApi @to' -Stop
            $run.State | Should -Be Stopped
            Assert-Summary $run $false -Done 100 -Unknown 100 -NotSent 50
            $run.Warning.Count | Should -Be 1
            $run.Warning[0] | Should -Match 'Add-AgSignatureApi was stopped\. The outcome of batch 2 \(100 APIs'
            $run.Summary.ToString() | Should -Match '100 done, 0 failed, 100 unknown, 50 not sent; .*; not completed$'
        }

        It 'that a question nobody can answer ended says that nothing was sent' {
            $null = Invoke-Run '$ids[0..4] | Add-AgSignatureApi @to'
            $run = Invoke-Run '$ids[0..4] | Remove-AgSignatureApi @to' -DefaultHost
            $run.Error[0].FullyQualifiedErrorId | Should -Match CannotAsk
            Assert-Summary $run $false -NotSent 5
            $run.Warning.Count | Should -Be 1
        }

        It 'counts what needed no change by itself' {
            $null = Invoke-Run '$ids[0..149] | Add-AgSignatureApi @to'
            $run = Invoke-Run '$ids | Add-AgSignatureApi @to'
            Assert-Summary $run $true -Done 100 -Unchanged 150
        }

        It 'does not call done what needed no change and was not shown' {
            $null = Invoke-Run '$ids[0..9] | Add-AgSignatureApi @to'
            $run = Invoke-Run '$ids[0..9] | Add-AgSignatureApi @to | Select-Object -First 1'
            Assert-Summary $run $false -Unchanged 10
            $run.Warning[0] | Should -Match 'ended early\. 9 APIs were done or unchanged, and not shown\.$'
        }

        It 'counts nothing of what was declined' {
            $no = Start-SecondPowerShell ($prelude + '$ids[0..9] | Add-AgSignatureApi @to -Confirm') -Answer 'No' -Variable @{ ctx = $context; s = $key.SignatureId; g = $orders; ids = $orderIds } |
                Complete-SecondPowerShell
            $no.Question.Count | Should -Be 1
            Assert-Summary @{ Summary = $context.LastRun } $true
        }

        It 'is that of the last run that was no rehearsal, however that ended' {
            $run = (Invoke-Run '$ids[0..9] | Add-AgSignatureApi @to').Summary.RunId
            Assert-Summary (Invoke-Run '$ids | Add-AgSignatureApi @to -WhatIf') $true -Done 10
            Assert-Summary (Invoke-Run 'Add-AgSignatureApi @to -ApiId $ids -WhatIf | Select-Object -First 1') $true -Done 10
            Assert-Summary (Invoke-Run '$WhatIfPreference = $true; Remove-AgSignatureApi @to -ApiId $ids; Remove-AgSignature $s; Set-AgSignature $s -NewSignatureName new_name') $true -Done 10
            $context.LastRun.RunId | Should -Be $run
        }

        It 'counts what could not be read before asking as failed' {
            Set-SandboxFault @{ operation = 'DescribeApiSignatures'; kind = 'error'; status = 403; code = 'Forbidden.RAM' }
            $run = Invoke-Run 'Add-AgSignatureApi @to -ApiId $ids -ErrorAction Stop'
            $run.Summary.Failed | Should -BeGreaterOrEqual 100
            $run.Summary.Failed + $run.Summary.NotSent | Should -Be 250
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'warns once of what errors call unknown' {
            Set-SandboxFault @{ operation = 'SetSignatureApis'; kind = 'notJson'; skip = 1; times = 1 }, @{ operation = 'DescribeApiSignatures'; kind = 'notJson' }
            $run = Invoke-Run '$ids | Add-AgSignatureApi @to -SkipRead -Replace -ErrorAction SilentlyContinue'
            Assert-Summary $run $true -Done 150 -Unknown 100
            $run.Warning.Count | Should -Be 1
            "$($run.Warning[0])" | Should -Match '^Add-AgSignatureApi: The outcome of 100 APIs is unknown after an error\.'
        }

        It 'heeds -WarningAction however it ends' {
            $run = Invoke-Run 'Add-AgSignatureApi @to -ApiId $ids -WarningAction SilentlyContinue | Select-Object -First 1'
            $run.Summary.Completed | Should -BeFalse
            $run.Warning | Should -BeNullOrEmpty
        }
    }

    Context 'Remove-AgSignatureApi -All' {
        BeforeEach {
            $null = $orderIds[0..119] | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST
            Clear-SandboxJournal
        }

        It 'counts what it unbound' {
            $run = Invoke-Run 'Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -All -Force'
            Assert-Summary $run $true -Done 120
            $run.Warning | Should -BeNullOrEmpty
        }

        It 'says what was not shown when the pipeline takes no more' {
            $run = Invoke-Run 'Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -All -Force | Select-Object -First 1'
            Assert-Summary $run $false -Done 120
            $run.Warning.Count | Should -Be 1
            $run.Warning[0] | Should -Match 'ended early\. 119 APIs were done and not shown\.$'
        }

        It 'that Ctrl+C ended is unknown' {
            Set-SandboxFault @{ operation = 'RemoveSignatureApis'; kind = 'hang' }
            $run = Invoke-Run 'Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -All -Force' -Stop
            Assert-Summary $run $false -Unknown 120
            $run.Warning.Count | Should -Be 1
            $run.Warning[0] | Should -Match 'was stopped\. The outcome of unbinding first_key \([0-9a-f]{8}.\) from every API of orders in TEST \(120 APIs\) is unknown.*Get-AgSignatureApi'
        }

        It 'that cannot count what is bound is not completed' {
            Set-SandboxFault @{ operation = 'DescribeApiSignatures'; kind = 'error'; status = 403; code = 'Forbidden.RAM' }
            $run = Invoke-Run 'Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -All -Force'
            $run.Error.Count | Should -Be 1
            Assert-Summary $run $false
        }

        It 'that is refused is failed' {
            Set-SandboxFault @{ operation = 'RemoveSignatureApis'; kind = 'error'; status = 403; code = 'Forbidden.RAM' }
            $run = Invoke-Run 'Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -All -Force -ErrorAction SilentlyContinue'
            Assert-Summary $run $true -Failed 120
            $run.Warning | Should -BeNullOrEmpty
        }
    }

    Context 'The cmdlets for keys' {
        It '<command> is counted when it is done' -ForEach $keyCommands {
            $run = Invoke-Run $script
            Assert-Summary $run $true -Done 1
            $run.Summary.Command | Should -Be $command
            $run.Warning | Should -BeNullOrEmpty
        }

        It '<command> that Ctrl+C ended is unknown, and named' -ForEach $keyCommands {
            Set-SandboxFault @{ operation = $operation; kind = 'hang' }
            $run = Invoke-Run $script -Stop
            Assert-Summary $run $false -Unknown 1
            $run.Warning.Count | Should -Be 1
            $run.Warning[0] | Should -Match "$command was stopped\. The outcome of $what is unknown: the call was under way"
        }

        It '<command> that is refused is failed, and no warning comes on top' -ForEach $keyCommands {
            Set-SandboxFault @{ operation = $operation; kind = 'error'; status = 403; code = 'Forbidden.RAM' }
            $run = Invoke-Run "$script -ErrorAction Stop"
            Assert-Summary $run $false -Failed 1
            $run.Error.Count | Should -Be 1
            $run.Warning | Should -BeNullOrEmpty
        }

        It '<command> whose outcome is unknown says so in its error and warns once' -ForEach $keyCommands {
            # Set-AgSignature reads the key before it sends anything.
            $reading = @{ operation = 'DescribeSignatures'; kind = 'notJson'; skip = [int] ($command -eq 'Set-AgSignature') }
            Set-SandboxFault @{ operation = $operation; kind = 'notJson' }, $reading
            $run = Invoke-Run $script
            Assert-Summary $run $true -Unknown 1
            "$($run.Error[0])" | Should -Match 'The outcome is unknown\.'
            $run.Warning.Count | Should -Be 1
            "$($run.Warning[0])" | Should -Match "^${command}: The outcome of 1 key is unknown"
        }

        It 'Remove-AgSignature of an id that never was is no success, whatever failed before' {
            Set-SandboxFault @{ operation = 'DeleteSignature'; kind = 'error500'; times = 1 }
            $run = Invoke-Run 'Remove-AgSignature ffffffffffffffffffffffffffffffff -Force'
            $run.Error.Count | Should -Be 1
            $run.Error[0].FullyQualifiedErrorId | Should -Match '^NotFound'
            Assert-Summary $run $true -Unknown 1
        }

        It 'Remove-AgSignature whose answer is lost is done all the same' {
            Set-SandboxFault @{ operation = 'DeleteSignature'; kind = 'reset'; applied = $true; times = 1 }
            Assert-Summary (Invoke-Run 'Remove-AgSignature $s -Force') $true -Done 1
        }

        It 'New-AgSignature that a throw downstream ended is done' {
            $run = Invoke-Run 'try { New-AgSignature third_key | ForEach-Object { throw "downstream" } } catch { "caught" }'
            Assert-Summary $run $false -Done 1
            $run.Warning | Should -BeNullOrEmpty
        }

        It 'Remove-AgSignature says how many of several it deleted before an error ended it' {
            $null = New-AgSignature -SignatureName second_key
            Set-SandboxFault @{ operation = 'DeleteSignature'; kind = 'error'; status = 403; code = 'Forbidden.RAM'; skip = 1 }
            $run = Invoke-Run 'Get-AgSignature | Remove-AgSignature -Force -ErrorAction Stop'
            Assert-Summary $run $false -Done 1 -Failed 1
        }
    }

    Context 'Errors' {
        It 'of a batch are written before its objects' {
            $run = Invoke-Run '$ids[0..9] + "ffffffffffffffffffffffffffffffff" | Add-AgSignatureApi @to | Select-Object -First 1'
            $run.Error.Count | Should -Be 1
            $run.Error[0].TargetObject.ApiId | Should -Be 'ffffffffffffffffffffffffffffffff'
        }

        It 'of a broken <_> body leave no id unreported' -ForEach 'brokenGzip', 'brokenDeflate' {
            Set-SandboxFault @{ kind = $_ }
            $run = Invoke-Run '$ids | Add-AgSignatureApi @to -SkipRead -Replace'
            @($run.Error.TargetObject.ApiId) | Should -Be $orderIds
            $run.Error | ForEach-Object { "$_" | Should -Match 'The outcome is unknown\.' }
            Assert-Summary $run $true -Unknown 250
        }
    }
}
