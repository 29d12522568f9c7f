# How many calls a pipeline becomes, and what they leave behind.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox @(
        '--group', 'orders=250', '--group', 'catalog=1000', '--group', 'alpha=300', '--group', 'beta=300', '--group', 'gamma=300', '--group', 'drafts=3@TEST'
    )
    $orders = Get-SampleGroupId orders
    $catalog = Get-SampleGroupId catalog
    $orderIds = @(Get-SampleApiId orders 250)
    $catalogIds = @(Get-SampleApiId catalog 1000)

    # The order in which results must come: batch by batch as each fills, then what is left in the order in which the
    # batches began. Written down here once more, so that the module is held against something else than itself.
    function Get-ExpectedOrder {
        param([object[]] $Row)
        $open = [ordered] @{}
        foreach ($one in $Row) {
            $name = '{0}/{1}/{2}' -f $one.SignatureId, $one.GroupId, $one.StageName
            if (-not $open.Contains($name)) {
                $open[$name] = [System.Collections.Generic.List[string]]::new()
            }

            $line = "$name/$($one.ApiId)"
            if (-not $open[$name].Contains($line)) {
                $open[$name].Add($line)
            }

            if ($open[$name].Count -eq 100) {
                $open[$name]
                $open.Remove($name)
            }
        }

        foreach ($name in @($open.Keys)) { $open[$name] }
    }

    # Calls that run at once arrive in any order.
    function Get-CallSize {
        param([string] $Operation)
        (Get-SandboxCall $Operation).idCount | Sort-Object -Descending
    }

    function ConvertTo-Line {
        param([Parameter(ValueFromPipeline)] $Binding)
        process { '{0}/{1}/{2}/{3}' -f $Binding.SignatureId, $Binding.GroupId, $Binding.StageName, $Binding.ApiId }
    }
}

AfterAll { Close-Sandbox }

