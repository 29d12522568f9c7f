# What somebody tries first who has read no help: it gives what it means, or an error that names the right command.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox
    $group = Get-SampleGroupId orders
    $ids = @(Get-SampleApiId orders 10)
}

AfterAll { Close-Sandbox }

Describe 'Names on the command line' {
    BeforeEach {
        Reset-Sandbox
        $key = New-AgSignature -SignatureName orders_key -Confirm:$false
        $other = New-AgSignature -SignatureName orders_key_2 -Confirm:$false
        Clear-SandboxJournal
    }

    It 'are enough for ids' {
        $bound = $ids | Add-AgSignatureApi -SignatureName Orders_Key -GroupName ORDERS -StageName test
        $bound.SignatureId | Select-Object -Unique | Should -Be $key.SignatureId
        $bound.GroupId | Select-Object -Unique | Should -Be $group
        $freed = $ids | Remove-AgSignatureApi -SignatureName orders_key -GroupName orders -StageName test -Force
        $freed.Action | Select-Object -Unique | Should -Be Unbound
    }

    It 'count for rows that say otherwise' {
        $rows = [pscustomobject] @{ SignatureId = $other.SignatureId; GroupId = 'elsewhere'; StageName = 'TEST'; ApiId = $ids[0] }
        $bound = $rows | Add-AgSignatureApi -SignatureName orders_key -GroupName orders
        $bound.SignatureId | Should -Be $key.SignatureId
        $bound.GroupId | Should -Be $group
    }

    It 'are whole names: <name> is an error that says what is near' -ForEach @(
        @{ name = 'orders_ke' }
        @{ name = 'order_key' }
        @{ name = 'orders*' }
    ) {
        $failed = Get-ErrorOf { $ids | Add-AgSignatureApi -SignatureName $name -GroupName orders -StageName TEST }
        $failed.Count | Should -Be 1
        $failed[0] | Get-ErrorId | Should -Be NotFound
        if ($name -ne 'orders*') {
            "$($failed[0])" | Should -Match 'orders_key'
        }

        Get-SandboxWriteCount | Should -Be 0
    }

    It 'that are an id say which parameter takes it' {
        $failed = Get-ErrorOf { $ids | Add-AgSignatureApi -SignatureName $key.SignatureId -GroupName orders -StageName TEST }
        "$failed" | Should -Match "id of 'orders_key'.*-SignatureId"
    }

    It 'in place of ids are told apart from ids, whatever the service says: <script>' -ForEach @(
        @{ script = '$ids[0] | Add-AgSignatureApi -SignatureId orders_key -GroupId $group -StageName TEST'; says = '-SignatureName' }
        @{ script = '$ids[0] | Add-AgSignatureApi -SignatureId orders_key -GroupId $group -StageName TEST -SkipRead -Replace'; says = '-SignatureName' }
        @{ script = '$ids[0] | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId orders -StageName TEST'; says = '-GroupName' }
        @{ script = '$ids[0] | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId orders -StageName TEST -SkipRead -Replace'; says = '-GroupName' }
        @{ script = '"orders_api_0001" | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $group -StageName TEST'; says = 'Get-AgApi -ApiName' }
        @{ script = '$ids[0] | Remove-AgSignatureApi -SignatureId orders_key -GroupId $group -StageName TEST -Force'; says = '-SignatureName' }
        @{ script = '$ids[0] | Remove-AgSignatureApi -SignatureId $key.SignatureId -GroupId orders -StageName TEST -Force'; says = '-GroupName' }
        @{ script = '"orders_api_0001" | Remove-AgSignatureApi -SignatureId $key.SignatureId -GroupId $group -StageName TEST -Force'; says = 'Get-AgApi -ApiName' }
        @{ script = 'Remove-AgSignatureApi -All -SignatureId orders_key -GroupId $group -StageName TEST -Force'; says = '-SignatureName' }
        @{ script = 'Remove-AgSignatureApi -All -SignatureId $key.SignatureId -GroupId orders -StageName TEST -Force'; says = '-GroupName' }
        @{ script = 'Get-AgSignature -SignatureId orders_key'; says = '-SignatureName' }
        @{ script = 'Get-AgSignature -GroupId orders -StageName TEST'; says = '-GroupName' }
        @{ script = 'Get-AgSignatureApi -SignatureId orders_key'; says = '-SignatureName' }
        @{ script = 'Get-AgSignatureApi -GroupId orders'; says = '-GroupName' }
        @{ script = 'Get-AgSignatureApi -GroupId $group -ApiId orders_api_0001'; says = 'Get-AgApi -ApiName' }
        @{ script = 'Set-AgSignature -SignatureId orders_key -NewSignatureName new_name'; says = '-SignatureName' }
        @{ script = 'Remove-AgSignature -SignatureId orders_key -Force'; says = '-SignatureName' }
        @{ script = 'Move-AgSignatureApi -SignatureId orders_key -DestinationSignatureId $other.SignatureId -Force'; says = '-SignatureName' }
        @{ script = 'Move-AgSignatureApi -SignatureId $key.SignatureId -DestinationSignatureId orders_key_2 -Force'; says = '-DestinationSignatureName' }
        @{ script = 'Move-AgSignatureApi -SignatureId $key.SignatureId -DestinationSignatureId $other.SignatureId -GroupId orders -Force'; says = '-GroupName' }
        @{ script = 'Get-AgApi -GroupId orders'; says = '-GroupName' }
        @{ script = 'Get-AgApi -GroupId $group -ApiId orders_api_0001'; says = 'Get-AgApi -ApiName' }
        @{ script = 'Get-AgApiGroup -GroupId orders'; says = '-GroupName' }
        @{ script = 'Get-AgSignatureCoverage -GroupId orders'; says = '-GroupName' }
    ) {
        $failed = @(Get-ErrorOf ([scriptblock]::Create($script)))
        $failed.Count | Should -Be 1
        $failed[0] | Get-ErrorId | Should -Be NotFound
        "$($failed[0])" | Should -Match "orders_(key|api).*$says\b|'orders'.*$says\b"
        (Get-SandboxState).bindings | Should -BeNullOrEmpty
    }

    It 'an API that is not published to one stage is read in the others' {
        $null = $ids[0] | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $group -StageName TEST
        Set-SandboxFault @{ kind = 'error'; status = 400; code = 'NotFoundDeployedApi'; operation = 'DescribeSignaturesByApi'; times = 1 }
        $found = @(Get-OutputOf { Get-AgSignatureApi -GroupId $group -ApiId $ids[0] })
        Clear-SandboxFault
        $found.StageName | Should -Be TEST
    }

    It 'that a key has already are warned of before another is made, also with -WhatIf and within one run' {
        New-AgSignature Orders_Key -WhatIf -WarningVariable shown -WarningAction SilentlyContinue
        $made = @('orders_key_3', 'orders_key_3' | New-AgSignature -WarningVariable warned -WarningAction SilentlyContinue)
        "$shown" | Should -Match "'Orders_Key' is that of a key already: $($key.SignatureId) \(made .*-SignatureId"
        $warned.Count | Should -Be 1
        "$warned" | Should -Match "'orders_key_3' is that of a key already: $($made[0].SignatureId)"
        Get-SandboxCallCount DescribeSignatures | Should -Be 2 -Because 'each run lists the keys once'
    }

    It 'are not warned of where keys must not be listed, and the key is made' {
        Set-SandboxFault @{ kind = 'error'; operation = 'DescribeSignatures'; code = 'Forbidden.RAM'; status = 403 }
        $made = New-AgSignature orders_key -WarningVariable warned -WarningAction SilentlyContinue
        Clear-SandboxFault
        $made.SignatureName | Should -Be orders_key
        "$warned" | Should -BeNullOrEmpty
    }

    It 'that two keys have are refused' {
        $null = New-AgSignature -SignatureName twice_key -Confirm:$false
        $second = New-AgSignature -SignatureName twice_key -SignatureKey another_key1 -Confirm:$false
        $failed = Get-ErrorOf { $ids | Add-AgSignatureApi -SignatureName twice_key -GroupName orders -StageName TEST }
        $failed | Get-ErrorId | Should -Be AmbiguousName
        "$failed" | Should -Match '[0-9a-f]{32} \(made \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ\), [0-9a-f]{32} \(made'
        "$failed" | Should -Match $second.SignatureId
        Get-SandboxWriteCount | Should -Be 2 -Because 'two keys were made, and nothing else was sent'
    }

    It 'and ids of <what> exclude each other, and nothing is sent' -ForEach @(
        @{ what = 'a key'; with = @{ SignatureName = 'orders_key'; SignatureId = 'x'; GroupName = 'orders' } }
        @{ what = 'a group'; with = @{ SignatureName = 'orders_key'; GroupId = 'x'; GroupName = 'orders' } }
    ) {
        $failed = Get-ErrorOf { $ids | Add-AgSignatureApi @with -StageName TEST }
        $failed.Count | Should -Be 1
        $failed[0] | Get-ErrorId | Should -Be InvalidInput
        Get-SandboxCallCount | Should -Be 0
    }

    It 'are missing once, however many rows there are' {
        $failed = Get-ErrorOf { $ids | Add-AgSignatureApi -GroupName orders -StageName TEST }
        $failed.Count | Should -Be 1
        "$failed" | Should -Match '-SignatureName'
        $failed = Get-ErrorOf { $ids | Add-AgSignatureApi -SignatureName orders_key -StageName TEST }
        $failed.Count | Should -Be 1
        "$failed" | Should -Match '-GroupName'
    }

    It 'are not taken from rows' {
        $rows = $ids[0..1] | ForEach-Object { [pscustomobject] @{ SignatureName = 'orders_key'; GroupId = $group; StageName = 'TEST'; ApiId = $_ } }
        $failed = Get-ErrorOf { $rows | Add-AgSignatureApi }
        $failed.Count | Should -Be 2
        $failed[0] | Get-ErrorId | Should -Be InvalidInput
        "$($failed[0])" | Should -Match "'orders_key'.*-SignatureName"
        Get-SandboxWriteCount | Should -Be 0
        (Get-AgContext).LastRun.Failed | Should -Be 2
    }

    It 'are enough for -All' {
        $null = $ids | Add-AgSignatureApi -SignatureName orders_key -GroupName orders -StageName TEST
        $freed = Remove-AgSignatureApi -All -SignatureName orders_key -GroupName orders -StageName TEST -Force
        $freed.Action | Select-Object -Unique | Should -Be Unbound
        $failed = Get-ErrorOf { Remove-AgSignatureApi -All -SignatureName orders_key -StageName TEST -Force }
        $failed | Get-ErrorId | Should -Be InvalidInput
    }
}

