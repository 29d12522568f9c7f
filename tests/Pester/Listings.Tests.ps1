# Paging: what a listing reads, what it gives, and with -First, -Skip and -IncludeTotalCount.

BeforeDiscovery {
    # Each of them lists more than two pages.
    $listings = @(
        @{ listing = 'Get-AgSignature'; call = { param($with) Get-AgSignature @with }; total = 230; operation = 'DescribeSignatures'; pages = 3 }
        @{ listing = 'Get-AgSignature of bindings'; call = { param($with) Get-AgSignature -GroupId $orders -StageName TEST @with }; total = 250; operation = 'DescribeApiSignatures'; pages = 3 }
        @{ listing = 'Get-AgSignatureApi'; call = { param($with) Get-AgSignatureApi -SignatureId $key @with }; total = 250; operation = 'DescribeApisBySignature'; pages = 3 }
        @{ listing = 'Get-AgApi'; call = { param($with) Get-AgApi -GroupId $orders @with }; total = 250; operation = 'DescribeApis'; pages = 3 }
        @{ listing = 'Get-AgApiGroup'; call = { param($with) Get-AgApiGroup @with }; total = 122; operation = 'DescribeApiGroups'; pages = 3 }
    )
    $streams = $listings | Where-Object { $_.listing -in 'Get-AgApi', 'Get-AgApiGroup' }
    $wholes = $listings | Where-Object { $_.listing -notin 'Get-AgApi', 'Get-AgApiGroup' }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $groups = '--group', 'orders=250', '--group', 'drafts=3@TEST'
    $groups += 1..120 | ForEach-Object { '--group', ('small{0:D3}=1' -f $_) }
    $null = Initialize-Sandbox $groups
    $orders = Get-SampleGroupId orders
    $orderIds = @(Get-SampleApiId orders 250)

    # Nothing here changes anything after this.
    $keys = 1..230 | ForEach-Object { New-AgSignature -SignatureName ('key_{0:D3}' -f $_) -SignatureKey ('Key{0:D3}x' -f $_) }
    $key = $keys[0].SignatureId
    $null = $orderIds | Add-AgSignatureApi -SignatureId $key -GroupId $orders -StageName TEST

    function ConvertTo-Id {
        param([Parameter(ValueFromPipeline)] $Thing)
        process { if ($null -ne $Thing.ApiId) { $Thing.ApiId } elseif ($null -ne $Thing.SignatureId) { $Thing.SignatureId } else { $Thing.GroupId } }
    }
}

AfterAll { Close-Sandbox }

