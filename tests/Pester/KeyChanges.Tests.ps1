# What Set-AgSignature asks, says and gives back; how old a key is, and where it is in use.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox
    $orders = Get-SampleGroupId orders
    $context = Get-AgContext
}

AfterAll { Close-Sandbox }

Describe 'A change of a key' {
    BeforeEach {
        Reset-Sandbox
        $key = New-AgSignature -SignatureName orders_key -SignatureKey OldKey1
        $free = New-AgSignature -SignatureName spare_key
        $ids = @(Get-SampleApiId orders 5)
        $null = $ids | Add-AgSignatureApi -SignatureName orders_key -GroupName orders -StageName TEST
        $null = $ids[0] | Add-AgSignatureApi -SignatureName orders_key -GroupName orders -StageName RELEASE
        Clear-SandboxJournal

        function Invoke-Asked {
            param([string] $Script, [string[]] $Answer = @())
            Invoke-SecondPowerShell $Script -Answer $Answer -Variable @{ ctx = $context; s = $key.SignatureId; free = $free.SignatureId }
        }
    }

    Context 'The question' {
        It 'is asked where APIs carry the key, and says which' {
            $done = Invoke-Asked 'Set-AgSignature $s -SignatureKey NewKey1 -Context $ctx' -Answer No
            $done.Question.Count | Should -Be 1
            $done.Question[0].Message | Should -Match '^Change the Key of orders_key \([0-9a-f]{8}.\)\? This acts at once on every API that it is bound to, 6 APIs: '
            $done.Question[0].Message | Should -Match "TEST of group orders \($orders\): 5 APIs"
            $done.Question[0].Message | Should -Match "RELEASE of group orders \($orders\): 1 API(;|\.)"
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'says no number twice where one place is all' {
            $null = $ids[0] | Remove-AgSignatureApi -SignatureName orders_key -GroupName orders -StageName RELEASE -Force
            $done = Invoke-Asked 'Set-AgSignature $s -SignatureKey NewKey1 -Context $ctx' -Answer No
            $done.Question[0].Message | Should -Match "every API that it is bound to, 5 APIs in TEST of group orders \($orders\)\.$"
        }

        It 'goes on with Yes' {
            $done = Invoke-Asked 'Set-AgSignature $s -SignatureKey NewKey1 -Context $ctx' -Answer Yes
            $done.Output.SignatureKey | Should -Be NewKey1
        }

        It 'is not asked where none does, and for a name alone' {
            (Invoke-Asked 'Set-AgSignature $free -SignatureKey NewKey1 -Context $ctx').Output.SignatureKey | Should -Be NewKey1
            (Invoke-Asked 'Set-AgSignature $s -NewName other_name -Context $ctx').Output.SignatureName | Should -Be other_name
        }

        It 'is silenced by <_>, and where the key is bound is not read for it' -ForEach '-Force', '-Confirm:$false' {
            $done = Invoke-Asked "Set-AgSignature `$s -SignatureKey NewKey1 -Context `$ctx $_"
            $done.Output.SignatureKey | Should -Be NewKey1
            (Get-SandboxCall).operation | Should -Be DescribeSignatures, ModifySignature, DescribeSignatures
        }

        It 'is asked where it cannot be read which APIs carry the key' {
            Set-SandboxFault @{ kind = 'error'; operation = 'DescribeApisBySignature'; code = 'Forbidden.RAM'; status = 403 }
            $done = Invoke-Asked 'Set-AgSignature $free -SignatureKey NewKey1 -Context $ctx' -Answer No
            $done.Question[0].Message | Should -Match 'which those are could not be read: .*Forbidden\.RAM'
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'refuses, and sends nothing, where nobody can answer' {
            $failed = Get-ErrorOf { Set-AgSignature -Name orders_key -SignatureKey NewKey1 }
            $failed | Get-ErrorId | Should -Be CannotAsk
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'does not come for a key that is not there' {
            Get-ErrorOf { Set-AgSignature ('0' * 32) -SignatureKey NewKey1 } | Get-ErrorId | Should -Be NotFound
            (Invoke-Asked "Set-AgSignature '$('0' * 32)' -NewName other_name -Context `$ctx -WhatIf").Error | Get-ErrorId | Should -Be NotFound
            Get-SandboxWriteCount | Should -Be 0
        }
    }

    Context 'What the key has already' {
        BeforeEach {
            $pair = New-AgSignaturePair
            $null = Set-AgSignature $key.SignatureId -Pair $pair -Force
            $other = New-AgSignaturePair $pair.SignatureKey
            Clear-SandboxJournal
        }

        It 'is not sent again: <what>' -ForEach @(
            @{ what = 'a pair'; with = { @{ Pair = $pair } }; says = 'orders_key \([0-9a-f]{8}.\) has this very pair already; nothing was sent\. .*no Previous' }
            @{ what = 'a name'; with = { @{ NewSignatureName = 'orders_key' } }; says = 'has this name already; nothing was sent\.$' }
            @{ what = 'a Key'; with = { @{ SignatureKey = $pair.SignatureKey } }; says = 'has this Key already' }
            @{ what = 'a Secret'; with = { @{ SignatureSecret = $pair.SignatureSecret } }; says = 'has this Secret already' }
            @{ what = 'a name, a Key and a Secret'; with = { @{ NewSignatureName = 'orders_key'; SignatureKey = $pair.SignatureKey; SignatureSecret = $pair.SignatureSecret } }; says = 'has this name, this Key and this Secret already' }
        ) {
            $given = & $with
            foreach ($which in @{ SignatureId = $key.SignatureId }, @{ SignatureName = 'Orders_key' }) {
                $same = Set-AgSignature @which @given -InformationVariable said -WarningVariable warned 6>$null
                "$said" | Should -Match $says
                $warned | Should -BeNullOrEmpty
                $same.SignatureName, $same.SignatureKey | Should -BeExactly 'orders_key', $pair.SignatureKey
                $same.Previous | Should -BeNullOrEmpty
                $run = (Get-AgContext).LastRun
                $run.Unchanged, $run.Done, $run.Completed | Should -Be 1, 0, $true
            }

            Get-SandboxWriteCount | Should -Be 0
        }

        It 'is nothing to change with -WhatIf' {
            $done = Invoke-SecondPowerShell 'Set-AgSignature $s -Pair $pair -Context $ctx -WhatIf' -Variable @{ ctx = $context; s = $key.SignatureId; pair = $pair }
            $done.Output | Should -BeNullOrEmpty
            $done.Line -join ' ' | Should -Match '^What if: orders_key \(.{9}\) has this very pair already: nothing to change\. \[cn-hangzhou\]$'
        }

        It 'is left out of what is sent beside something new' {
            $changed = Set-AgSignature $key.SignatureId -Pair $pair -NewSignatureName other_name -WarningVariable warned
            $changed.SignatureName | Should -BeExactly other_name
            $changed.Previous | Should -BeNullOrEmpty
            $warned | Should -BeNullOrEmpty
            Get-SandboxWriteCount | Should -Be 1
        }

        It 'is a Key whose Secret changes: a warning says so, and the question names the Secret: <what>' -ForEach @(
            @{ what = '-Pair'; with = '-Pair $other' }
            @{ what = 'both parts'; with = '-SignatureKey $other.SignatureKey -SignatureSecret $other.SignatureSecret' }
            @{ what = 'the Secret alone'; with = '-SignatureSecret $other.SignatureSecret' }
        ) {
            $done = Invoke-SecondPowerShell "Set-AgSignature `$s $with -Context `$ctx -WhatIf -WarningVariable said; `$said.Message" -Variable @{ ctx = $context; s = $key.SignatureId; other = $other }
            $done.Line -join ' ' | Should -Match 'Change the Secret of orders_key'
            "$($done.Output)" | Should -Match 'The Secret changes while its Key stays'
        }
    }

    Context 'What the key has cannot be read' {
        It 'an id that is none is said to be none, and nothing is sent: <what>' -ForEach @(
            @{ what = 'a name'; id = 'orders_key'; says = 'A key of that name has the id [0-9a-f]{32}: give -SignatureName' }
            @{ what = 'hexadecimal'; id = 'deadbeef'; says = "has the id 'deadbeef'" }
        ) {
            foreach ($with in @{ Pair = New-AgSignaturePair }, @{ SignatureKey = 'NewKey1' }, @{ NewSignatureName = 'other_name' }) {
                $failed = @(Get-ErrorOf { Set-AgSignature $id @with -Force -WarningVariable script:warned })
                $failed.Count | Should -Be 1
                $failed[0] | Get-ErrorId | Should -Be NotFound
                "$($failed[0])" | Should -Match $says
                $script:warned | Should -BeNullOrEmpty
            }

            Get-SandboxWriteCount | Should -Be 0
        }

        It 'a number is said to need quotes' {
            "$(Get-ErrorOf { Set-AgSignature -SignatureId 00000000000000000000000000000000 -NewName other_name })" | Should -Match 'put it in quotes'
            "$(Get-ErrorOf { Set-AgSignature 12345678901234567890123456789012 -NewName other_name })" | Should -Match 'put it in quotes'
        }

        It 'several pairs are refused in words' {
            "$(Get-ErrorOf { Set-AgSignature $key.SignatureId -Pair (New-AgSignaturePair), (New-AgSignaturePair) })" | Should -Match 'One pair is expected here, and 2 were given'
        }

        It 'a failure of the reading ends the change, for the way back would be lost: <_>' -ForEach '-Pair', '-NewSignatureName' {
            $with = if ($_ -eq '-Pair') { @{ Pair = New-AgSignaturePair } } else { @{ NewSignatureName = 'other_name' } }
            Set-SandboxFault @{ kind = 'error'; operation = 'DescribeSignatures'; code = 'InvalidParameter.Odd'; status = 400 }
            $failed = @(Get-ErrorOf { Set-AgSignature $key.SignatureId @with -Force })
            $failed.Count | Should -Be 1
            $failed[0] | Get-ErrorId | Should -Not -BeIn 'UnexpectedError', 'NotSpecified'
            "$($failed[0])" | Should -Match 'read first, and could not be: no change was sent'
            $failed[0].Exception.OutcomeUnknown | Should -BeFalse
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'a denial does not, and somebody is told that there is no way back' {
            Set-SandboxFault @{ kind = 'error'; operation = 'DescribeSignatures'; code = 'Forbidden.RAM'; status = 403 }
            $pair = New-AgSignaturePair
            $changed = Set-AgSignature $key.SignatureId -Pair $pair -Force -WarningVariable warned -WarningAction SilentlyContinue
            $changed.SignatureKey | Should -BeExactly $pair.SignatureKey
            $changed.Previous | Should -BeNullOrEmpty
            "$warned" | Should -Match 'no Previous to go back to: .*Forbidden\.RAM'
        }
    }

    Context 'What comes back' {
        It 'is the whole key as it is now' {
            $changed = Set-AgSignature $key.SignatureId -NewSignatureName other_name
            $changed.SignatureName, $changed.SignatureKey, $changed.RegionId | Should -Be other_name, OldKey1, cn-hangzhou
            $changed.ModifiedTime | Should -Not -BeNullOrEmpty
            $changed.SignatureSecret | Should -BeNullOrEmpty
        }

        It 'is what was sent, with a warning, where it cannot be read back' {
            Set-SandboxFault @{ kind = 'error'; operation = 'DescribeSignatures'; code = 'Forbidden.RAM'; status = 403 }
            $changed = Set-AgSignature $key.SignatureId -NewSignatureName other_name -WarningVariable said -WarningAction SilentlyContinue
            $changed.SignatureName | Should -Be other_name
            "$said" | Should -Match 'was changed, but it could not be read back: .*Forbidden\.RAM'
            (Get-AgContext).LastRun.Done | Should -Be 1
        }
    }

    Context 'Age and use' {
        It 'Age is the time since the last change' {
            $found = Get-AgSignature orders_key
            $found.Age | Should -BeGreaterOrEqual ([timespan]::Zero)
            ([DateTimeOffset]::UtcNow - $found.ModifiedTime - $found.Age).Duration() | Should -BeLessThan ([timespan]::FromMinutes(1))
        }

        It '-IncludeUsage counts where each key is bound, with one call for each' {
            $found = Get-AgSignature -IncludeUsage | Sort-Object SignatureName
            $found.BoundCount | Should -Be 6, 0
            @(Get-SandboxCall DescribeApisBySignature).Count | Should -Be 2
            $found | Out-String | Should -Match 'orders_key +6 '
            $found[0] | Should -BeOfType ([AliGatewaySignature.Model.AgSignature])
        }

        It 'counts only for what is written' {
            $null = Get-AgSignature -IncludeUsage -First 1
            @(Get-SandboxCall DescribeApisBySignature).Count | Should -Be 1
            (Get-AgSignature -SignatureId $key.SignatureId -IncludeUsage).BoundCount | Should -Be 6
            (Get-AgSignature orders_key).BoundCount | Should -BeNullOrEmpty
        }

        It 'gives the key without a count, and an error, where it cannot be read' {
            Set-SandboxFault @{ kind = 'error'; operation = 'DescribeApisBySignature'; code = 'Forbidden.RAM'; status = 403 }
            $found = Get-AgSignature orders_key -IncludeUsage -ErrorVariable failed -ErrorAction SilentlyContinue
            $found.SignatureName | Should -Be orders_key
            $found.BoundCount | Should -BeNullOrEmpty
            $failed | Get-ErrorId | Should -Be PermissionDenied
            $failed.TargetObject.SignatureId | Should -Be $key.SignatureId
        }

        It 'Get-AgSignatureApi names the key' {
            (Get-AgSignatureApi $key.SignatureId).SignatureName | Select-Object -Unique | Should -Be orders_key
            (Get-AgSignatureApi -SignatureName orders_key).SignatureName | Select-Object -Unique | Should -Be orders_key
        }

        It 'names come with ids typed by hand where they are read' {
            $done = $ids | Remove-AgSignatureApi -SignatureName orders_key -GroupId $orders -StageName TEST -Force
            $done.ApiName | Should -Not -Contain $null
            $done.ApiName[0] | Should -Be orders_api_0001
            $done = $ids | Remove-AgSignatureApi -SignatureName orders_key -GroupId $orders -StageName TEST -Force
            $done.Action | Select-Object -Unique | Should -Be NotBound
            $done.ApiName[0] | Should -Be orders_api_0001
            $done[0].GroupName | Should -Be orders
        }
    }
}