Describe 'A first guess' {
    BeforeAll {
        Reset-Sandbox
        $key = New-AgSignature -SignatureName orders_key -Confirm:$false
    }

    It '-SignatureId $key takes the object' {
        $bound = $ids | Add-AgSignatureApi -SignatureId $key -GroupName orders -StageName TEST
        $bound.SignatureId | Select-Object -Unique | Should -Be $key.SignatureId
    }

    It '-GroupId takes the object, and no other' {
        $of = Get-AgApiGroup orders
        (Get-AgApi -GroupId $of).Count | Should -Be 250
        @(Get-AgSignature -GroupId $of -StageName TEST).Count | Should -BeGreaterThan 0
        "$(Get-ErrorOf { Get-AgApi -GroupId (Get-Item $PSCommandPath) })" | Should -Match 'A group is given as its GroupId'
    }

    It '$group | Add-AgSignatureApi says that groups go through Get-AgApi' {
        $failed = Get-ErrorOf { Get-AgApiGroup -GroupId $group | Add-AgSignatureApi -SignatureName orders_key -StageName TEST }
        "$failed" | Should -Match '\| Get-AgApi \|'
    }

    It "<guess>: what it means" -ForEach @(
        @{ guess = 'Get-AgSignature orders_key'; script = { Get-AgSignature orders_key }; count = 1; name = 'SignatureName' }
        @{ guess = 'Get-AgSignature -Name orders*'; script = { Get-AgSignature -Name orders* }; count = 1; name = 'SignatureName' }
        @{ guess = 'Get-AgSignature with several names'; script = { Get-AgSignature ORDERS_key, payments_key }; count = 2; name = 'SignatureName' }
        @{ guess = 'Get-AgApi -Name orders_api_0001'; script = { Get-AgApi -Name orders_api_0001 }; count = 1; name = 'ApiName' }
        @{ guess = 'Get-AgApi -GroupName orders'; script = { Get-AgApi -GroupName orders }; count = 250; name = 'ApiName' }
        @{ guess = 'Get-AgApi with a pattern'; script = { Get-AgApi -GroupName ord* -Name *_api_000? }; count = 9; name = 'ApiName' }
        @{ guess = 'Get-AgApiGroup ord*'; script = { Get-AgApiGroup ord* }; count = 1; name = 'GroupName' }
        @{ guess = 'Get-AgApiGroup orders'; script = { Get-AgApiGroup orders }; count = 1; name = 'GroupName' }
        @{ guess = 'Get-AgSignatureApi by name'; script = { Get-AgSignatureApi -SignatureName orders_key }; count = 10; name = 'ApiName' }
        @{ guess = 'Get-AgApiGroup | Get-AgSignature'; script = { Get-AgApiGroup | Get-AgSignature -StageName TEST }; count = 10; name = 'SignatureId' }
        @{ guess = 'Get-AgApiGroup | Get-AgSignatureApi'; script = { Get-AgApiGroup | Get-AgSignatureApi }; count = 10; name = 'SignatureId' }
        @{ guess = 'Get-AgApiGroup | Get-AgSignatureApi -StageName'; script = { Get-AgApiGroup | Get-AgSignatureApi -StageName TEST }; count = 10; name = 'SignatureId' }
        @{ guess = 'ids | Get-AgSignatureApi'; script = { $ids | Get-AgSignatureApi -GroupName orders -StageName TEST }; count = 10; name = 'SignatureId' }
        @{ guess = 'Get-AgSignatureApi -GroupName'; script = { Get-AgSignatureApi -GroupName orders -StageName pre, test }; count = 10; name = 'SignatureId' }
    ) {
        $null = Get-OutputOf { New-AgSignature payments_key -Confirm:$false }
        $null = $ids | Add-AgSignatureApi -SignatureName orders_key -GroupName orders -StageName TEST
        $found = @(& $script | Sort-Object -Property $name -Unique:($name -eq 'SignatureName'))
        $found.Count | Should -Be $count
        $found.$name | Should -Not -BeNullOrEmpty
    }

    It "<guess>: an error that names the right command" -ForEach @(
        @{ guess = 'Get-AgSignatureApi orders_key'; script = { Get-AgSignatureApi orders_key }; says = 'give -SignatureName' }
        @{ guess = 'Get-AgApi orders'; script = { Get-AgApi orders }; says = "A group of that name has the id .* give -GroupName" }
        @{ guess = 'Get-AgSignature -StageName RELEASE'; script = { Get-AgSignature -StageName RELEASE }; says = '-GroupName' }
        @{ guess = 'Get-AgSignature <wrong id>'; script = { Get-AgSignature ('0' * 32) }; says = 'No key' }
        @{ guess = 'Get-AgSignature -SignatureId <wrong id>'; script = { Get-AgSignature -SignatureId ('0' * 32) }; says = 'No key .* has the id' }
        @{ guess = 'Get-AgSignature <id>'; script = { Get-AgSignature $key.SignatureId }; says = 'give it as -SignatureId' }
        @{ guess = 'Get-AgApi -ApiId <wrong id>'; script = { Get-AgApi -ApiId ('0' * 32) }; says = 'No API .* has the id' }
        @{ guess = 'Get-AgApi -Name <wrong name>'; script = { Get-AgApi -GroupName orders -Name orders_api }; says = 'No API of group orders has the name' }
        @{ guess = 'Get-AgApiGroup -GroupId <wrong id>'; script = { Get-AgApiGroup -GroupId ('0' * 32) }; says = 'No group' }
        @{ guess = 'Get-AgApiGroup -GroupId <name>'; script = { Get-AgApiGroup -GroupId orders }; says = 'A group of that name has the id' }
        @{ guess = 'Get-AgApiGroup order'; script = { Get-AgApiGroup order }; says = 'There is: orders' }
    ) {
        $failed = @(Get-ErrorOf $script)
        $failed.Count | Should -Be 1
        $failed[0] | Get-ErrorId | Should -BeIn NotFound, InvalidInput
        "$($failed[0])" | Should -Match $says
    }

    It '<_> without a match is silent' -ForEach 'Get-AgSignature no*', 'Get-AgApiGroup no*', 'Get-AgApi -Name no*', 'Get-AgApi -GroupName no*' {
        & ([scriptblock]::Create($_)) | Should -BeNullOrEmpty
        Get-ErrorOf ([scriptblock]::Create($_)) | Should -BeNullOrEmpty
    }

    It 'a bracket in a name is itself' {
        (Get-ErrorOf { Get-AgSignature '[o]rders_key' }) | Get-ErrorId | Should -Be NotFound
    }

    It 'names | New-AgSignature makes a key of each, and other objects make none' {
        $made = 'first_made', 'second_made' | New-AgSignature -Confirm:$false
        $made.SignatureName | Should -Be first_made, second_made
        $before = (Get-SandboxState).signatures
        $failed = Get-ErrorOf { $made | New-AgSignature -Confirm:$false }
        $failed.Count | Should -Be 2
        (Get-SandboxState).signatures | Should -Be $before
    }

    It 'a row that lost its ApiId is not every API' {
        $failed = Get-ErrorOf { [pscustomobject] @{ GroupId = $group; StageName = 'TEST' } | Get-AgSignatureApi }
        $failed | Should -Not -BeNullOrEmpty
        Get-OutputOf { [pscustomobject] @{ GroupId = $group; StageName = 'TEST' } | Get-AgSignatureApi } | Should -BeNullOrEmpty
        Get-OutputOf { [pscustomobject] @{ GroupId = $group } | Get-AgSignatureApi -StageName TEST } | Should -BeNullOrEmpty
        Get-OutputOf { [pscustomobject] @{ GroupId = $group } | Get-AgSignature -StageName TEST } | Should -BeNullOrEmpty
    }

    It 'Remove- and Set-AgSignature take a name' {
        $null = New-AgSignature -SignatureName to_change -Confirm:$false
        (Set-AgSignature -SignatureName TO_CHANGE -NewName changed_key -Confirm:$false).SignatureName | Should -Be changed_key
        Remove-AgSignature -Name changed_key -Force
        Get-ErrorOf { Remove-AgSignature -Name changed_key -Force } | Get-ErrorId | Should -Be NotFound
    }

    It 'Connect-AgAccount -Sandbox -RegionId works' {
        (Connect-AgAccount -Sandbox -RegionId cn-beijing).RegionId | Should -Be cn-beijing
        $null = Connect-Sandbox
    }
}