Describe 'Batches' {
    BeforeEach {
        Reset-Sandbox
        $key = New-AgSignature -SignatureName first_key
        $other = New-AgSignature -SignatureName second_key
        $target = @{ SignatureId = $key.SignatureId; GroupId = $orders; StageName = 'TEST' }
        Clear-SandboxJournal
    }

    Context '250 ids of one group' {
        It 'are read and bound in exactly 3 calls each, none of them over 100' {
            $out = $orderIds | Add-AgSignatureApi @target
            Get-CallSize SetSignatureApis | Should -Be 100, 100, 50
            Get-CallSize DescribeApiSignatures | Should -Be 100, 100, 50
            Get-SandboxCallCount | Should -Be 7
            Get-SandboxBindingCount $orders TEST $key.SignatureId | Should -Be 250

            $out.Count | Should -Be 250
            $out.ApiId | Should -Be $orderIds
            $out.State | Select-Object -Unique | Should -Be Bound
            $out[0] | Should -BeOfType ([AliGatewaySignature.Model.AgSignatureBinding])
        }

        It 'are bound in exactly 3 calls as one argument' {
            $null = Add-AgSignatureApi @target -ApiId $orderIds
            Get-CallSize SetSignatureApis | Should -Be 100, 100, 50
        }

        It 'are bound in exactly 3 calls straight from Get-AgApi' {
            $null = Get-AgApi -GroupId $orders | Add-AgSignatureApi -SignatureId $key.SignatureId -StageName TEST
            Get-CallSize SetSignatureApis | Should -Be 100, 100, 50
            Get-SandboxBindingCount $orders TEST $key.SignatureId | Should -Be 250
        }

        It 'are read back in 3 pages' {
            $null = $orderIds | Add-AgSignatureApi @target
            Clear-SandboxJournal
            $bound = Get-AgSignature -GroupId $orders -StageName TEST
            $bound.Count | Should -Be 250
            $bound.SignatureId | Select-Object -Unique | Should -Be $key.SignatureId
            Compare-Object $bound.ApiId $orderIds | Should -BeNullOrEmpty
            Get-SandboxCallCount DescribeApiSignatures | Should -Be 3
            @(Get-AgSignatureApi -SignatureId $key.SignatureId).Count | Should -Be 250
        }

        It 'are unbound in exactly 3 calls' {
            $null = $orderIds | Add-AgSignatureApi @target
            Clear-SandboxJournal
            $out = $orderIds | Remove-AgSignatureApi @target -Force
            Get-CallSize RemoveSignatureApis | Should -Be 100, 100, 50
            $out.ApiId | Should -Be $orderIds
            $out.State | Select-Object -Unique | Should -Be Unbound
            Get-SandboxBindingCount | Should -Be 0
        }

        It 'are unbound in one call with -All' {
            $null = $orderIds | Add-AgSignatureApi @target
            Clear-SandboxJournal
            $out = Remove-AgSignatureApi @target -All -Force
            Get-SandboxCallCount RemoveSignatureApis | Should -Be 1
            $out.Count | Should -Be 250
            Get-SandboxBindingCount | Should -Be 0
        }
    }

    Context 'A listing that goes straight into Remove-AgSignatureApi' {
        It 'leaves none of 250' {
            $null = $orderIds | Add-AgSignatureApi @target
            $out = Get-AgSignature -GroupId $orders -StageName TEST | Remove-AgSignatureApi -Force
            $out.Count | Should -Be 250
            Get-SandboxBindingCount | Should -Be 0
        }

        It 'leaves none of 1,000' {
            $null = $catalogIds | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $catalog -StageName RELEASE
            Get-SandboxBindingCount | Should -Be 1000
            $out = Get-AgSignature -GroupId $catalog -StageName RELEASE | Remove-AgSignatureApi -Force
            $out.Count | Should -Be 1000
            Get-SandboxCallCount RemoveSignatureApis | Should -Be 10
            Get-SandboxBindingCount | Should -Be 0
        }

        It 'leaves none of 1,000 over two groups from Get-AgSignatureApi' {
            $null = $catalogIds[0..749] | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $catalog -StageName RELEASE
            $null = $orderIds | Add-AgSignatureApi @target
            $out = Get-AgSignatureApi -SignatureId $key.SignatureId | Remove-AgSignatureApi -Force
            $out.Count | Should -Be 1000
            Get-SandboxCallCount RemoveSignatureApis | Should -Be 11
            Get-SandboxBindingCount | Should -Be 0
        }

        It 'deletes every one of 130 keys' {
            1..128 | ForEach-Object { $null = New-AgSignature -SignatureName ('many_{0:D3}' -f $_) }
            Get-AgSignature | Remove-AgSignature -Force
            (Get-SandboxState).signatures | Should -Be 0
        }
    }

    Context '1,000 objects over 3 groups, 2 stages and 2 keys, all mixed' {
        BeforeAll {
            # A fixed order that jumps between the groups, stages and keys, and fills them unevenly.
            $rows = foreach ($number in 0..999) {
                $group = ('alpha', 'beta', 'gamma')[[int] (($number * 7) % 11) % 3]
                [pscustomobject] @{
                    Group     = $group
                    Key       = [int] (($number * 5) % 13) % 2
                    StageName = ('TEST', 'RELEASE')[[int] (($number * 3) % 7) % 2]
                    Number    = $number
                }
            }
        }

        BeforeEach {
            # Every API of a group in a stage is named once, so that no key replaces another.
            $used = @{}
            $plan = foreach ($row in $rows) {
                $place = "$($row.Group)/$($row.StageName)"
                $used[$place]++
                [pscustomobject] @{
                    SignatureId = ($key, $other)[$row.Key].SignatureId
                    GroupId     = Get-SampleGroupId $row.Group
                    StageName   = $row.StageName
                    ApiId       = @(Get-SampleApiId $row.Group 1 -Skip ($used[$place] - 1))[0]
                }
            }
            $combinations = $plan | Group-Object SignatureId, GroupId, StageName
            $fewest = ($combinations | ForEach-Object { [Math]::Ceiling($_.Count / 100) } | Measure-Object -Sum).Sum
        }

        It 'become the fewest possible calls and the right bindings, in order' {
            $combinations.Count | Should -Be 12
            ($used.Values | Measure-Object -Maximum).Maximum | Should -BeLessOrEqual 300

            $out = $plan | Add-AgSignatureApi
            Get-SandboxCallCount SetSignatureApis | Should -Be $fewest
            Get-SandboxMaxIds SetSignatureApis | Should -BeLessOrEqual 100
            @($out | ConvertTo-Line) | Should -BeExactly @(Get-ExpectedOrder $plan)

            Get-SandboxBindingCount | Should -Be 1000
            $bound = foreach ($group in 'alpha', 'beta', 'gamma') {
                foreach ($stage in 'TEST', 'RELEASE') {
                    Get-AgSignature -GroupId (Get-SampleGroupId $group) -StageName $stage
                }
            }
            Compare-Object @($bound | ConvertTo-Line) @($plan | ConvertTo-Line) | Should -BeNullOrEmpty
        }

        It 'are unbound in the fewest possible calls as well' {
            $null = $plan | Add-AgSignatureApi
            Clear-SandboxJournal
            $out = $plan | Remove-AgSignatureApi -Force
            Get-SandboxCallCount RemoveSignatureApis | Should -Be $fewest
            @($out | ConvertTo-Line) | Should -BeExactly @(Get-ExpectedOrder $plan)
            Get-SandboxBindingCount | Should -Be 0
        }
    }

    Context 'What shares a call' {
        It 'are ids of one stage in any case' {
            $rows = foreach ($number in 0..99) {
                [pscustomobject] @{ ApiId = $orderIds[$number]; StageName = ('release', 'RELEASE', 'Release', ' release ')[$number % 4] }
            }
            $out = $rows | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders
            @(Get-SandboxCall SetSignatureApis).idCount | Should -Be 100
            $out.StageName | Select-Object -Unique | Should -BeExactly RELEASE
        }

        It 'are distinct ids: repeats are dropped' {
            $out = @($orderIds[0..59]) + @($orderIds[0..59]) | Add-AgSignatureApi @target
            @(Get-SandboxCall SetSignatureApis).idCount | Should -Be 60
            $out.ApiId | Should -Be $orderIds[0..59]
        }

        It 'are ids in their own case: they are not folded' {
            $refused = @(Get-ErrorOf { $orderIds[0], $orderIds[0].ToUpperInvariant() | Add-AgSignatureApi @target })
            @(Get-SandboxCall SetSignatureApis)[0].idCount | Should -Be 2
            $refused | Get-ErrorId | Should -Be NotFound
        }

        It 'is never more than one key, group or stage' {
            $rows = foreach ($stage in 'TEST', 'PRE') {
                foreach ($one in $key, $other) {
                    [pscustomobject] @{ SignatureId = $one.SignatureId; StageName = $stage; ApiId = $orderIds[$(if ($one -eq $key) { 0 } else { 1 })] }
                }
            }
            $null = $rows | Add-AgSignatureApi -GroupId $orders
            Get-SandboxCallCount SetSignatureApis | Should -Be 4
        }
    }

    Context 'When a batch is sent' {
        It 'is as soon as it is full' {
            $calls = [System.Collections.Generic.List[int]]::new()
            $orderIds | ForEach-Object {
                if ($_ -eq $orderIds[200]) {
                    Wait-SandboxCall SetSignatureApis
                    $calls.Add((Get-SandboxCallCount SetSignatureApis))
                }
                $_
            } | Add-AgSignatureApi @target -ThrottleLimit 1 -SkipRead -Replace | Out-Null
            $calls[0] | Should -BeGreaterOrEqual 1
            Get-SandboxCallCount SetSignatureApis | Should -Be 3
        }

        It 'is at the end for one that is not full' {
            $script:atLast = $null
            $orderIds[0..49] | ForEach-Object {
                if ($_ -eq $orderIds[49]) { $script:atLast = Get-SandboxCallCount SetSignatureApis }
                $_
            } | Add-AgSignatureApi @target | Out-Null
            $script:atLast | Should -Be 0
            Get-SandboxCallCount SetSignatureApis | Should -Be 1
        }
    }

    Context 'A batch that fails' {
        It 'does not keep the others from being sent' {
            Set-SandboxFault @{ kind = 'error'; operation = 'SetSignatureApis'; code = 'Forbidden.RAM'; status = 403; skip = 1; times = 1 }
            $out = $orderIds | Add-AgSignatureApi @target -ThrottleLimit 1 -ErrorVariable failed -ErrorAction SilentlyContinue
            $out.Count | Should -Be 150
            $failed.Count | Should -Be 1
            Get-SandboxCallCount SetSignatureApis | Should -Be 3
            Get-SandboxBindingCount $orders TEST | Should -Be 150
        }

        It 'names its ids in an error that can be piped back' {
            Set-SandboxFault @{ kind = 'error'; operation = 'SetSignatureApis'; code = 'Forbidden.RAM'; status = 403; skip = 1; times = 1 }
            $null = $orderIds | Add-AgSignatureApi @target -ThrottleLimit 1 -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed[0].TargetObject.ApiId | Should -Be $orderIds[100..199]
            $failed[0].TargetObject[0].State | Should -Be Unknown

            $out = $failed.TargetObject | Add-AgSignatureApi
            $out.ApiId | Should -Be $orderIds[100..199]
            Get-SandboxBindingCount $orders TEST | Should -Be 250
        }

        It 'says with -Verbose how many were done and failed' {
            Set-SandboxFault @{ kind = 'error'; operation = 'SetSignatureApis'; code = 'Forbidden.RAM'; status = 403; skip = 1; times = 1 }
            $said = $orderIds | Add-AgSignatureApi @target -ThrottleLimit 1 -Verbose -ErrorAction SilentlyContinue 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
            $said[-1].Message | Should -Match '^150 done, 100 failed, 0 unknown; 7 calls, 0 of them retries'
        }

        It 'is the last one with -ErrorAction Stop' {
            Set-SandboxFault @{ kind = 'error'; operation = 'SetSignatureApis'; code = 'Forbidden.RAM'; status = 403; skip = 1; times = 1 }
            { $catalogIds | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $catalog -StageName TEST -ThrottleLimit 1 -ErrorAction Stop } | Should -Throw -ErrorId 'PermissionDenied,*'

            # One more may be under way by the time the error is read.
            Get-SandboxCallCount SetSignatureApis | Should -BeLessOrEqual 3
        }
    }

    Context 'With -Verbose' {
        It 'every call is told: operation, batch, ids, duration and RequestId' {
            $said = $orderIds | Add-AgSignatureApi @target -ThrottleLimit 1 -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message
            $calls = @(Get-SandboxCall SetSignatureApis)
            $calls.Count | Should -Be 3
            foreach ($number in 0..2) {
                $lines = @($said -match "^SetSignatureApis \(batch $($number + 1), $($calls[$number].idCount) ids\): done after \d+ ms, RequestId $($calls[$number].requestId)\.$")
                $lines.Count | Should -Be 1 -Because ($said -join "`n")
            }
            $said[-1] | Should -Be '250 done, 0 failed, 0 unknown; 7 calls, 0 of them retries.'
        }

        It 'Remove-AgSignatureApi ends with its sums too' {
            $null = $orderIds[0..9] | Add-AgSignatureApi @target
            $said = $orderIds[0..9] | Remove-AgSignatureApi @target -Force -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
            $said[-1].Message | Should -Be '10 done, 0 failed, 0 unknown; 3 calls, 0 of them retries.'
        }
    }

    Context 'A bad id in a batch, where the service <semantics>' -ForEach @(
        @{ semantics = 'refuseAll' }
        @{ semantics = 'applyGood' }
    ) {
        BeforeEach { Set-SandboxOption @{ badIdInBatch = $semantics } }

        It 'costs only itself in Add-AgSignatureApi' {
            $bad = '0' * 32
            $some = @($orderIds[0..49]) + $bad + @($orderIds[50..119])
            $out = $some | Add-AgSignatureApi @target -ErrorVariable failed -ErrorAction SilentlyContinue
            $out.ApiId | Should -Be $orderIds[0..119]
            $failed.Count | Should -Be 1
            $failed[0] | Get-ErrorId | Should -Be NotFound
            $failed[0].TargetObject.ApiId | Should -Be $bad
            "$($failed[0])" | Should -Match $bad
            Get-SandboxBindingCount $orders TEST | Should -Be 120
            Get-SandboxMaxIds SetSignatureApis | Should -BeLessOrEqual 100
        }

        It 'costs only itself in Remove-AgSignatureApi' {
            $null = $orderIds[0..119] | Add-AgSignatureApi @target
            $bad = '0' * 32
            $some = @($orderIds[0..49]) + $bad + @($orderIds[50..119])
            $out = $some | Remove-AgSignatureApi @target -Force -ErrorVariable failed -ErrorAction SilentlyContinue
            $out.ApiId | Should -Be $orderIds[0..119]
            $failed.Count | Should -Be 1
            $failed[0].TargetObject.ApiId | Should -Be $bad
            Get-SandboxBindingCount | Should -Be 0
        }
    }

    Context 'A rerun' {
        It 'sends only what is missing, and returns everything' {
            $null = $orderIds[0..199] | Add-AgSignatureApi @target
            Clear-SandboxJournal
            $out = $orderIds | Add-AgSignatureApi @target
            $out.ApiId | Should -Be $orderIds
            @(Get-SandboxCall SetSignatureApis).idCount | Should -Be 50
            (Get-AgContext).LastRun.Unchanged | Should -Be 200
            (Get-AgContext).LastRun.Done | Should -Be 50
        }

        It 'over what is complete writes nothing' {
            $null = $orderIds | Add-AgSignatureApi @target
            Clear-SandboxJournal
            @($orderIds | Add-AgSignatureApi @target).Count | Should -Be 250
            Get-SandboxWriteCount | Should -Be 0
        }
    }

    Context '-Verify' {
        It 'reads each batch back, and marks what it found' {
            $out = $orderIds | Add-AgSignatureApi @target -Verify
            Get-SandboxCallCount DescribeApiSignatures | Should -Be 6
            $out.IsVerified | Select-Object -Unique | Should -BeTrue
            $out = $orderIds | Remove-AgSignatureApi @target -Verify -Force
            $out.IsVerified | Select-Object -Unique | Should -BeTrue
            @($orderIds | Add-AgSignatureApi @target)[0].IsVerified | Should -BeFalse
        }
    }

    Context '-ThrottleLimit' {
        It 'is how many calls run at once: <_>' -ForEach 1, 3 {
            Set-SandboxFault @{ kind = 'hang'; operation = 'SetSignatureApis' }
            $second = Start-SecondPowerShell '$ids | Add-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -ThrottleLimit $limit' -Variable @{
                ctx = Get-AgContext; s = $key.SignatureId; g = $catalog; ids = $catalogIds; limit = $_
            }
            Wait-SandboxHang -Count $_
            $null = $second.Shell.BeginStop($null, $null)
            ($second | Complete-SecondPowerShell).State | Should -Be Stopped
            Clear-SandboxFault
            Get-SandboxCallCount SetSignatureApis | Should -Be $_
        }

        It 'keeps the order of the results' {
            $out = $catalogIds | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $catalog -StageName TEST -ThrottleLimit 8
            $out.ApiId | Should -Be $catalogIds
            Get-SandboxCallCount SetSignatureApis | Should -Be 10
        }

        It 'is 1 to 64' {
            Get-ErrorOf { $orderIds | Add-AgSignatureApi @target -ThrottleLimit 0 } | Should -Not -BeNullOrEmpty
            Get-ErrorOf { $orderIds | Add-AgSignatureApi @target -ThrottleLimit 65 } | Should -Not -BeNullOrEmpty
            Get-SandboxCallCount | Should -Be 0
        }
    }

    Context 'What the service leaves unsaid' {
        It 'binds over another key where the service replaces it' {
            $null = $orderIds[0..4] | Add-AgSignatureApi @target
            $null = $orderIds[0..2] | Add-AgSignatureApi -SignatureId $other.SignatureId -GroupId $orders -StageName TEST -Replace -Force
            Get-SandboxBindingCount $orders TEST $other.SignatureId | Should -Be 3
            Get-SandboxBindingCount $orders TEST $key.SignatureId | Should -Be 2
        }

        It 'reports it where the service refuses' {
            Set-SandboxOption @{ otherKeyBound = 'refuse' }
            $null = $orderIds[0..4] | Add-AgSignatureApi @target
            $failed = @(Get-ErrorOf { $orderIds[0..2] | Add-AgSignatureApi -SignatureId $other.SignatureId -GroupId $orders -StageName TEST -Replace -Force })
            $failed.Count | Should -Be 1
            $failed[0].TargetObject.ApiId | Should -Be $orderIds[0..2]
            $failed[0].TargetObject[0].PreviousSignatureId | Should -Be $key.SignatureId
            "$($failed[0])" | Should -Match '3 APIs of .* were left as they are: orders_api_0001, '
            Get-SandboxBindingCount $orders TEST $key.SignatureId | Should -Be 5
        }

        It 'binds the new ones of a batch in which others cannot be replaced, in few calls' {
            Set-SandboxOption @{ otherKeyBound = 'refuse' }
            $null = $orderIds[0..39] | Add-AgSignatureApi @target
            Clear-SandboxJournal
            $bound = @(Get-OutputOf { $orderIds[0..99] | Add-AgSignatureApi -SignatureId $other.SignatureId -GroupId $orders -StageName TEST -Replace -Force })
            $bound.Count | Should -Be 60
            Get-SandboxCallCount SetSignatureApis | Should -Be 3

            # One reading before, and one look at what came of a refusal that is certain.
            Get-SandboxCallCount DescribeApiSignatures | Should -Be 2
            Get-SandboxBindingCount $orders TEST $key.SignatureId | Should -Be 40
        }

        It 'reports an API that is not published to the stage' {
            $drafts = Get-SampleGroupId drafts
            $failed = @(Get-ErrorOf { Get-SampleApiId drafts 3 | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $drafts -StageName RELEASE })
            $failed | Get-ErrorId | Select-Object -Unique | Should -Be NotFound
            $failed.TargetObject.ApiId | Should -Be (Get-SampleApiId drafts 3)
            Get-SandboxBindingCount | Should -Be 0
        }
    }
}