Describe 'Listings' {
    BeforeEach { Clear-SandboxJournal }

    Context '<listing>' -ForEach $listings {
        BeforeAll {
            $all = @(& $call @{} | ConvertTo-Id)
        }

        It 'gives everything once, in as many pages as that takes' {
            $all.Count | Should -Be $total
            ($all | Select-Object -Unique).Count | Should -Be $total
            $null = & $call @{}
            Get-SandboxCallCount $operation | Should -Be $pages
        }

        It 'gives the first ones with -First' {
            @(& $call @{ First = 7 } | ConvertTo-Id) | Should -Be $all[0..6]
            @(& $call @{ First = 110 } | ConvertTo-Id) | Should -Be $all[0..109]
        }

        It 'leaves some out with -Skip' {
            @(& $call @{ Skip = 105 } | ConvertTo-Id) | Should -Be $all[105..($total - 1)]
            @(& $call @{ Skip = $total }) | Should -BeNullOrEmpty
        }

        It 'gives a window with both' {
            @(& $call @{ Skip = 98; First = 5 } | ConvertTo-Id) | Should -Be $all[98..102]
        }

        It 'gives nothing with -First 0' {
            @(& $call @{ First = 0 }) | Should -BeNullOrEmpty
        }

        It 'gives the total first with -IncludeTotalCount' {
            $out = @(& $call @{ IncludeTotalCount = $true; First = 2 })
            $out.Count | Should -Be 3
            $out[0] | Should -BeOfType ([ulong])
            $out[0] | Should -Be $total
            $out[1] | ConvertTo-Id | Should -Be $all[0]
        }

        It 'gives the total alone with -First 0' {
            @(& $call @{ IncludeTotalCount = $true; First = 0 }) | Should -Be $total
        }
    }

    Context '<listing> streams' -ForEach $streams {
        It 'reads one page for Select-Object -First 1' {
            $out = & $call @{} | Select-Object -First 1
            @($out).Count | Should -Be 1
            Get-SandboxCallCount $operation | Should -Be 1
        }

        It 'reads one page for -First 3, and no page too many for a full one' {
            $null = & $call @{ First = 3 }
            Get-SandboxCallCount $operation | Should -Be 1
            Clear-SandboxJournal
            $size = if ($operation -eq 'DescribeApiGroups') { 50 } else { 100 }
            $null = & $call @{ First = $size }
            Get-SandboxCallCount $operation | Should -Be 1
        }

        It 'hands a page on before it reads the next' {
            $script:calls = 0
            & $call @{} | Select-Object -First 1 | ForEach-Object { $script:calls = Get-SandboxCallCount $operation }
            $script:calls | Should -Be 1
        }
    }

    Context '<listing> is read to its end first' -ForEach $wholes {
        It 'before the first object leaves' {
            $script:calls = 0
            & $call @{} | Select-Object -First 1 | ForEach-Object { $script:calls = Get-SandboxCallCount $operation }
            $script:calls | Should -Be $pages
        }
    }

    Context 'A service that leaves an empty list out: <_>' -ForEach 'keepsList', 'leavesListOut' {
        BeforeAll { Set-SandboxOption @{ emptyPage = $_ } }

        AfterAll { Set-SandboxOption @{ emptyPage = 'keepsList' } }

        It 'has nothing to list, and that is no error' {
            Get-AgSignature -SignatureName no_such* | Should -BeNullOrEmpty
            Get-AgSignatureApi -SignatureId $keys[5].SignatureId | Should -BeNullOrEmpty
            Get-AgSignature -GroupId $orders -StageName PRE | Should -BeNullOrEmpty
            Get-AgApiGroup -GroupName no_such* | Should -BeNullOrEmpty
            Get-AgApi -ApiName no_such* | Should -BeNullOrEmpty
            Get-AgSignatureApi -GroupId $orders -ApiId $orderIds[0] -StageName PRE | Should -BeNullOrEmpty
        }
    }

    Context 'Several listings in one pipeline' {
        It 'share -First and -Skip' {
            $small = Get-AgApiGroup -GroupName small* -First 5
            @($small | Get-AgApi).Count | Should -Be 5
            @($small | Get-AgApi -Skip 1 -First 2).ApiId | Should -Be @($small[1, 2] | Get-AgApi).ApiId
        }

        It 'do so for piped ids too' {
            $out = $orderIds | Get-AgSignature -GroupId $orders -StageName TEST -Skip 99 -First 2
            $out.ApiId | Should -Be $orderIds[99, 100]
        }
    }

    Context 'Get-AgSignature' {
        It 'finds a key by its id' {
            $found = Get-AgSignature -SignatureId $keys[17].SignatureId
            $found.SignatureName | Should -BeExactly key_018
            (Get-AgSignature -SignatureId $keys[17].SignatureId).SignatureName | Should -BeExactly key_018
        }

        It 'finds a key by its exact name' {
            (Get-AgSignature -SignatureName key_018).SignatureId | Should -Be $keys[17].SignatureId
            (Get-AgSignature -Name key_018).SignatureId | Should -Be $keys[17].SignatureId
        }

        It 'finds nothing, and says so, for <_>' -ForEach 'no_such_key', 'key_01', 'key_[0]18', 'x', '1 2 3' {
            Get-OutputOf { Get-AgSignature -SignatureName $_ } | Should -BeNullOrEmpty
            Get-ErrorOf { Get-AgSignature -SignatureName $_ } | Get-ErrorId | Should -Be NotFound
        }

        It 'finds by a pattern, and with blanks around a name' {
            @(Get-AgSignature -SignatureName key_0?8).Count | Should -BeGreaterThan 5
            (Get-AgSignature -SignatureName ' key_018 ').SignatureId | Should -Be $keys[17].SignatureId
        }

        It 'takes the name as a whole also where the service looks for a part' {
            Set-SandboxOption @{ keyNameFilter = 'contains' }
            try {
                Get-OutputOf { Get-AgSignature -SignatureName key_01 } | Should -BeNullOrEmpty
                @(Get-AgSignature -SignatureName key_018).SignatureId | Should -Be $keys[17].SignatureId
            }
            finally {
                Set-SandboxOption @{ keyNameFilter = 'exact' }
            }
        }

        It 'gives no Secret by itself' {
            @(Get-AgSignature | Where-Object SignatureSecret) | Should -BeNullOrEmpty
        }

        It 'gives it with -IncludeSecret, as a SecureString' {
            $found = Get-AgSignature -SignatureId $key -IncludeSecret
            $found.SignatureSecret | Should -BeOfType ([securestring])
            ConvertFrom-Secret $found.SignatureSecret | Should -BeExactly (ConvertFrom-Secret $keys[0].SignatureSecret)
        }

        It 'lists no API without a binding' {
            Get-AgSignature -GroupId $orders -StageName RELEASE | Should -BeNullOrEmpty
        }
    }

    Context 'Get-AgSignatureApi' {
        It 'says where a key is bound' {
            $out = Get-AgSignatureApi -SignatureId $key -First 1
            $out.SignatureId | Should -Be $key
            $out.GroupId | Should -Be $orders
            $out.GroupName | Should -BeExactly orders
            $out.StageName | Should -BeExactly TEST
            $out.State | Should -Be Bound
        }

        It 'says which key an API carries' {
            $out = @(Get-AgSignatureApi -GroupId $orders -ApiId $orderIds[3] -StageName test)
            $out.Count | Should -Be 1
            $out[0].SignatureId | Should -Be $key
            $out[0].ApiId | Should -Be $orderIds[3]
            $out[0].StageName | Should -BeExactly TEST
            Get-AgSignatureApi -GroupId $orders -ApiId $orderIds[3] -StageName RELEASE | Should -BeNullOrEmpty
        }
    }

    Context 'The filters of Get-AgApi' {
        It '-ApiId' { (Get-AgApi -ApiId $orderIds[9]).ApiName | Should -BeExactly orders_api_0010 }
        It '-ApiName' { @(Get-AgApi -GroupId $orders -ApiName *api_002*).Count | Should -Be 10 }
        It '-ApiMethod' { @(Get-AgApi -GroupId $orders -ApiMethod get).ApiMethod | Select-Object -Unique | Should -BeExactly GET }
        It '-ApiPath' {
            $one = Get-AgApi -ApiId $orderIds[9]
            (Get-AgApi -GroupId $orders -ApiPath $one.ApiPath).ApiId | Should -Be $one.ApiId
        }
        It '-Visibility' { @(Get-AgApi -GroupId $orders -Visibility public).Count + @(Get-AgApi -GroupId $orders -Visibility private).Count | Should -Be 250 }
        It '-CatalogId' { Get-AgApi -CatalogId none | Should -BeNullOrEmpty }
        It '-Tag' { Get-AgApi -Tag @{ team = 'x' } | Should -BeNullOrEmpty }
        It '-StageName' {
            @(Get-AgApi -GroupId (Get-SampleGroupId drafts) -StageName test).Count | Should -Be 3
            Get-AgApi -GroupId (Get-SampleGroupId drafts) -StageName RELEASE | Should -BeNullOrEmpty
        }
        It '-UnDeployed' {
            @(Get-AgApi -GroupId (Get-SampleGroupId drafts) -StageName RELEASE -UnDeployed).Count | Should -Be 3
            @(Get-AgApi -GroupId (Get-SampleGroupId drafts) -StageName TEST -UnDeployed:$false).Count | Should -Be 3
        }
        It 'the stages that an API is published to are in DeployedStages' {
            @((Get-AgApi -GroupId (Get-SampleGroupId drafts) -First 1).DeployedStages) | Should -BeExactly TEST
            @((Get-AgApi -ApiId $orderIds[0]).DeployedStages | Sort-Object) | Should -BeExactly PRE, RELEASE, TEST
        }
    }

    Context 'The filters of Get-AgApiGroup' {
        It '-GroupId' { (Get-AgApiGroup -GroupId $orders).GroupName | Should -BeExactly orders }
        It '-GroupName, also by position and as -Name' {
            @(Get-AgApiGroup -GroupName small00?).Count | Should -Be 9
            @(Get-AgApiGroup small00?).Count | Should -Be 9
            @(Get-AgApiGroup -Name small00?).Count | Should -Be 9
        }
        It '-Sort' {
            $up = @(Get-AgApiGroup -Sort asc).GroupId
            $down = @(Get-AgApiGroup -Sort DESC).GroupId
            [array]::Reverse($down)
            $up | Should -Be $down
        }
        It '-InstanceId, -BasePath and -Tag' {
            Get-AgApiGroup -InstanceId none | Should -BeNullOrEmpty
            Get-AgApiGroup -BasePath /none | Should -BeNullOrEmpty
            Get-AgApiGroup -Tag @{ team = $null } | Should -BeNullOrEmpty
        }
    }
}
