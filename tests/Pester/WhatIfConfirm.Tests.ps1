# -WhatIf sends nothing; -Confirm asks what will really happen, and does what was answered.

BeforeDiscovery {
    # Every cmdlet that writes, with the operation that it sends.
    $writers = @(
        @{ command = 'New-AgSignature'; operation = 'CreateSignature'; high = $false; force = $false; call = 'New-AgSignature -SignatureName third_key' }
        @{ command = 'Set-AgSignature'; operation = 'ModifySignature'; high = $false; force = $false; call = 'Set-AgSignature -SignatureId $s -NewSignatureName renamed_key' }
        @{ command = 'Remove-AgSignature'; operation = 'DeleteSignature'; high = $true; force = $true; call = 'Remove-AgSignature -SignatureId $free' }
        @{ command = 'Add-AgSignatureApi'; operation = 'SetSignatureApis'; high = $false; force = $false; call = 'Add-AgSignatureApi -SignatureId $s -GroupId $g -StageName PRE -ApiId $ids' }
        @{ command = 'Sync-AgSignatureApi'; operation = 'SetSignatureApis'; high = $false; force = $true; call = '$ids | ForEach-Object { @{ SignatureId = $s; GroupId = $g; StageName = "PRE"; ApiId = $_ } } | Sync-AgSignatureApi' }
        @{ command = 'Remove-AgSignatureApi'; operation = 'RemoveSignatureApis'; high = $true; force = $true; call = 'Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -ApiId $ids' }
        @{ command = 'Remove-AgSignatureApi -All'; operation = 'RemoveSignatureApis'; high = $true; force = $true; call = 'Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -All' }
        @{ command = 'Move-AgSignatureApi'; operation = 'SetSignatureApis'; high = $true; force = $true; call = 'Move-AgSignatureApi $s $free' }
        @{ command = 'Undo-AgChange'; operation = 'RemoveSignatureApis'; high = $true; force = $true; call = '$made | Undo-AgChange' }
    )
    $removers = $writers | Where-Object { $_.high }
    $softWriters = $writers | Where-Object { -not $_.high }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $context = Initialize-Sandbox
    $orders = Get-SampleGroupId orders
    $orderIds = @(Get-SampleApiId orders 250)

    # Runs a script with a user who answers.
    function Invoke-Answered {
        param([string] $Script, [string[]] $Answer = @(), [hashtable] $More = @{})
        $variables = @{ ctx = $context; s = $key.SignatureId; free = $free.SignatureId; g = $orders; ids = $orderIds[0..4]; all = $orderIds; made = $made } + $More
        Invoke-SecondPowerShell $Script -Answer $Answer -Variable $variables
    }
}

AfterAll { Close-Sandbox }

