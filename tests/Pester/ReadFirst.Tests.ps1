# Add- and Remove-AgSignatureApi read each batch before they ask, and send only what changes.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox
    $group = Get-SampleGroupId orders
    $ids = @(Get-SampleApiId orders 250)
}

AfterAll { Close-Sandbox }

Describe 'Reading first' {
    BeforeEach {
        Reset-Sandbox
        Clear-SandboxFault
        $key = New-AgSignature -SignatureName orders_key -Confirm:$false
        $other = New-AgSignature -SignatureName payments_key -Confirm:$false
        $to = @{ SignatureId = $key.SignatureId; GroupId = $group; StageName = 'RELEASE' }
        $null = $ids[0..4] | Add-AgSignatureApi -SignatureId $other.SignatureId -GroupId $group -StageName RELEASE
        Clear-SandboxJournal
    }

    Context 'another key' {
        It 'keeps its place, and is told once a batch with bindings that pipe into -Replace' {
            $failed = $null
            $bound = $ids[0..9] | Add-AgSignatureApi @to -ErrorVariable failed -ErrorAction SilentlyContinue
            $bound.Count | Should -Be 5
            $bound.Action | Select-Object -Unique | Should -Be Bound
            $failed.Count | Should -Be 1
            $failed[0] | Get-ErrorId | Should -Be CarriesAnotherKey
            "$($failed[0])" | Should -Match 'payments_key'
            $failed[0].CategoryInfo.Category | Should -Be ResourceExists
            Get-SandboxBindingCount $group RELEASE $other.SignatureId | Should -Be 5

            $replaced = $failed[0].TargetObject | Add-AgSignatureApi -Replace -Force
            $replaced.Count | Should -Be 5
            $replaced.Action | Select-Object -Unique | Should -Be Replaced
            $replaced.PreviousSignatureName | Select-Object -Unique | Should -Be payments_key
            Get-SandboxBindingCount $group RELEASE $key.SignatureId | Should -Be 10
        }

        It 'is a question of high impact with -Replace, refused where nobody can answer' {
            $said = Get-ErrorOf { $ids[0..9] | Add-AgSignatureApi @to -Replace }
            $said | Get-ErrorId | Should -Be CannotAsk
            "$said" | Should -Match '5 new, 5 in place of payments_key'
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'gives way where the question is answered: <with>' -ForEach @(
            @{ with = @{ Force = $true } }
            @{ with = @{ Confirm = $false } }
        ) {
            @($ids[0..9] | Add-AgSignatureApi @to -Replace @with).Count | Should -Be 10
            @(Get-SandboxCall SetSignatureApis).idCount | Should -Be 10
        }

        It 'is no question where no key would be replaced' {
            @($ids[5..9] | Add-AgSignatureApi @to -Replace).Action | Select-Object -Unique | Should -Be Bound
        }
    }

    Context 'the calls' {
        It 'are one reading and one write a batch, and one for the name of the key' {
            $null = $ids[5..249] | Add-AgSignatureApi @to
            Get-SandboxCallCount DescribeApiSignatures | Should -Be 3
            Get-SandboxCallCount SetSignatureApis | Should -Be 3
            Get-SandboxCallCount DescribeSignatures | Should -Be 1
            (Get-AgContext).LastRun.Calls | Should -Be 7
        }

        It 'are only readings when all is bound' {
            $null = $ids[5..249] | Add-AgSignatureApi @to
            Clear-SandboxJournal
            $again = $ids[5..249] | Add-AgSignatureApi @to
            $again.Action | Select-Object -Unique | Should -Be AlreadyBound
            $again.IsVerified | Select-Object -Unique | Should -BeTrue
            Get-SandboxWriteCount | Should -Be 0
            Get-SandboxCallCount | Should -Be 4
        }

        It 'are only writes with -SkipRead' {
            $bound = $ids[0..99] | Add-AgSignatureApi @to -Replace -SkipRead
            $bound.Action | Select-Object -Unique | Should -Be Sent
            Get-SandboxCallCount | Should -Be 1
            $freed = $ids[0..99] | Remove-AgSignatureApi @to -SkipRead -Force
            $freed.Action | Select-Object -Unique | Should -Be Sent
            Get-SandboxCallCount | Should -Be 2
        }

        It 'are none with -SkipRead and without -Replace' {
            $said = Get-ErrorOf { $ids[0..99] | Add-AgSignatureApi @to -SkipRead }
            $said | Get-ErrorId | Should -Be SkipReadNeedsReplace
            Get-SandboxCallCount | Should -Be 0
        }

        It 'read all the same with -SkipRead and -<switch>' -ForEach @(@{ switch = 'Verify' }, @{ switch = 'WhatIf' }) {
            $with = @{ $switch = $true }
            $null = $ids[0..9] | Add-AgSignatureApi @to -Replace -SkipRead -Force @with
            Get-SandboxCallCount DescribeApiSignatures | Should -BeGreaterThan 0
        }
    }

    Context 'results' {
        It 'name what was done with each API, the key and the API' {
            $apis = Get-AgApi -GroupId $group -First 7
            $null = $ids[5] | Add-AgSignatureApi @to
            $bound = $apis | Add-AgSignatureApi -SignatureId $key.SignatureId -StageName RELEASE -Replace -Force
            $bound.Action | Should -Be Replaced, Replaced, Replaced, Replaced, Replaced, AlreadyBound, Bound
            $bound.ApiName | Should -Be $apis.ApiName
            $bound.SignatureName | Select-Object -Unique | Should -Be orders_key
            $bound.GroupName | Select-Object -Unique | Should -Be orders
            $bound[0].PreviousSignatureId | Should -Be $other.SignatureId
            $bound[6].PreviousSignatureId | Should -BeNullOrEmpty
            $freed = $apis + (Get-AgApi -GroupId $group -First 1 -Skip 20) | Remove-AgSignatureApi -SignatureId $key.SignatureId -StageName RELEASE -Force
            $freed.Action | Should -Be (@('Unbound') * 7 + 'NotBound')
        }

        It 'tell a mistyped id of Remove-AgSignatureApi by an error, and one that carries another key by NotBound' {
            $failed = $null
            $freed = @($ids[0], 'mistyped') | Remove-AgSignatureApi @to -Force -ErrorVariable failed -ErrorAction SilentlyContinue
            $freed.Action | Should -Be NotBound
            $freed.PreviousSignatureName | Should -Be payments_key
            $failed[0] | Get-ErrorId | Should -Be NotFound
            $failed[0].TargetObject.ApiId | Should -Be mistyped
            Get-SandboxWriteCount | Should -Be 0
            Get-SandboxBindingCount $group RELEASE $other.SignatureId | Should -Be 5
        }
    }

    Context 'rows that give an API two keys' {
        It 'are refused for the later one, and only there' {
            $rows = foreach ($id in $ids[10..14]) {
                [pscustomobject] @{ SignatureId = $key.SignatureId; GroupId = $group; StageName = 'release'; ApiId = $id }
            }
            $rows += [pscustomobject] @{ SignatureId = $other.SignatureId; GroupId = $group; StageName = 'RELEASE'; ApiId = $ids[12].ToUpperInvariant() }
            $rows += [pscustomobject] @{ SignatureId = $other.SignatureId; GroupId = $group; StageName = 'TEST'; ApiId = $ids[12] }
            $failed = $null
            $bound = $rows | Add-AgSignatureApi -Replace -Force -ErrorVariable failed -ErrorAction SilentlyContinue
            $bound.Count | Should -Be 6
            $failed.Count | Should -Be 1
            $failed[0] | Get-ErrorId | Should -Be ConflictingInput
            "$($failed[0])" | Should -Match $key.SignatureId
            $failed[0].TargetObject.SignatureId | Should -Be $other.SignatureId
            Get-SandboxBindingCount $group RELEASE $key.SignatureId | Should -Be 5
            (Get-AgContext).LastRun.Failed | Should -Be 1
        }
    }

    Context '-WhatIf' {
        BeforeAll {
            function Get-Said {
                param([string] $Script)
                $said = Invoke-SecondPowerShell "param(`$i) $Script" -Variable @{ ids = $ids; key = $key.SignatureId; group = $group; ctx = (Get-AgContext) }
                @{ Line = @($said.Line -match 'What if' -replace '^What if: '); Error = @($said.Error) }
            }
        }

        It 'says by name what would change, and the totals at the end' {
            $said = Get-Said '$ids[0..9] | Add-AgSignatureApi -SignatureId $key -GroupId $group -StageName RELEASE -Replace -WhatIf'
            $said.Line.Count | Should -Be 2
            $said.Line[0] | Should -Match '^Bind orders_key \(.{9}\) to 10 APIs of orders in RELEASE: 5 new, 5 in place of payments_key \(.{9}\)\. \[cn-hangzhou\]$'
            $said.Line[1] | Should -Be 'In all: bind 10 APIs, 5 of them in place of another key.'
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'finds an unknown <what>' -ForEach @(
            @{ what = 'key'; script = '$ids[0..4] | Add-AgSignatureApi -SignatureId no_such -GroupId $group -StageName RELEASE -WhatIf' }
            @{ what = 'group'; script = '$ids[0..4] | Add-AgSignatureApi -SignatureId $key -GroupId no_such -StageName RELEASE -WhatIf' }
            @{ what = 'API'; script = '"no_such" | Add-AgSignatureApi -SignatureId $key -GroupId $group -StageName RELEASE -WhatIf' }
        ) {
            $said = Get-Said $script
            $said.Error.Count | Should -Be 1
            $said.Error[0].FullyQualifiedErrorId | Should -Match '^NotFound'
        }
    }

    Context 'that is denied' {
        It 'sends nothing, says how to do without, and is asked for once' {
            Set-SandboxFault @{ operation = 'DescribeApiSignatures'; kind = 'error'; status = 403; code = 'Forbidden.RAM' }
            $failed = $null
            $null = $ids | Add-AgSignatureApi @to -ThrottleLimit 1 -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.Count | Should -Be 3
            $failed | Get-ErrorId | Select-Object -Unique | Should -Be ReadDenied
            $failed[0].ErrorDetails.RecommendedAction | Should -Match '-SkipRead -Replace'
            Get-SandboxCallCount DescribeApiSignatures | Should -BeLessOrEqual 2
            Get-SandboxWriteCount | Should -Be 0
            @($ids | Add-AgSignatureApi @to -SkipRead -Replace).Count | Should -Be 250
        }

        It 'of keys leaves their names empty, and the run goes on' {
            Set-SandboxFault @{ operation = 'DescribeSignatures'; kind = 'error'; status = 403; code = 'Forbidden.RAM' }
            $bound = $ids[5..9] | Add-AgSignatureApi @to
            $bound.Count | Should -Be 5
            @($bound.SignatureName -ne $null) | Should -BeNullOrEmpty
        }
    }

    It 'sends nothing for an unknown key' {
        $failed = $null
        $null = $ids | Add-AgSignatureApi -SignatureId no_such -GroupId $group -StageName RELEASE -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed | Get-ErrorId | Select-Object -Unique | Should -Be NotFound
        Get-SandboxWriteCount | Should -Be 0
        Get-SandboxCallCount DescribeSignatures | Should -Be 1
    }
}
