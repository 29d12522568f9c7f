# What binds from the pipeline, and what is refused.

BeforeDiscovery {
    $batchCmdlets = @(
        @{ command = 'Add-AgSignatureApi'; switches = @{} }
        @{ command = 'Remove-AgSignatureApi'; switches = @{ Force = $true } }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox
    $orders = Get-SampleGroupId orders
    $payments = Get-SampleGroupId payments

    function Get-BoundId {
        param([string] $GroupId, [string] $StageName)
        @(Get-AgSignature -GroupId $GroupId -StageName $StageName).ApiId
    }
}

AfterAll { Close-Sandbox }

Describe 'Binding from the pipeline' {
    BeforeEach {
        Reset-Sandbox
        $key = New-AgSignature -SignatureName first_key -SignatureKey FirstKey1
        $other = New-AgSignature -SignatureName second_key -SignatureKey SecondKey1
        $ids = @(Get-SampleApiId orders 5)
        Clear-SandboxJournal
    }

    Context 'The parameters that take pipeline input' {
        It '<command> binds <binds>' -ForEach @(
            @{ command = 'Connect-AgAccount'; binds = '' }
            @{ command = 'Disconnect-AgAccount'; binds = 'Context value' }
            @{ command = 'Get-AgContext'; binds = '' }
            @{ command = 'New-AgSignature'; binds = 'SignatureName value' }
            @{ command = 'Set-AgSignature'; binds = 'SignatureId name' }
            @{ command = 'Get-AgSignature'; binds = 'ApiId value, ApiId name, GroupId name, StageName name' }
            @{ command = 'Remove-AgSignature'; binds = 'SignatureId value' }
            @{ command = 'Add-AgSignatureApi'; binds = 'ApiId value, ApiId name, GroupId name, SignatureId name, StageName name' }
            @{ command = 'Remove-AgSignatureApi'; binds = 'ApiId value, ApiId name, GroupId name, SignatureId name, StageName name' }
            @{ command = 'Get-AgSignatureApi'; binds = 'ApiId value, ApiId name, GroupId name, SignatureId value, StageName name' }
            @{ command = 'Get-AgApi'; binds = 'GroupId name' }
            @{ command = 'Get-AgApiGroup'; binds = 'GroupId name' }
            @{ command = 'Get-AgSignatureCoverage'; binds = 'GroupId name' }
            @{ command = 'Get-AgChange'; binds = '' }
            @{ command = 'Undo-AgChange'; binds = 'InputObject value' }
        ) {
            $found = foreach ($parameter in (Get-Command $command).Parameters.Values | Sort-Object Name) {
                $attributes = $parameter.Attributes | Where-Object { $_ -is [Parameter] }
                if ($attributes.ValueFromPipeline -contains $true) { "$($parameter.Name) value" }
                if ($attributes.ValueFromPipelineByPropertyName -contains $true) { "$($parameter.Name) name" }
            }
            $found -join ', ' | Should -BeExactly $binds
        }

        It 'are at most one by value in a parameter set of <_>' -ForEach @(
            'Get-AgSignature', 'Remove-AgSignature', 'Add-AgSignatureApi', 'Remove-AgSignatureApi', 'Get-AgSignatureApi'
        ) {
            foreach ($set in (Get-Command $_).ParameterSets) {
                @($set.Parameters | Where-Object ValueFromPipeline).Count | Should -BeLessOrEqual 1 -Because $set.Name
            }
        }

        It 'are none in the set of -All' {
            $set = (Get-Command Remove-AgSignatureApi).ParameterSets | Where-Object Name -EQ 'All'
            $set.Parameters | Where-Object { $_.ValueFromPipeline -or $_.ValueFromPipelineByPropertyName } | Should -BeNullOrEmpty
        }
    }

    Context '<command> from the pipeline' -ForEach $batchCmdlets {
        BeforeAll {
            $operation = if ($command -like 'Add*') { 'SetSignatureApis' } else { 'RemoveSignatureApis' }
        }

        BeforeEach {
            $target = @{ SignatureId = $key.SignatureId; GroupId = $orders; StageName = 'TEST' } + $switches
            if ($command -like 'Remove*') {
                $null = Get-SampleApiId orders 20 | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST
                $null = Get-SampleApiId payments 40 | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $payments -StageName TEST
                Clear-SandboxJournal
            }

            $before = @{ $orders = Get-SandboxBindingCount $orders TEST; $payments = Get-SandboxBindingCount $payments TEST }

            # How many APIs of the group have changed, seen from the server.
            function Get-Change {
                param([string] $GroupId = $orders)
                [Math]::Abs((Get-SandboxBindingCount $GroupId TEST) - $before[$GroupId])
            }
        }

        It 'takes strings' {
            $out = $ids | & $command @target
            $out.ApiId | Should -Be $ids
            Get-Change | Should -Be 5
        }

        It 'takes strings as an argument, also by position' {
            (& $command @target -ApiId $ids[0, 1]).ApiId | Should -Be $ids[0, 1]
            (& $command $ids[2, 3] @target).ApiId | Should -Be $ids[2, 3]
            Get-Change | Should -Be 4
        }

        It 'takes the lines of a file' {
            $file = Join-Path $TestDrive 'ids.txt'
            Set-Content $file $ids
            (Get-Content $file | & $command @target).ApiId | Should -Be $ids
            Get-Change | Should -Be 5
        }

        It 'takes all lines of a file as one array' {
            $file = Join-Path $TestDrive 'ids.txt'
            Set-Content $file $ids
            (Get-Content $file -ReadCount 0 | & $command @target).ApiId | Should -Be $ids
            Get-SandboxCallCount $operation | Should -Be 1
        }

        It 'takes APIs, and their group from them' {
            $out = Get-AgApi -GroupId $payments | & $command -SignatureId $key.SignatureId -StageName TEST @switches
            $out.Count | Should -Be 40
            ($out.GroupId | Select-Object -Unique) | Should -Be $payments
            Get-Change $payments | Should -Be 40
            Get-Change $orders | Should -Be 0
        }

        It 'takes APIs as an argument' {
            $apis = Get-AgApi -GroupId $orders -First 3
            (& $command @target -ApiId $apis).ApiId | Should -Be $apis.ApiId
            Get-Change | Should -Be 3
        }

        It 'takes a CSV file with all four columns' {
            $file = Join-Path $TestDrive 'plan.csv'
            $rows = @(
                @{ SignatureId = $key.SignatureId; GroupId = $orders; StageName = 'TEST'; ApiId = $ids[0] }
                @{ SignatureId = $key.SignatureId; GroupId = $orders; StageName = 'RELEASE'; ApiId = $ids[0] }
                @{ SignatureId = $key.SignatureId; GroupId = $payments; StageName = 'TEST'; ApiId = @(Get-SampleApiId payments 1)[0] }
                @{ SignatureId = $key.SignatureId; GroupId = $orders; StageName = 'test'; ApiId = $ids[1] }
            )
            $rows | ForEach-Object { [pscustomobject] $_ } | Export-Csv $file -NoTypeInformation
            $out = Import-Csv $file | & $command @switches
            $out.Count | Should -Be 4
            @($out | Where-Object { $_.GroupId -eq $orders -and $_.StageName -eq 'TEST' }).ApiId | Should -Be $ids[0, 1]
            @($out | Where-Object StageName -EQ 'RELEASE').ApiId | Should -Be $ids[0]

            # What is not bound needs no call to be unbound.
            Get-SandboxCallCount $operation | Should -Be @($out | Where-Object Action -In Bound, Unbound | Group-Object GroupId, StageName).Count
        }

        It 'reports a row whose cell is empty, and goes on with the others' {
            $csv = "ApiId,Note`n$($ids[0]),a`n,b`n$($ids[1]),c" | ConvertFrom-Csv
            $out = $csv | & $command @target -ErrorVariable refused -ErrorAction SilentlyContinue
            $out.ApiId | Should -Be $ids[0, 1]
            $refused.Count | Should -Be 1
            $refused[0] | Get-ErrorId | Should -Be InvalidInput
            "$($refused[0])" | Should -BeExactly 'Row 2: ApiId is empty.'
            Get-SandboxMaxIds $operation | Should -Be 2
        }

        It 'refuses rows without the column' {
            $csv = "Id`n$($ids[0])" | ConvertFrom-Csv
            $refused = Get-ErrorOf { $csv | & $command @target }
            $refused.Count | Should -Be 1
            $refused.Exception.Message | Should -Match 'an object with Id'
            Get-SandboxCallCount | Should -Be 0
        }

        It 'takes objects that hold several ids' {
            ([pscustomobject] @{ ApiId = $ids } | & $command @target).ApiId | Should -Be $ids
            Get-Change | Should -Be 5
        }

        It 'takes strings that carry properties of their own' {
            $decorated = $ids | ForEach-Object { $_ | Add-Member NoteProperty From 'somewhere' -PassThru }
            ($decorated | & $command @target).ApiId | Should -Be $ids
        }

        It 'prefers a parameter over the property of an object' {
            $row = [pscustomobject] @{ ApiId = $ids[0]; GroupId = $payments; StageName = 'RELEASE'; SignatureId = $other.SignatureId }
            $out = $row | & $command @target
            $out.GroupId | Should -Be $orders
            $out.StageName | Should -Be TEST
            $out.SignatureId | Should -Be $key.SignatureId
        }

        It 'refuses <what>, and says what it is' -ForEach @(
            @{ what = 'a file'; make = { Get-Item $PSCommandPath }; says = 'System\.IO\.FileInfo' }
            @{ what = 'a number'; make = { 250 }; says = 'System\.Int32' }
            @{ what = 'a date'; make = { [datetime]::UnixEpoch }; says = 'System\.DateTime' }
            @{ what = 'a hashtable'; make = { @{ ApiId = $ids[0] } }; says = 'System\.Collections\.Hashtable' }
            @{ what = 'an object without ApiId'; make = { [pscustomobject] @{ Id = 'x'; Name = 'y' } }; says = 'an object with Id, Name' }
            @{ what = 'a group'; make = { Get-AgApiGroup -GroupId $orders }; says = 'AgApiGroup' }
            @{ what = 'a key'; make = { $key }; says = 'AgSignature' }
            @{ what = 'an ApiId that is a number'; make = { [pscustomobject] @{ ApiId = 5 } }; says = 'System\.Int32' }
            @{ what = 'a secret'; make = { ConvertTo-Secret 'Some_secret1' }; says = 'SecureString' }
        ) {
            $thing = & $make
            Clear-SandboxJournal
            $refused = @(Get-ErrorOf { $thing | & $command @target })
            $refused.Count | Should -Be 1
            $refused[0].Exception.Message | Should -Match $says
            $refused[0] | Get-ErrorId | Should -Be InvalidInput
            "$($refused[0])" | Should -Match '^Row 1: '

            $refused = @(Get-ErrorOf { & $command @target -ApiId $thing })
            $refused.Count | Should -Be 1
            $refused[0].Exception.Message | Should -Match $says
            Get-SandboxCallCount | Should -Be 0
        }

        It 'refuses the total of a listing, and takes the APIs behind it' {
            $out = Get-AgApi -GroupId $payments -IncludeTotalCount | & $command -SignatureId $key.SignatureId -GroupId $payments -StageName TEST @switches -ErrorVariable refused -ErrorAction SilentlyContinue
            $out.Count | Should -Be 40
            $refused.Count | Should -Be 1
            $refused[0].Exception.Message | Should -Match 'UInt64'
            Get-Change $payments | Should -Be 40
        }

        It 'refuses <what> as an id before anything is sent' -ForEach @(
            @{ what = 'two ids in one string'; id = 'aaaa,bbbb' }
            @{ what = 'a space'; id = 'aaaa bbbb' }
            @{ what = 'a line end'; id = "aaaa`nbbbb" }
            @{ what = 'a control character'; id = "aaaa$([char] 7)" }
            @{ what = 'a Chinese character'; id = 'aaaa' + [char] 0x4e2d }
            @{ what = 'too long a string'; id = 'a' * 129 }
            @{ what = 'an empty string'; id = '' }
        ) {
            $refused = @(Get-ErrorOf { $id | & $command @target })
            $refused.Count | Should -Be 1
            $refused[0] | Get-ErrorId | Should -Be InvalidInput
            "$($refused[0])" | Should -Match '^Row 1: ApiId is '
            @(Get-ErrorOf { & $command @target -ApiId $ids[0], $id }).Count | Should -Be 1
            foreach ($name in 'SignatureId', 'GroupId', 'StageName') {
                $wrong = $target.Clone()
                $wrong[$name] = $id
                @(Get-ErrorOf { & $command @wrong -ApiId $ids[0] }).Count | Should -Be 1 -Because $name
            }
            Get-SandboxCallCount | Should -Be 0
        }
    }

    Context 'Bindings in the pipeline' {
        BeforeEach {
            $null = $ids | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST
            $null = $ids[0] | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName RELEASE
            Clear-SandboxJournal
        }

        It 'Get-AgSignature -GroupId -StageName gives what Remove-AgSignatureApi takes' {
            $out = Get-AgSignature -GroupId $orders -StageName TEST | Remove-AgSignatureApi -Force
            $out.ApiId | Should -Be $ids
            $out.State | Select-Object -Unique | Should -Be Unbound
            Get-SandboxBindingCount $orders TEST | Should -Be 0
            Get-SandboxBindingCount $orders RELEASE | Should -Be 1
        }

        It 'Get-AgSignatureApi gives it for all groups and stages' {
            $out = Get-AgSignatureApi -SignatureId $key.SignatureId | Remove-AgSignatureApi -Force
            $out.Count | Should -Be 6
            Get-SandboxCallCount RemoveSignatureApis | Should -Be 2
            Get-SandboxBindingCount | Should -Be 0
        }

        It 'bind in another stage or with another key' {
            $null = Get-AgSignature -GroupId $orders -StageName TEST | Add-AgSignatureApi -StageName PRE -SignatureId $other.SignatureId
            Get-SandboxBindingCount $orders PRE $other.SignatureId | Should -Be 5
            Get-SandboxBindingCount $orders TEST $key.SignatureId | Should -Be 5
        }

        It 'go from one cmdlet into the next as each returns them' {
            $out = $ids | Remove-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST -Force | Add-AgSignatureApi -StageName PRE
            $out.Count | Should -Be 5
            $out.State | Select-Object -Unique | Should -Be Bound
            Get-SandboxBindingCount $orders TEST | Should -Be 0
            Get-SandboxBindingCount $orders PRE | Should -Be 5
        }

        It 'are not keys: Remove-AgSignature refuses them' {
            $refused = @(Get-ErrorOf { Get-AgSignature -GroupId $orders -StageName TEST | Remove-AgSignature -Force })
            $refused.Count | Should -Be 5
            $refused[0].Exception.Message | Should -Match 'AgSignatureBinding'
            Get-SandboxWriteCount | Should -Be 0
        }
    }

    Context 'Set-AgSignature from the pipeline' {
        It 'takes the id of a key and nothing else of it' {
            $out = Get-AgSignature -SignatureId $key.SignatureId | Set-AgSignature -NewSignatureName renamed_key
            $out.SignatureId | Should -Be $key.SignatureId
            $now = Get-AgSignature -SignatureId $key.SignatureId -IncludeSecret
            $now.SignatureName | Should -BeExactly renamed_key
            $now.SignatureKey | Should -BeExactly FirstKey1
            ConvertFrom-Secret $now.SignatureSecret | Should -BeExactly (ConvertFrom-Secret $key.SignatureSecret)
        }

        It 'does not take a name or a Key that an object happens to have' {
            [pscustomobject] @{ SignatureId = $key.SignatureId; SignatureName = 'stray_name'; SignatureKey = 'StrayKey1' } | Set-AgSignature -NewSignatureName renamed_key
            $now = Get-AgSignature -SignatureId $key.SignatureId
            $now.SignatureName | Should -BeExactly renamed_key
            $now.SignatureKey | Should -BeExactly FirstKey1
        }

        It 'has nothing to change when only keys are piped' {
            $failed = @(Get-ErrorOf { Get-AgSignature | Set-AgSignature })
            $failed | Get-ErrorId | Should -Be NothingToChange
            Get-SandboxWriteCount | Should -Be 0
        }

        It 'does not take ids by value' {
            Get-ErrorOf { $key.SignatureId | Set-AgSignature -NewSignatureName renamed_key } | Should -Not -BeNullOrEmpty
            Get-SandboxWriteCount | Should -Be 0
        }
    }

    Context 'New-AgSignature from the pipeline' {
        It 'takes nothing from an object' {
            $failed = @(Get-ErrorOf { [pscustomobject] @{ SignatureName = 'stray_name'; SignatureKey = 'StrayKey1' } | New-AgSignature -SignatureName third_key })
            $failed | Get-ErrorId | Should -Contain InputObjectNotBound
            $keys = Get-AgSignature
            $keys.SignatureName | Should -Not -Contain stray_name
            $keys.SignatureKey | Should -Not -Contain StrayKey1
        }
    }

    Context 'Remove-AgSignature from the pipeline' {
        It 'takes keys' {
            Get-AgSignature | Remove-AgSignature -Force
            (Get-SandboxState).signatures | Should -Be 0
            Get-SandboxCallCount DeleteSignature | Should -Be 2
        }

        It 'takes ids' {
            $key.SignatureId, $other.SignatureId | Remove-AgSignature -Force
            (Get-SandboxState).signatures | Should -Be 0
        }

        It 'takes a key or an id as an argument' {
            Remove-AgSignature $key -Force
            Remove-AgSignature -SignatureId $other.SignatureId -Force
            (Get-SandboxState).signatures | Should -Be 0
        }

        It 'returns nothing' {
            $key | Remove-AgSignature -Force | Should -BeNullOrEmpty
        }

        It 'refuses <what>' -ForEach @(
            @{ what = 'an API'; make = { Get-AgApi -GroupId $orders -First 1 } }
            @{ what = 'a group'; make = { Get-AgApiGroup -First 1 } }
            @{ what = 'a number'; make = { 1 } }
            @{ what = 'a file'; make = { Get-Item $PSCommandPath } }
            @{ what = 'nothing'; make = { $null } }
            @{ what = 'an empty string'; make = { '' } }
        ) {
            $thing = & $make
            @(Get-ErrorOf { $thing | Remove-AgSignature -Force }).Count | Should -Be 1
            Get-SandboxWriteCount | Should -Be 0
        }
    }

    Context 'The listings from the pipeline' {
        BeforeEach {
            $null = $ids | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST
            $null = Get-SampleApiId payments 2 | Add-AgSignatureApi -SignatureId $other.SignatureId -GroupId $payments -StageName TEST
            Clear-SandboxJournal
        }

        It 'Get-AgApi takes groups' {
            $apis = Get-AgApiGroup -GroupName payments | Get-AgApi
            $apis.Count | Should -Be 40
        }

        It 'Get-AgApiGroup takes what has a GroupId' {
            (Get-AgApi -GroupId $payments -First 1 | Get-AgApiGroup).GroupName | Should -BeExactly payments
        }

        It 'Get-AgSignatureApi takes keys and ids' {
            @(Get-AgSignature | Get-AgSignatureApi).Count | Should -Be 7
            @($key.SignatureId | Get-AgSignatureApi).ApiId | Should -Be $ids
        }

        It 'Get-AgSignatureApi takes APIs' {
            $out = Get-AgApi -GroupId $orders -First 7 | Get-AgSignatureApi -StageName TEST
            $out.ApiId | Should -Be $ids
            $out.SignatureId | Select-Object -Unique | Should -Be $key.SignatureId
            Get-SandboxCallCount DescribeSignaturesByApi | Should -Be 7
        }

        It 'Get-AgSignature takes ids, and asks for 100 at a time' {
            $out = Get-SampleApiId orders 250 | Get-AgSignature -GroupId $orders -StageName TEST
            $out.ApiId | Should -Be $ids
            Get-SandboxCallCount DescribeApiSignatures | Should -Be 3
            Get-SandboxMaxIds DescribeApiSignatures | Should -Be 100
        }

        It 'Get-AgSignature takes APIs of several groups' {
            $out = @(Get-AgApi -GroupId $orders -First 3) + @(Get-AgApi -GroupId $payments -First 3) | Get-AgSignature -StageName TEST
            $out.Count | Should -Be 5
            Get-SandboxCallCount DescribeApiSignatures | Should -Be 2
        }

        It 'Get-AgSignature takes ids as an argument' {
            @(Get-AgSignature -GroupId $orders -StageName TEST -ApiId $ids[1, 3]).ApiId | Should -Be $ids[1, 3]
        }
    }
}
