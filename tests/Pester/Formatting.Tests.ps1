# How objects look in a terminal of 80 columns.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $context = Initialize-Sandbox
    $orders = Get-SampleGroupId orders
    $ids = @(Get-SampleApiId orders 3)
    $key = New-AgSignature -SignatureName ('a' * 50) -SignatureKey ('K' * 20)
    $bound = $ids | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName RELEASE

    function Get-View {
        param($Thing)
        $text = $Thing | Out-String -Width 80
        ($text -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        $text
    }
}

AfterAll { Close-Sandbox }

Describe 'The default view' {
    It 'of keys shows id, Key and time in full' {
        $view = Get-View (Get-AgSignature)
        $view | Should -Match "(?m)^$($key.SignatureId) "
        $view | Should -Match ('K' * 20)
        $view | Should -Match '\d{4}-\d\d-\d\d \d\d:\d\d'
        $view | Should -Match '(?m)^SignatureId +Name +Key +Modified'
    }

    It 'of a key just made shows id and Key in full' {
        $view = Get-View $key
        $view | Should -Match $key.SignatureId
        $view | Should -Match ('K' * 20)
    }

    It 'of keys says nothing of the Secret' {
        Get-View (Get-AgSignature -IncludeSecret) | Should -Not -Match 'Secret'
    }

    It 'of what was just bound shows both ids in full' {
        $view = Get-View $bound
        foreach ($id in $ids) {
            $view | Should -Match "(?m)^$id Bound +$($key.SignatureId)"
        }
        $view | Should -Match "RELEASE of group $orders"
    }

    It 'of bindings shows both ids in full, under their group and stage' {
        $null = $ids[0] | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST
        $view = Get-View (Get-AgSignatureApi -SignatureId $key.SignatureId)
        $view | Should -Match "(?m)^$($ids[0]) Bound +$($key.SignatureId)"
        $view | Should -Match "RELEASE of group orders \($orders\)"
        $view | Should -Match "TEST of group orders \($orders\)"
    }

    It 'of APIs shows id, name and stages in full, under their group' {
        $view = Get-View (Get-AgApi -GroupId $orders -First 3)
        $view | Should -Match "Group: orders \($orders\)"
        $view | Should -Match "(?m)^$($ids[0]) +orders_api_0001 +RELEASE,PRE,TEST"
    }

    It 'of groups shows id, name, region and time in full' {
        $view = Get-View (Get-AgApiGroup)
        $view | Should -Match "(?m)^$orders +orders +cn-hangzhou +\d{4}-\d\d-\d\d \d\d:\d\d"
    }

    It 'of a context is a list without anything secret' {
        $view = Get-View $context
        $view | Should -Match '(?m)^Source +: Parameter'
        $view | Should -Match '(?m)^AccessKeyId +: sand\*\*\*\*y-id'
        $view | Should -Match "(?m)^Endpoint +: $([regex]::Escape((Get-SandboxServer).Url))"
        $view | Should -Not -Match 'Secret|Token'
    }

    It 'fits into narrower terminals without an error' {
        foreach ($thing in $key, $bound, (Get-AgApi -First 1), (Get-AgApiGroup -First 1), $context) {
            { $thing | Out-String -Width 40 } | Should -Not -Throw
        }
    }
}

Describe 'The objects' {
    It 'have times with their offset, in UTC: <what>' -ForEach @(
        @{ what = 'keys'; make = { Get-AgSignature }; names = 'CreatedTime', 'ModifiedTime' }
        @{ what = 'APIs'; make = { Get-AgApi -First 1 }; names = 'CreatedTime', 'ModifiedTime' }
        @{ what = 'groups'; make = { Get-AgApiGroup -First 1 }; names = 'CreatedTime', 'ModifiedTime' }
        @{ what = 'bindings'; make = { Get-AgSignature -GroupId $orders -StageName RELEASE -First 1 }; names = @('BoundTime') }
    ) {
        $thing = @(& $make)[0]
        foreach ($name in $names) {
            $thing.$name | Should -BeOfType ([System.DateTimeOffset])
            $thing.$name.Offset | Should -Be ([timespan]::Zero)
            [Math]::Abs(($thing.$name - [System.DateTimeOffset]::UtcNow).TotalMinutes) | Should -BeLessThan 60
        }
    }

    It 'read as their ids in a string' {
        "$key" | Should -BeExactly $key.SignatureId
        "$(Get-AgApi -GroupId $orders -First 1)" | Should -BeExactly $ids[0]
        "$(Get-AgApiGroup -GroupName orders)" | Should -BeExactly $orders
    }

    It 'survive a trip through CSV as input' {
        $file = Join-Path $TestDrive 'bound.csv'
        $bound | Export-Csv $file
        $back = Import-Csv $file | Remove-AgSignatureApi -Force
        $back.ApiId | Should -Be $ids
    }

    It 'survive a trip through JSON as input' {
        $null = $ids | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName RELEASE
        $back = $bound | ConvertTo-Json | ConvertFrom-Json | Remove-AgSignatureApi -Force
        $back.ApiId | Should -Be $ids
    }
}