Describe 'WhatIf and Confirm' {
    BeforeEach {
        Reset-Sandbox
        $key = New-AgSignature -SignatureName first_key
        $free = New-AgSignature -SignatureName unbound_key
        $made = $orderIds[0..4] | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST
        Clear-SandboxJournal

        # For the tests that are about many.
        function Add-Rest {
            $null = $orderIds[5..249] | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST
            Clear-SandboxJournal
        }
    }

    Context '<command> with -WhatIf' -ForEach $writers {
        It 'says what it would do and writes nothing' {
            $done = Invoke-Answered "$call -WhatIf"
            $done.Error | Should -BeNullOrEmpty
            $done.Question | Should -BeNullOrEmpty
            $done.Line -join "`n" | Should -Match '^What if: (Create|Change|Delete|Bind|Unbind|Move|Put back) '
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'writes nothing under an inherited $WhatIfPreference' {
            $done = Invoke-Answered "`$WhatIfPreference = `$true; $call"
            $done.Error | Should -BeNullOrEmpty
            $done.Line -join "`n" | Should -Match '^What if: '
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'writes nothing when a function of the caller was given -WhatIf' {
            $done = Invoke-Answered "function Invoke-Outer { [CmdletBinding(SupportsShouldProcess)] param() $call }; Invoke-Outer -WhatIf"
            $done.Error | Should -BeNullOrEmpty
            $done.Line -join "`n" | Should -Match '^What if: '
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'writes nothing with -Confirm as well' {
            $done = Invoke-Answered "$call -WhatIf -Confirm"
            $done.Question | Should -BeNullOrEmpty
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'returns nothing' {
            (Invoke-Answered "$call -WhatIf").Output | Should -BeNullOrEmpty
        }

        It 'writes when it is -WhatIf:$false under an inherited $WhatIfPreference' {
            $null = Invoke-Answered "`$WhatIfPreference = `$true; $call -WhatIf:`$false -Confirm:`$false"
            Get-SandboxCallCount $operation | Should -Be 1
        }
    }

    Context '<command> with -Force' -ForEach $removers {
        It 'writes nothing with -WhatIf' {
            $done = Invoke-Answered "$call -Force -WhatIf"
            $done.Line -join "`n" | Should -Match '^What if: '
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'writes nothing under an inherited $WhatIfPreference' {
            $done = Invoke-Answered "`$WhatIfPreference = `$true; $call -Force"
            $done.Error | Should -BeNullOrEmpty
            $done.Line -join "`n" | Should -Match '^What if: '
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'does not ask' {
            $done = Invoke-Answered "$call -Force"
            $done.Error | Should -BeNullOrEmpty
            $done.Question | Should -BeNullOrEmpty
            Get-SandboxCallCount $operation | Should -Be 1
        }

        It 'leaves the preferences of the caller as they are' {
            $done = Invoke-Answered "$call -Force | Out-Null; `$ConfirmPreference; `$WhatIfPreference; `$VerbosePreference"
            $done.Output | Should -Be 'High', $false, 'SilentlyContinue'
        }

        It 'asks when -Confirm is there too' {
            $done = Invoke-Answered "$call -Force -Confirm" -Answer No
            $done.Question.Count | Should -Be 1
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'asks again the next time without it' {
            $done = Invoke-Answered "$call -Force -WhatIf | Out-Null; $call" -Answer No
            $done.Question.Count | Should -Be 1
            Get-SandboxCallCount $operation | Should -Be 0
        }
    }

    Context '<command>' -ForEach $removers {
        It 'asks by default, and does it on Yes' {
            $done = Invoke-Answered $call -Answer Yes
            $done.Error | Should -BeNullOrEmpty
            $done.Question.Count | Should -Be 1
            Get-SandboxCallCount $operation | Should -Be 1
        }

        It 'sends nothing on No' {
            $done = Invoke-Answered $call -Answer No
            $done.Error | Should -BeNullOrEmpty
            $done.Output | Should -BeNullOrEmpty
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'does not ask with -Confirm:$false' {
            $done = Invoke-Answered "$call -Confirm:`$false"
            $done.Question | Should -BeNullOrEmpty
            Get-SandboxCallCount $operation | Should -Be 1
        }

        It 'does not ask where $ConfirmPreference is None' {
            $done = Invoke-Answered "`$ConfirmPreference = 'None'; $call"
            $done.Question | Should -BeNullOrEmpty
            Get-SandboxCallCount $operation | Should -Be 1
        }

        It 'has ConfirmImpact High' {
            $type = (Get-Command ($command -split ' ')[0]).ImplementingType
            [System.Reflection.CustomAttributeExtensions]::GetCustomAttribute($type, [System.Management.Automation.CmdletAttribute], $true).ConfirmImpact | Should -Be High
        }
    }

    Context '<command>' -ForEach $softWriters {
        It 'does not ask by default' {
            $done = Invoke-Answered $call
            $done.Error | Should -BeNullOrEmpty
            $done.Question | Should -BeNullOrEmpty
            Get-SandboxCallCount $operation | Should -Be 1
        }

        It 'asks with -Confirm, and does it on Yes' {
            $done = Invoke-Answered "$call -Confirm" -Answer Yes
            $done.Question.Count | Should -Be 1
            Get-SandboxCallCount $operation | Should -Be 1
        }

        It 'sends nothing on No' {
            $done = Invoke-Answered "$call -Confirm" -Answer No
            $done.Error | Should -BeNullOrEmpty
            $done.Output | Should -BeNullOrEmpty
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'asks where $ConfirmPreference is Low' {
            $done = Invoke-Answered "`$ConfirmPreference = 'Low'; $call" -Answer No
            $done.Question.Count | Should -Be 1
            Get-SandboxWriteCount | Should -Be 0
        }
    }

    Context 'The question' {
        BeforeEach { Add-Rest }

        It 'of Remove-AgSignatureApi names key, group, stage, number and the first ten APIs' {
            $done = Invoke-Answered 'Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName test -ApiId $all[0..24]' -Answer No
            $text = $done.Question[0].Message
            $text | Should -Match "first_key \($($key.SignatureId.Substring(0, 8))"
            $text | Should -Match '\b25 APIs of orders in TEST\b'
            $text | Should -Match 'orders_api_0001, .*, orders_api_0010 \(and 15 more\)'
            $text | Should -Not -Match 'orders_api_0011'
            $done.Question[0].Caption | Should -Be 'Unbind a key [cn-hangzhou]'
        }

        It 'of Add-AgSignatureApi names the same' {
            $done = Invoke-Answered 'Add-AgSignatureApi -SignatureId $s -GroupId $g -StageName pre -ApiId $all[0..10] -Confirm' -Answer No
            $text = $done.Question[0].Message
            $text | Should -Match "first_key \($($key.SignatureId.Substring(0, 8))"
            $text | Should -Match '\b11 APIs of orders in PRE\b'
            $text | Should -Match ([regex]::Escape(($orderIds[0..9] -join ', ') + ' (and 1 more)'))
            $done.Question[0].Caption | Should -Be 'Bind a key [cn-hangzhou]'
        }

        It 'names all APIs when there are no more than ten' {
            $done = Invoke-Answered 'Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -ApiId $all[0..9]' -Answer No
            $done.Question[0].Message | Should -Match 'orders_api_0001, .*, orders_api_0010\. '
            $done.Question[0].Message | Should -Not -Match 'more\)'
        }

        It 'speaks of one API in the singular' {
            $done = Invoke-Answered 'Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -ApiId $all[0]' -Answer No
            $done.Question[0].Message | Should -Match '\b1 API\b'
        }

        It 'of -All says every API, and how many that is now' {
            $done = Invoke-Answered 'Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -All' -Answer No
            $text = $done.Question[0].Message
            $text | Should -Match "^Every API of orders in TEST loses first_key \($($key.SignatureId.Substring(0, 8))"
            $text | Should -Match '\b250 APIs\b'
            $text | Should -Match '\bTEST\b'
            $text | Should -Not -Match $orderIds[0]
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'of -All counts the bindings of this key only' {
            $null = $orderIds[0..39] | Add-AgSignatureApi -SignatureId $free.SignatureId -GroupId $orders -StageName TEST -Replace -Force
            $done = Invoke-Answered 'Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -All' -Answer Yes
            $done.Question[0].Message | Should -Match '\b210 APIs\b'
            $done.Output.Count | Should -Be 210
            Get-SandboxBindingCount $orders TEST $free.SignatureId | Should -Be 40
        }

        It 'of Remove-AgSignature says where the key is bound, for then it is refused' {
            $done = Invoke-Answered 'Remove-AgSignature -SignatureId $s' -Answer No
            $done.Question[0].Message | Should -Match 'It is bound to \d+ APIs? in .+: as long as it is, deleting it is refused\.$'
        }

        It 'of Remove-AgSignature names the key, and that its Secret is lost' {
            $done = Invoke-Answered 'Remove-AgSignature -SignatureId $free' -Answer No
            $done.Question[0].Message | Should -Match $free.SignatureId
            $done.Question[0].Message | Should -Match 'Secret'
        }

        It 'of Set-AgSignature says what changes, and never to what' {
            $secret = ConvertTo-Secret 'Asked_secret_1'
            $done = Invoke-Answered 'Set-AgSignature -SignatureId $s -SignatureKey RotatedKey1 -SignatureSecret $secret -Confirm' -Answer No -More @{ secret = $secret }
            $text = $done.Question[0].Message
            $text | Should -Match "of first_key \($($key.SignatureId.Substring(0, 8)).\)\? This acts at once"
            $text | Should -Match 'Change the Key and the Secret of'
            $text | Should -Not -Match 'the name'
            $text | Should -Not -Match 'Asked_secret_1'
        }

        It 'of New-AgSignature names the key to be' {
            $done = Invoke-Answered 'New-AgSignature -SignatureName third_key -Confirm' -Answer No
            $done.Question[0].Message | Should -Match 'third_key'
        }
    }

    Context 'One question per batch' {
        BeforeEach { Add-Rest }

        It 'three for 250 ids, each about its own' {
            $done = Invoke-Answered '$all | Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST' -Answer Yes, Yes, Yes
            $done.Question.Count | Should -Be 3
            $done.Question[0].Message | Should -Match '\b100 APIs\b'
            $done.Question[2].Message | Should -Match '\b50 APIs\b'
            $done.Question[1].Message | Should -Match 'orders_api_0101'
            Get-SandboxBindingCount | Should -Be 0
        }

        It 'a No sends nothing for that batch and leaves the others alone' {
            $done = Invoke-Answered '$all | Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST' -Answer Yes, No, Yes
            $done.Output.ApiId | Should -Be ($orderIds[0..99] + $orderIds[200..249])
            @(Get-SandboxCall RemoveSignatureApis).idCount | Sort-Object -Descending | Should -Be 100, 50 -Because 'two run side by side'
            Compare-Object (Get-AgSignature -GroupId $orders -StageName TEST).ApiId $orderIds[100..199] | Should -BeNullOrEmpty
        }

        It 'Yes to All asks once' {
            $done = Invoke-Answered '$all | Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST' -Answer 'Yes to All'
            $done.Question.Count | Should -Be 1
            Get-SandboxBindingCount | Should -Be 0
        }

        It 'No to All asks once and sends nothing' {
            $done = Invoke-Answered '$all | Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST' -Answer 'No to All'
            $done.Question.Count | Should -Be 1
            $done.Output | Should -BeNullOrEmpty
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'No to All after a Yes keeps to the first batch' {
            $done = Invoke-Answered '$all | Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST' -Answer Yes, 'No to All'
            $done.Question.Count | Should -Be 2
            Get-SandboxBindingCount | Should -Be 150
        }

        It 'also for Add-AgSignatureApi -Confirm' {
            $done = Invoke-Answered '$all | Add-AgSignatureApi -SignatureId $s -GroupId $g -StageName PRE -Confirm' -Answer No, Yes, No
            $done.Question.Count | Should -Be 3
            $done.Output.ApiId | Should -Be $orderIds[100..199]
            Get-SandboxBindingCount $orders PRE | Should -Be 100
        }

        It 'one for each key that is deleted' {
            $done = Invoke-Answered 'Get-AgSignature | Remove-AgSignature' -Answer No, Yes
            $done.Question.Count | Should -Be 2
            Get-SandboxCallCount DeleteSignature | Should -Be 1
            (Get-SandboxState).signatures | Should -Be 1
        }

        It 'one -WhatIf line for each, and one for all' {
            $done = Invoke-Answered '$all | Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -WhatIf'
            @($done.Line -match '^What if: Unbind').Count | Should -Be 3
            @($done.Line -match '^What if: ')[-1] | Should -Be 'What if: In all: unbind 250 APIs.'
            Get-SandboxWriteCount | Should -Be 0
        }
    }

    Context 'Remove-AgSignatureApi -All' {
        It 'as -All:$false is an error, and sends nothing' {
            $failed = @(Get-ErrorOf { Remove-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST -All:$false -Force })
            $failed | Get-ErrorId | Should -Be AllMustBeTrue
            $failed.CategoryInfo.Category | Should -Be InvalidArgument
            Get-SandboxCallCount | Should -Be 0
        }

        It 'is an error with <what> in the pipeline, and sends nothing' -ForEach @(
            @{ what = 'ids'; make = { $orderIds[0..2] } }
            @{ what = 'APIs'; make = { Get-AgApi -GroupId $orders -First 2 } }
            @{ what = 'bindings'; make = { Get-AgSignature -GroupId $orders -StageName TEST -First 2 } }
            @{ what = 'one object'; make = { [pscustomobject] @{ ApiId = $orderIds[0] } } }
        ) {
            $things = & $make
            Clear-SandboxJournal
            $failed = @(Get-ErrorOf { $things | Remove-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST -All -Force })
            $failed | Get-ErrorId | Should -Be AllTakesNoInput
            Get-SandboxCallCount | Should -Be 0
        }

        It 'excludes -ApiId' {
            $failed = @(Get-ErrorOf { Remove-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST -All -ApiId $orderIds[0] -Force })
            $failed.Count | Should -Be 1
            Get-SandboxCallCount | Should -Be 0
        }

        It 'leaves other stages and groups alone' {
            $null = $orderIds[0..9] | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName RELEASE
            $null = Remove-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST -All -Force
            Get-SandboxBindingCount $orders TEST | Should -Be 0
            Get-SandboxBindingCount $orders RELEASE | Should -Be 10
        }
    }

    Context 'Set-AgSignature' {
        It 'warns when the Secret changes without its Key' {
            $warnings = Set-AgSignature -SignatureId $key.SignatureId -SignatureSecret (ConvertTo-Secret 'Rotated_secret_1') -Force 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }
            $warnings.Count | Should -Be 1
            $warnings.Message | Should -Match 'another Key'
        }

        It 'does not warn when both change, or the name only' {
            Set-AgSignature -SignatureId $key.SignatureId -SignatureKey RotatedKey1 -SignatureSecret (ConvertTo-Secret 'Rotated_secret_1') -Force -WarningVariable warnings | Out-Null
            $warnings | Should -BeNullOrEmpty
            Set-AgSignature -SignatureId $key.SignatureId -NewSignatureName renamed_key -WarningVariable warnings | Out-Null
            $warnings | Should -BeNullOrEmpty
        }

        It 'says of <what> whether requests are signed otherwise at once' -ForEach @(
            @{ what = 'the name alone'; change = '-NewSignatureName renamed_key'; says = 'first_key \(.{9}\)\. Requests are signed as before\. \[cn-hangzhou\]$' }
            @{ what = 'a Key'; change = '-SignatureKey RotatedKey1'; says = 'This acts at once on every API that it is bound to, 5 APIs in TEST of group orders \([0-9a-f]{32}\)\. \[cn-hangzhou\]$' }
            @{ what = 'both'; change = '-NewSignatureName renamed_key -SignatureKey RotatedKey1'; says = 'This acts at once on every API that it is bound to, 5 APIs in TEST of group orders \([0-9a-f]{32}\)\. \[cn-hangzhou\]$' }
        ) {
            $done = Invoke-Answered "Set-AgSignature -SignatureId `$s $change -WhatIf"
            $done.Line -join "`n" | Should -Match $says
        }
    }

    Context 'Sync-AgSignatureApi' {
        BeforeEach {
            function New-Row {
                param([string] $SignatureId, [int] $Number, [string] $Stage = 'TEST')
                [pscustomobject] @{ SignatureId = $SignatureId; GroupId = $orders; StageName = $Stage; ApiId = $orderIds[$Number] }
            }

            $rows = @(New-Row $key.SignatureId 0) + @(4..6 | ForEach-Object { New-Row $free.SignatureId $_ })
        }

        It 'asks once with the totals where a key is replaced or unbound' {
            $no = Invoke-Answered '$rows | Sync-AgSignatureApi -Prune' -Answer No -More @{ rows = $rows }
            $no.Question | Should -HaveCount 1
            $no.Question[0].Message | Should -Match '^Bind 2 APIs, replace the key of 1 API, unbind 3 APIs; 1 is as planned already\.'
            $no.Question[0].Message | Should -Match 'ut unbound_key \([0-9a-f]{8}.\) in the place of first_key \([0-9a-f]{8}.\) at orders_api_0005 of orders in TEST'
            $no.Output | Should -BeNullOrEmpty
            Get-SandboxWriteCount | Should -Be 0

            $yes = Invoke-Answered '$rows | Sync-AgSignatureApi' -Answer Yes -More @{ rows = $rows }
            $yes.Question | Should -HaveCount 1
            $yes.Output | Should -HaveCount 4
        }

        It 'does not ask again what -Force stands for, and asks where -Confirm is there too' {
            (Invoke-Answered '$rows | Sync-AgSignatureApi -Force -Confirm' -Answer No -More @{ rows = $rows }).Question | Should -HaveCount 1
            Get-SandboxWriteCount | Should -Be 0
            (Invoke-Answered '$rows | Sync-AgSignatureApi -Force' -More @{ rows = $rows }).Output | Should -HaveCount 4
        }

        It 'refuses where it must ask and nobody can answer' {
            $done = Invoke-SecondPowerShell '$rows | Sync-AgSignatureApi' -DefaultHost -Variable @{ ctx = $context; rows = $rows }
            $done.Error | Get-ErrorId | Should -Be CannotAsk
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'shows with -WhatIf each change and the totals' {
            $done = Invoke-Answered '$rows | Sync-AgSignatureApi -Prune -WhatIf -Confirm' -More @{ rows = $rows + (New-Row $free.SignatureId 8 PRE) }
            $done.Output | Should -BeNullOrEmpty
            $done.Question | Should -BeNullOrEmpty
            $done.Line | Should -HaveCount 5
            $done.Line -join "`n" | Should -Match '(?m)^What if: Bind unbound_key \([0-9a-f]{8}.\) to orders_api_0009 of orders in PRE\.'
            $done.Line[-1] | Should -Match '^What if: In all: bind 3 APIs, replace the key of 1 API, unbind 3 APIs; 1 is as planned already\.'
            Get-SandboxWriteCount | Should -Be 0
        }
    }
}
