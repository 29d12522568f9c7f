# Get-AgSignatureCoverage and Get-AgApi -Unsigned: what signs each published API, and what could not be found out.

BeforeDiscovery {
    # Each read with the rows that it alone could have decided: those of keys, plug-ins of APIs, plug-ins of groups, and nothing.
    $reads = @(
        @{ operation = 'DescribeSignatures'; known = 'ApiPlugin' }
        @{ operation = 'DescribeApisBySignature'; known = 'ApiPlugin' }
        @{ operation = 'DescribePlugins'; known = 'Key' }
        @{ operation = 'DescribePluginApis'; known = 'Key' }
        @{ operation = 'DescribePluginGroups'; known = 'Key', 'ApiPlugin' }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $context = Initialize-Sandbox @(
        '--group', 'orders=6', '--group', 'payments=4', '--group', 'catalog=8', '--group', 'drafts=2@TEST'
        '--unpublished-api', 'allow', '--keys-as-plugins', 'hidden'
    )
    $orders = Get-SampleGroupId orders
    $drafts = Get-SampleGroupId drafts
    $ids = @(Get-SampleApiId orders 3)

    function Get-Place {
        param($Row)
        '{0} {1} {2} {3} {4}' -f $Row.ApiName, $Row.StageName, $Row.IsPublished, $Row.State, $Row.Source
    }
}

AfterAll { Close-Sandbox }

Describe 'Coverage' {
    BeforeEach {
        Clear-SandboxFault
        Reset-Sandbox
        $key = New-AgSignature -SignatureName orders_key
        $null = $ids | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName RELEASE
        Clear-SandboxJournal
    }

    AfterEach { Clear-SandboxFault }

    Context 'Get-AgSignatureCoverage' {
        It 'has a row for each API in each stage that it is published to' {
            $rows = Get-AgSignatureCoverage
            $rows.Count | Should -Be (3 * (6 + 4 + 8) + 2)
            $rows | Should -BeOfType ([AliGatewaySignature.Model.AgSignatureCoverage])
            @($rows.StageName[0..2]) | Should -Be RELEASE, PRE, TEST
            @($rows.GroupName | Select-Object -Unique) | Should -Be catalog, drafts, orders, payments
            $sums = $rows | Group-Object State, Source -AsHashTable -AsString
            $sums['Signed, Key'].Count | Should -Be 3
            $sums['SignedByPlugin, ApiPlugin'].Count | Should -Be 5
            $sums['SignedByPlugin, GroupPlugin'].Count | Should -Be 4
            $sums['Unsigned, None'].Count | Should -Be ($rows.Count - 12)
            @($rows.RegionId | Select-Object -Unique) | Should -Be cn-hangzhou
        }

        It 'says what signs, and how old that is' {
            $row = Get-AgSignatureCoverage -GroupId $orders -StageName release | Select-Object -First 1
            $row.SignatureId | Should -Be $key.SignatureId
            $row.SignatureName | Should -Be orders_key
            $row.PluginId | Should -BeNullOrEmpty
            $row.KeyAge | Should -BeLessThan ([timespan] '00:10')
            $row.ModifiedTime | Should -Be (Get-AgSignature orders_key).ModifiedTime
            "$row" | Should -Be 'orders_api_0001 in RELEASE: Signed'

            $plugin = Get-AgSignatureCoverage -GroupName PAYMENTS -StageName RELEASE | Select-Object -First 1
            $plugin.PluginName | Should -Be payments_signing
            $plugin.PluginId | Should -Match '^[0-9a-f]{32}$'
            $plugin.SignatureId | Should -BeNullOrEmpty
            [int] [Math]::Floor($plugin.KeyAge.TotalDays) | Should -Be 30
        }

        It 'marks rows of the embedded sandbox, so that no report of it is taken for one of an account' {
            $sandbox = Connect-AgAccount -Sandbox
            $null = Connect-Sandbox
            $rows = Get-AgSignatureCoverage -StageName RELEASE -Context $sandbox
            @($rows.AccountId | Select-Object -Unique) | Should -Be sandbox
            $page = $rows | Export-AgSignatureCoverage (Join-Path $TestDrive sandbox.md)
            Get-Content -Raw $page | Should -Match 'This is a report of the sandbox'
        }

        It 'says that no pattern serves as the name of a group, and what it would stand for' {
            $problem = Get-ErrorOf { Get-AgSignatureCoverage -GroupName 'ord*' }
            $problem | Get-ErrorId | Should -Be NotFound
            "$problem" | Should -Match "the name 'ord\*', and a pattern does not serve here: .* would stand for orders\."
            $problem.ErrorDetails.RecommendedAction | Should -Match 'name or id'
            "$(Get-ErrorOf { Get-AgSignatureCoverage -GroupName 'nobody*' })" | Should -Match 'whole name of one group\.$'
        }

        It 'finds what is too old' {
            $rows = Get-AgSignatureCoverage -StageName RELEASE -MaxKeyAge 90.00:00:00
            $old = @($rows | Where-Object State -EQ KeyTooOld)
            $old.Count | Should -Be 5
            @($old.PluginName | Select-Object -Unique) | Should -Be webhook_signing
            @(Get-AgSignatureCoverage -StageName RELEASE -MaxKeyAge 10.00:00:00 | Where-Object State -EQ KeyTooOld).Count | Should -Be 9
        }

        It 'lists a binding of an API that is not published, and no other unpublished API' {
            $null = Get-SampleApiId drafts 1 | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $drafts -StageName RELEASE
            Get-AgSignatureCoverage -GroupName drafts | ForEach-Object { Get-Place $_ } | Should -Be @(
                'drafts_api_0001 RELEASE False Signed Key', 'drafts_api_0001 TEST True Unsigned None', 'drafts_api_0002 TEST True Unsigned None'
            )
        }

        It 'says that a key is the source where the listing of plug-ins shows it too' {
            Set-SandboxOption @{ keysAsPlugins = 'shown' }
            try {
                @(Get-AgSignatureCoverage | Where-Object Source -EQ Key).Count | Should -Be 3
            }
            finally {
                Set-SandboxOption @{ keysAsPlugins = 'hidden' }
            }
        }

        It 'sends <calls> calls, whatever the number of groups and stages' -ForEach @(@{ calls = 1 + 1 + 1 + 2 * 2 + 1 }) {
            $null = Get-AgSignatureCoverage
            Get-SandboxCallCount | Should -Be $calls
            Clear-SandboxJournal
            $null = Get-AgSignatureCoverage -GroupId $orders -StageName TEST -ThrottleLimit 1
            Get-SandboxCallCount | Should -Be $calls
        }

        It 'takes groups from the pipeline, and reads keys and plug-ins once' {
            $rows = Get-AgApiGroup | Where-Object GroupName -In orders, payments | Get-AgSignatureCoverage
            @($rows.GroupName | Select-Object -Unique) | Should -Be orders, payments
            $rows.Count | Should -Be 30
            Get-SandboxCallCount DescribeApis | Should -Be 2
            Get-SandboxCallCount DescribePlugins | Should -Be 1
        }

        It 'sends nothing for an empty pipeline' {
            @() | Get-AgSignatureCoverage | Should -BeNullOrEmpty
            Get-SandboxCallCount | Should -Be 0
        }

        It 'refuses <what> before anything is sent' -ForEach @(
            @{ what = 'a negative age'; call = { Get-AgSignatureCoverage -MaxKeyAge -1.00:00:00 } }
            @{ what = 'a stage that is none'; call = { Get-AgSignatureCoverage -StageName RELASE } }
            @{ what = 'a pattern of stages'; call = { Get-AgSignatureCoverage -StageName REL* } }
            @{ what = 'a group by name and by id'; call = { Get-AgSignatureCoverage -GroupId $orders -GroupName orders } }
        ) {
            $failed = Get-ErrorOf $call
            $failed | Get-ErrorId | Should -Be InvalidInput
            Get-SandboxCallCount | Should -Be 0
        }

        It 'refuses a bare number as an age, which would count ticks: <_>' -ForEach 90, '90', 7776000000, 90.5 {
            $age = $_
            "$(Get-ErrorOf { Get-AgSignatureCoverage -MaxKeyAge $age })" | Should -Match '90\.00:00:00'
            Get-SandboxCallCount | Should -Be 0
        }

        It 'says of a group that is not there' {
            $failed = @(Get-ErrorOf { Get-AgSignatureCoverage -GroupId ('0' * 32) })
            $failed.Count | Should -Be 1
            $failed | Get-ErrorId | Should -Be NotFound
            "$($failed[0].TargetObject)" | Should -Be ('0' * 32)
            $failed = @(Get-ErrorOf { Get-AgSignatureCoverage -GroupName order })
            $failed | Get-ErrorId | Should -Be NotFound
            "$failed" | Should -Match 'orders'
        }

        It 'shows no secret, whatever is shown' {
            $all = & { Get-AgSignatureCoverage -Verbose | Format-List * -Force } *>&1 | Out-String -Width 400
            $all | Should -Match 'DescribePlugins'
            $all | Should -Not -Match 'sandbox_plugin_secret|plugin_key'
        }

        It 'shows how far it is' {
            $done = Start-SecondPowerShell 'Get-AgSignatureCoverage -Context $ctx | Out-Null' -Variable @{ ctx = $context }
            $shell = $done.Shell
            $null = $done | Complete-SecondPowerShell
            $status = @($shell.Streams.Progress | Where-Object Activity -EQ Get-AgSignatureCoverage)
            @($status.StatusDescription) | Should -Contain '8 of 8 listings of keys, plug-ins and APIs read'
            "$($status[-1].RecordType)" | Should -Be Completed
        }
    }

    Context 'A read that is denied' {
        It 'leaves open what <operation> could have decided' -ForEach $reads {
            $before = Get-AgSignatureCoverage -StageName RELEASE
            Set-SandboxFault @{ kind = 'error'; operation = $operation; code = 'Forbidden.RAM'; status = 403 }
            $after = Get-AgSignatureCoverage -StageName RELEASE -WarningVariable warnings -WarningAction SilentlyContinue
            $after.Count | Should -Be $before.Count
            for ($i = 0; $i -lt $after.Count; $i++) {
                if ("$($before[$i].Source)" -in $known) {
                    Get-Place $after[$i] | Should -Be (Get-Place $before[$i])
                    $after[$i].Reason | Should -BeNullOrEmpty
                }
                else {
                    "$($after[$i].State) $($after[$i].Source)" | Should -Be 'Unknown None'
                    $after[$i].Reason | Should -Match "^$($operation): Forbidden.RAM"
                }
            }

            @($warnings).Count | Should -Be 1
            "$warnings" | Should -Match "because of $operation"
        }

        It 'of the APIs leaves the bindings, and is an error' {
            Set-SandboxFault @{ kind = 'error'; operation = 'DescribeApis'; code = 'Forbidden.RAM'; status = 403 }
            $rows = @(Get-AgSignatureCoverage -ErrorVariable failed -ErrorAction SilentlyContinue)
            $rows.Count | Should -Be 8
            @($rows.IsPublished | Where-Object { $null -ne $_ }).Count | Should -Be 0
            @($failed).Count | Should -Be 1
            $failed | Get-ErrorId | Should -Be PermissionDenied
            "$failed" | Should -Match 'apigateway:DescribeApis|could not be listed to the end'
        }

        It 'names action and resource in the advice' {
            Set-SandboxFault @{ kind = 'error'; operation = 'DescribePlugins'; code = 'Forbidden.RAM'; status = 403 }
            $failed = @(Get-ErrorOf { Get-AgApi -StageName TEST -Unsigned })
            $failed[0].ErrorDetails.RecommendedAction | Should -Match 'apigateway:DescribePlugins on acs:apigateway:<region>:<account>:plugin/\*'
            Set-SandboxFault @{ kind = 'error'; operation = 'DescribePluginGroups'; code = 'Forbidden.RAM'; status = 403 }
            $failed = @(Get-ErrorOf { Get-AgApi -StageName TEST -Unsigned })
            $failed[0].ErrorDetails.RecommendedAction | Should -Match 'apigateway:DescribePluginGroups on acs:apigateway:<region>:<account>:plugin/[0-9a-f]{32}'
        }
    }

    Context 'Several contexts' {
        It 'come one after the other, and each row names its region' {
            $inside = Connect-AgAccount -Sandbox -RegionId cn-shanghai
            $null = Connect-Sandbox
            $rows = Get-AgSignatureCoverage -GroupName payments -StageName RELEASE -Context $context, $inside
            @($rows | Group-Object RegionId | ForEach-Object { "$($_.Name) $($_.Count)" }) | Should -Be 'cn-hangzhou 4', 'cn-shanghai 40'
        }

        It 'do not stop at one that fails' {
            $closed = Connect-AgAccount -Sandbox
            Disconnect-AgAccount
            $null = Connect-Sandbox
            $rows = Get-AgSignatureCoverage -GroupName payments -StageName RELEASE -Context $closed, $context -ErrorVariable failed -ErrorAction SilentlyContinue
            $rows.Count | Should -Be 4
            @($failed).Count | Should -Be 1
            $failed | Get-ErrorId | Should -Be ContextClosed
            [object]::ReferenceEquals($failed[0].TargetObject, $closed) | Should -BeTrue
        }

        It 'must not be $null' {
            Get-ErrorOf { Get-AgSignatureCoverage -Context $null } | Should -Not -BeNullOrEmpty
            Get-ErrorOf { Get-AgSignatureCoverage -Context @($context, $null) } | Should -Not -BeNullOrEmpty
            Get-SandboxCallCount | Should -Be 0
        }
    }

    Context 'Get-AgApi -Unsigned' {
        It 'lists what the coverage says is unsigned' {
            $expected = Get-AgSignatureCoverage -StageName RELEASE | Where-Object State -EQ Unsigned
            $found = Get-AgApi -StageName RELEASE -Unsigned
            @($found.ApiId | Sort-Object) | Should -Be @($expected.ApiId | Sort-Object)
            @($found | Group-Object GroupName | ForEach-Object { "$($_.Name) $($_.Count)" } | Sort-Object) | Should -Be 'catalog 3', 'orders 3'
        }

        It 'goes with the other filters, and stops where enough is found' {
            (Get-AgApi -GroupName orders -StageName RELEASE -Unsigned -First 2).ApiName | Should -Be orders_api_0004, orders_api_0005
            (Get-AgApi -ApiName orders_api_000? -StageName RELEASE -Unsigned).Count | Should -Be 3
            @(Get-AgApiGroup | Get-AgApi -StageName PRE -Unsigned).Count | Should -Be 18
            Get-AgApi -ApiName orders_api_0001 -StageName RELEASE -Unsigned | Should -BeNullOrEmpty
            Get-ErrorOf { Get-AgApi -ApiName orders_api_0001 -StageName RELEASE -Unsigned } | Should -BeNullOrEmpty
            (Get-AgApi -StageName RELEASE -Unsigned:$false).Count | Should -Be 18
        }

        It 'refuses <what> before anything is sent' -ForEach @(
            @{ what = 'no stage'; call = { Get-AgApi -Unsigned }; says = 'give -StageName' }
            @{ what = '-UnDeployed'; call = { Get-AgApi -Unsigned -StageName TEST -UnDeployed }; says = 'leave -UnDeployed out' }
        ) {
            $failed = Get-ErrorOf $call
            $failed | Get-ErrorId | Should -Be InvalidInput
            "$failed" | Should -Match $says
            Get-SandboxCallCount | Should -Be 0
        }

        It 'writes none of which it is not known, and says how many and why' {
            Set-SandboxFault @{ kind = 'error'; operation = 'DescribePluginGroups'; code = 'Forbidden.RAM'; status = 403 }
            $found = Get-AgApi -GroupName orders -StageName RELEASE -Unsigned -ErrorVariable failed -ErrorAction SilentlyContinue
            $found | Should -BeNullOrEmpty
            @($failed).Count | Should -Be 1
            $failed | Get-ErrorId | Should -Be PermissionDenied
            "$failed" | Should -Match '^Of 3 APIs published to RELEASE it is not known .* DescribePluginGroups: Forbidden.RAM'
            $failed[0].TargetObject | Should -Be RELEASE
        }
    }
}
