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

        It 'goes on with Yes' {
            $done = Invoke-Asked 'Set-AgSignature $s -SignatureKey NewKey1 -Context $ctx' -Answer Yes
            $done.Output.SignatureKey | Should -Be NewKey1
        }

        It 'is not asked where none does, and for a name alone' {
            (Invoke-Asked 'Set-AgSignature $free -SignatureKey NewKey1 -Context $ctx').Output.SignatureKey | Should -Be NewKey1
            (Invoke-Asked 'Set-AgSignature $s -NewName other_name -Context $ctx').Output.SignatureName | Should -Be other_name
        }

        It 'is silenced by <_>, and nothing is read for it' -ForEach '-Force', '-Confirm:$false' {
            $done = Invoke-Asked "Set-AgSignature `$s -SignatureKey NewKey1 -Context `$ctx $_"
            $done.Output.SignatureKey | Should -Be NewKey1
            (Get-SandboxCall).operation | Should -Be ModifySignature, DescribeSignatures
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
