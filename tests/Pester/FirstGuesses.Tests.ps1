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

    It 'that two keys have are refused' {
        $null = New-AgSignature -SignatureName twice_key -Confirm:$false
        $second = New-AgSignature -SignatureName twice_key -SignatureKey another_key1 -Confirm:$false
        $failed = Get-ErrorOf { $ids | Add-AgSignatureApi -SignatureName twice_key -GroupName orders -StageName TEST }
        $failed | Get-ErrorId | Should -Be AmbiguousName
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

    It '$group | Add-AgSignatureApi says that groups go through Get-AgApi' {
        $failed = Get-ErrorOf { Get-AgApiGroup -GroupId $group | Add-AgSignatureApi -SignatureName orders_key -StageName TEST }
        "$failed" | Should -Match '\| Get-AgApi \|'
    }
}
