# Every error has a stable id, a category, a target, something to do next, and the RequestId where there is one.

BeforeDiscovery {
    # Each listing, with the operation that it reads.
    $listings = @(
        @{ listing = 'Get-AgSignature'; operation = 'DescribeSignatures'; call = { Get-AgSignature } }
        @{ listing = 'Get-AgSignature of bindings'; operation = 'DescribeApiSignatures'; call = { Get-AgSignature -GroupId $orders -StageName TEST } }
        @{ listing = 'Get-AgSignature of piped ids'; operation = 'DescribeApiSignatures'; call = { $ids | Get-AgSignature -GroupId $orders -StageName TEST } }
        @{ listing = 'Get-AgSignatureApi of a key'; operation = 'DescribeApisBySignature'; call = { Get-AgSignatureApi -SignatureId $key.SignatureId } }
        @{ listing = 'Get-AgSignatureApi of an API'; operation = 'DescribeSignaturesByApi'; call = { Get-AgSignatureApi -GroupId $orders -ApiId $ids[0] -StageName TEST } }
        @{ listing = 'Get-AgApi'; operation = 'DescribeApis'; call = { Get-AgApi -GroupId $orders } }
        @{ listing = 'Get-AgApiGroup'; operation = 'DescribeApiGroups'; call = { Get-AgApiGroup } }
    )
    $shapes = 'gone', 'array', 'null', 'hollow'
}

BeforeAll {
    $hasProxy = @(Get-ChildItem env: | Where-Object Name -Match '^(https|all)_proxy$').Count -gt 0
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox
    $server = Get-SandboxServer
    $orders = Get-SampleGroupId orders
    $ids = @(Get-SampleApiId orders 5)
    $noId = '0' * 32

    # All errors of this file come together here; the last tests look at all of them.
    $collected = [System.Collections.Generic.List[System.Management.Automation.ErrorRecord]]::new()

    function Get-Failure {
        param([scriptblock] $Script)
        $records = @(Get-ErrorOf $Script)
        $collected.AddRange([System.Management.Automation.ErrorRecord[]] $records)
        $records
    }

    # The table of faults in the module itself.
    $table = @{}
    $faults = [AliGatewaySignature.Commands.AgCommand].Assembly.GetType('AliGatewaySignature.Errors.Faults')
    foreach ($fault in $faults.GetProperty('All', [System.Reflection.BindingFlags] 'Static, Public').GetValue($null)) {
        $type = $fault.GetType()
        $table[$type.GetProperty('Id').GetValue($fault)] = "$($type.GetProperty('Category').GetValue($fault))"
    }

    function Assert-Failure {
        param([System.Management.Automation.ErrorRecord[]] $Record, [string] $Id, [string] $Category, $Target, [switch] $HasRequestId, [string] $Operation)
        $Record.Count | Should -Be 1
        $Record[0] | Get-ErrorId | Should -BeExactly $Id -Because "$($Record[0])"
        $Record[0].CategoryInfo.Category | Should -Be $Category
        $Record[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $Record[0].Exception | Should -BeOfType ([AliGatewaySignature.Errors.AgException])
        $Record[0].Exception.ErrorId | Should -BeExactly $Id
        if ($PSBoundParameters.ContainsKey('Target')) {
            "$($Record[0].TargetObject)" | Should -Be $Target
        }

        if ($HasRequestId) {
            $sent = @(Get-SandboxCall | Where-Object { -not $Operation -or $_.operation -eq $Operation })[-1]
            $Record[0].Exception.RequestId | Should -Be $sent.requestId
            $Record[0].ErrorDetails.Message | Should -Match "RequestId $($sent.requestId)"
            $Record[0].Exception.Operation | Should -Be $sent.operation
        }
    }

    # An address of this machine that nobody listens at.
    function Get-DeadUrl {
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        "http://127.0.0.1:$port"
    }
}

AfterAll { Close-Sandbox }

Describe 'Errors' {
    BeforeEach {
        Reset-Sandbox
        $null = Connect-Sandbox
        $key = New-AgSignature -SignatureName first_key
        $target = @{ SignatureId = $key.SignatureId; GroupId = $orders; StageName = 'TEST' }
        Clear-SandboxJournal
    }

    Context 'What does not exist' {
        It 'a stage: the three are named, and nothing is advised that would send it unread' -ForEach @(
            @{ call = { $ids | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName RELAESE } }
            @{ call = { $ids | Remove-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName RELAESE -Force } }
            @{ call = { Get-AgSignature -GroupId $orders -StageName RELAESE } }
            @{ call = { Get-AgSignatureApi -GroupId $orders -StageName RELAESE } }
        ) {
            $failed = Get-Failure $call
            $failed.Count | Should -Be 1
            "$($failed[0])" | Should -BeLike "*StageName was 'RELAESE'; the stages are RELEASE, PRE and TEST.*"
            "$($failed[0].ErrorDetails.RecommendedAction)" | Should -Not -Match SkipRead
            $failed[0] | Get-ErrorId | Should -Not -Be ReadDenied
        }

        It 'a stage: a warning names the three, once, before it is sent' -ForEach @(
            @{ call = { $ids | Add-AgSignatureApi @target } }
            @{ call = { $ids | Add-AgSignatureApi @target -WhatIf } }
            @{ call = { $ids | Add-AgSignatureApi @target -SkipRead -Replace } }
            @{ call = { $ids | Remove-AgSignatureApi @target -Force } }
            @{ call = { Remove-AgSignatureApi @target -All -Force } }
            @{ call = { $ids | ForEach-Object { [pscustomobject] ($target + @{ ApiId = $_ }) } | Add-AgSignatureApi } }
            @{ call = { $ids | ForEach-Object { [pscustomobject] ($target + @{ ApiId = $_ }) } | Get-AgSignatureApi } }
            @{ call = { $ids | ForEach-Object { [pscustomobject] ($target + @{ ApiId = $_ }) } | Get-AgSignature } }
            @{ call = { Get-AgSignature -GroupId $orders -StageName PROD } }
            @{ call = { Get-AgSignatureApi -GroupId $orders -StageName PROD, TEST } }
            @{ call = { Get-AgApi -GroupId $orders -StageName PROD } }
        ) {
            $target.StageName = 'PROD'
            $ErrorActionPreference = 'Continue'
            $warned = @(& $call 3>&1 2>$null | Where-Object { $_ -is [Management.Automation.WarningRecord] -and $_ -match 'StageName' })
            $warned.Count | Should -Be 1
            "$warned" | Should -BeLike "StageName is 'PROD'; the stages that are known are RELEASE, PRE and TEST. It is sent as it is."
            @(Get-SandboxCall | Where-Object operation -In DescribeApiSignatures, DescribeSignaturesByApi, DescribeApis, SetSignatureApis).Count |
                Should -BeGreaterThan 0 -Because 'it is sent'
        }

        It 'a group: its id is named' {
            $failed = Get-Failure { $ids | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $noId -StageName TEST }
            "$($failed[0])" | Should -BeLike "*GroupId was '$noId'.*"
        }

        It '<what>' -ForEach @(
            @{ what = 'a key in Add-AgSignatureApi'; code = '*'; operation = 'DescribeSignatures'; call = { $ids | Add-AgSignatureApi -SignatureId $noId -GroupId $orders -StageName TEST } }
            @{ what = 'a group in Add-AgSignatureApi'; code = 'NotFoundApiGroup'; operation = 'DescribeApiSignatures'; call = { $ids | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $noId -StageName TEST } }
            @{ what = 'an API in Add-AgSignatureApi'; code = 'NotFoundApi'; operation = 'SetSignatureApis'; call = { $noId | Add-AgSignatureApi @target } }
            @{ what = 'a stage in Add-AgSignatureApi'; code = '*'; operation = 'SetSignatureApis'; call = { $ids | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName NIGHTLY -SkipRead -Replace } }
            @{ what = 'a key in Remove-AgSignatureApi'; code = '*'; operation = 'DescribeSignatures'; call = { $ids | Remove-AgSignatureApi -SignatureId $noId -GroupId $orders -StageName TEST -Force } }
            @{ what = 'a group in Remove-AgSignatureApi'; code = 'NotFoundApiGroup'; operation = 'DescribeApiSignatures'; call = { $ids | Remove-AgSignatureApi -SignatureId $key.SignatureId -GroupId $noId -StageName TEST -Force } }
            @{ what = 'a group in Remove-AgSignatureApi -All'; code = 'NotFoundApiGroup'; operation = 'DescribeApiSignatures'; call = { Remove-AgSignatureApi -SignatureId $key.SignatureId -GroupId $noId -StageName TEST -All -Force } }
            @{ what = 'a key in Set-AgSignature'; code = '*'; operation = 'DescribeSignatures'; call = { Set-AgSignature -SignatureId $noId -NewSignatureName renamed_key } }
            @{ what = 'a key in Remove-AgSignature'; code = 'NotFoundSignature'; operation = 'DeleteSignature'; call = { Remove-AgSignature -SignatureId $noId -Force } }
            @{ what = 'a key in Get-AgSignatureApi'; code = 'NotFoundSignature'; operation = 'DescribeApisBySignature'; call = { Get-AgSignatureApi -SignatureId $noId } }
            @{ what = 'a group in Get-AgSignatureApi'; code = 'NotFoundApiGroup'; operation = 'DescribeSignaturesByApi'; call = { Get-AgSignatureApi -GroupId $noId -ApiId $ids[0] -StageName TEST } }
            @{ what = 'an API in Get-AgSignatureApi'; code = 'NotFoundApi'; operation = 'DescribeSignaturesByApi'; call = { Get-AgSignatureApi -GroupId $orders -ApiId $noId -StageName TEST } }
            @{ what = 'a group in Get-AgSignature'; code = 'NotFoundApiGroup'; operation = 'DescribeApiSignatures'; call = { Get-AgSignature -GroupId $noId -StageName TEST } }
            @{ what = 'a group in Get-AgApi'; code = 'NotFoundApiGroup'; operation = 'DescribeApis'; call = { Get-AgApi -GroupId $noId } }
        ) {
            $failed = Get-Failure $call
            if ($code -eq '*') {
                # Which code the service has for it is not documented.
                $failed.Count | Should -Be 1
                $failed[0] | Get-ErrorId | Should -BeIn NotFound, RequestRefused
            }
            else {
                Assert-Failure $failed NotFound ObjectNotFound -HasRequestId -Operation $operation
                $failed[0].Exception.Code | Should -BeExactly $code
            }

            if ($code -ne '*') {
                $failed[0].Exception.HttpStatus | Should -Be 400
            }

            $failed[0].TargetObject | Should -Not -BeNullOrEmpty
            $failed[0].FullyQualifiedErrorId | Should -Match ',AliGatewaySignature\.Commands\.\w+Command$'
        }

        It 'is the error of one input: the pipeline goes on' {
            $other = New-AgSignature -SignatureName second_key
            $failed = Get-Failure { $noId, $other.SignatureId | Remove-AgSignature -Force }
            Assert-Failure $failed NotFound ObjectNotFound -Target $noId
            (Get-SandboxState).signatures | Should -Be 1
        }
    }

    Context 'A key that is still bound' {
        BeforeEach {
            $payments = Get-SampleGroupId payments
            $null = $ids | Add-AgSignatureApi @target
            $null = $ids[0..2] | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName RELEASE
            $null = Get-SampleApiId payments 1 | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $payments -StageName PRE
            Clear-SandboxJournal
        }

        It 'is not deleted: the error says where it is bound, and how to free it' {
            $failed = Get-Failure { $key | Remove-AgSignature -Force }
            Assert-Failure $failed StillInUse ResourceBusy -Target $key.SignatureId -HasRequestId -Operation DeleteSignature
            $text = $failed[0].ErrorDetails.Message
            $text | Should -Match '\b9 APIs\b'
            $text | Should -Match "TEST of group orders \($orders\): 5 APIs"
            $text | Should -Match "RELEASE of group orders \($orders\): 3 APIs"
            $text | Should -Match "PRE of group payments \($payments\): 1 API\b"
            $failed[0].ErrorDetails.RecommendedAction | Should -Match "Get-AgSignatureApi -SignatureId $($key.SignatureId) \| Remove-AgSignatureApi"
            (Get-SandboxState).signatures | Should -Be 1
        }

        It 'can be freed as the error says, and then deleted' {
            $failed = Get-Failure { $key | Remove-AgSignature -Force }
            $advice = [regex]::Match($failed[0].ErrorDetails.RecommendedAction, '(Get-AgSignatureApi -SignatureId \w+) \| Remove-AgSignatureApi')
            & ([scriptblock]::Create($advice.Groups[1].Value)) | Remove-AgSignatureApi -Force | Out-Null
            $key | Remove-AgSignature -Force
            (Get-SandboxState).signatures | Should -Be 0
        }

        It 'is told in the same way whatever the service calls it (<code>)' -ForEach @(
            @{ code = 'DependencyViolationSignatureKey' }
            @{ code = 'RepeatedSignature' }
            @{ code = 'InvalidSignatureStatus' }
            @{ code = 'SomethingElse' }
        ) {
            Set-SandboxFault @{ kind = 'error'; operation = 'DeleteSignature'; code = $code }
            $failed = Get-Failure { $key | Remove-AgSignature -Force }
            Assert-Failure $failed StillInUse ResourceBusy
            $failed[0].Exception.Code | Should -BeExactly $code
            $failed[0].ErrorDetails.Message | Should -Match '\b9 APIs\b'
        }

        It 'is told in its own words when where it is bound cannot be read' {
            Set-SandboxFault @{ kind = 'error'; operation = 'DescribeApisBySignature'; code = 'Forbidden.RAM'; status = 403 }
            $failed = Get-Failure { $key | Remove-AgSignature -Force }
            Assert-Failure $failed StillInUse ResourceBusy
        }
    }

    Context 'What breaks a rule of the service' {
        It '<what> is refused before anything is sent' -ForEach @(
            @{ what = 'a name of 3 characters'; with = @{ SignatureName = 'abc' } }
            @{ what = 'a name of 51 characters'; with = @{ SignatureName = 'a' * 51 } }
            @{ what = 'a name that begins with a digit'; with = @{ SignatureName = '1abc' } }
            @{ what = 'a name that begins with _'; with = @{ SignatureName = '_abc' } }
            @{ what = 'a name with a space'; with = @{ SignatureName = 'ab cd' } }
            @{ what = 'a name with a hyphen'; with = @{ SignatureName = 'ab-cd' } }
            @{ what = 'a name with an emoji'; with = @{ SignatureName = 'abcd' + [char]::ConvertFromUtf32(0x1f600) } }
            @{ what = 'an empty name'; with = @{ SignatureName = '' } }
            @{ what = 'a Key of 5 characters'; with = @{ SignatureKey = 'abcde' } }
            @{ what = 'a Key of 21 characters'; with = @{ SignatureKey = 'a' * 21 } }
            @{ what = 'a Key that begins with a digit'; with = @{ SignatureKey = '1abcdef' } }
            @{ what = 'a Key with a hyphen'; with = @{ SignatureKey = 'abc-def' } }
            @{ what = 'a Chinese Key'; with = @{ SignatureKey = 'abcdef' + [char] 0x4e2d } }
            @{ what = 'a Secret of 5 characters'; secret = 'abcde' }
            @{ what = 'a Secret of 31 characters'; secret = 'a' * 31 }
            @{ what = 'a Secret that begins with a digit'; secret = '1abcdefg' }
            @{ what = 'a Secret with a $'; secret = 'abcdefg$' }
            @{ what = 'an empty Secret'; secret = '' }
        ) {
            $parts = if ($null -ne $secret) { @{ SignatureSecret = (ConvertTo-Secret $secret) } } else { $with }
            $new = @{ SignatureName = 'second_key' } + @{}
            $change = @{}
            foreach ($part in $parts.Keys) {
                $new[$part] = $parts[$part]
                $change[($part -replace '^SignatureName$', 'NewSignatureName')] = $parts[$part]
            }

            foreach ($failed in @((Get-Failure { New-AgSignature @new }), (Get-Failure { Set-AgSignature -SignatureId $key.SignatureId @change }))) {
                @($failed).Count | Should -Be 1
                $failed.CategoryInfo.Category | Should -Be InvalidData
                $failed.FullyQualifiedErrorId | Should -Match '^ParameterArgumentValidationError,'
                if ($secret) {
                    $failed | Format-List * -Force | Out-String | Should -Not -Match ([regex]::Escape($secret))
                }
            }
            Get-SandboxCallCount | Should -Be 0
        }

        It '<what> passes' -ForEach @(
            @{ what = 'a name of 4 characters'; with = @{ SignatureName = 'abcd' } }
            @{ what = 'a name of 50 characters'; with = @{ SignatureName = 'a' + '_' * 49 } }
            @{ what = 'a Chinese name'; with = @{ SignatureName = -join [char[]] (0x8ba2, 0x5355, 0x7b7e, 0x540d) } }
            @{ what = 'a Key of 6 characters'; with = @{ SignatureKey = 'a_1234' } }
            @{ what = 'a Key of 20 characters'; with = @{ SignatureKey = 'a' * 20 } }
            @{ what = 'a Secret of 6 characters'; secret = 'a@#!*_' }
            @{ what = 'a Secret of 30 characters'; secret = 'a' * 30 }
        ) {
            $parts = if ($null -ne $secret) { @{ SignatureSecret = (ConvertTo-Secret $secret) } } else { $with }
            $new = @{ SignatureName = 'second_key' }
            $parts.Keys | ForEach-Object { $new[$_] = $parts[$_] }
            $made = New-AgSignature @new
            $read = Get-AgSignature -SignatureId $made.SignatureId -IncludeSecret
            $read.SignatureName | Should -BeExactly $new.SignatureName
            if ($with -and $with.SignatureKey) { $read.SignatureKey | Should -BeExactly $with.SignatureKey }
            if ($secret) { ConvertFrom-Secret $read.SignatureSecret | Should -BeExactly $secret }
        }

        It 'a Secret in plain text is refused without being repeated' {
            $plain = 'Plain_secret_1'
            $failed = @((Get-Failure { New-AgSignature -SignatureName second_key -SignatureSecret $plain }), (Get-Failure { Set-AgSignature -SignatureId $key.SignatureId -SignatureSecret $plain }))
            $failed.Count | Should -Be 2
            $failed | Format-List * -Force | Out-String | Should -Not -Match $plain
            Get-SandboxCallCount | Should -Be 0
        }

        It 'what New-AgSignature generates is within the rules, and different each time' {
            $made = 1..20 | ForEach-Object { New-AgSignature -SignatureName "made_$_" }
            $secrets = $made | ForEach-Object { ConvertFrom-Secret $_.SignatureSecret }
            @($made.SignatureKey -cmatch '^[A-Za-z][A-Za-z0-9_]{5,19}$').Count | Should -Be 20
            @($secrets -cmatch '^[A-Za-z][A-Za-z0-9_@#!*]{5,29}$').Count | Should -Be 20
            @($made.SignatureKey | Select-Object -Unique).Count | Should -Be 20
            @($secrets | Select-Object -Unique).Count | Should -Be 20
            ConvertFrom-Secret (Get-AgSignature -SignatureId $made[7].SignatureId -IncludeSecret).SignatureSecret | Should -BeExactly $secrets[7]
        }

        It 'Set-AgSignature without anything to change is refused before anything is sent' {
            Assert-Failure (Get-Failure { Set-AgSignature -SignatureId $key.SignatureId }) NothingToChange InvalidArgument
            Get-SandboxCallCount | Should -Be 0
        }
    }

    Context 'Who signs' {
        It 'a wrong secret' {
            $null = Connect-AgAccount -Credential (Get-SandboxCredential -AccessKeySecret 'Wrong_secret_1') -Endpoint $server.Url -SkipVerification
            $failed = Get-Failure { Get-AgSignature }
            Assert-Failure $failed RequestSignatureRefused AuthenticationError -HasRequestId
            $failed | Format-List * -Force | Out-String | Should -Not -Match 'Wrong_secret_1'
            Get-SandboxCallCount | Should -Be 1
        }

        It 'an AccessKey id that the service does not know' {
            $null = Connect-AgAccount -Credential (Get-SandboxCredential -AccessKeyId 'NobodysAccessKey') -Endpoint $server.Url -SkipVerification
            Assert-Failure (Get-Failure { Get-AgSignature }) AccessKeyRefused AuthenticationError -HasRequestId
            Get-SandboxCallCount | Should -Be 1
        }

        It 'a token that has expired' {
            Set-SandboxFault @{ kind = 'expiredToken' }
            Assert-Failure (Get-Failure { Get-AgSignature }) SecurityTokenExpired AuthenticationError -HasRequestId
        }

        It 'a clock that is off, and by how much' {
            Set-SandboxFault @{ kind = 'clockSkew'; minutes = 30 }
            $failed = Get-Failure { Get-AgSignature }
            Assert-Failure $failed ClockSkewed AuthenticationError -HasRequestId
            $failed[0].ErrorDetails.Message | Should -Match '(1799|1800|1801) s behind'
        }

        It 'a policy that does not allow it, and which one would' {
            Set-SandboxFault @{ kind = 'error'; code = 'Forbidden.RAM'; status = 403; message = 'User not authorized to operate on the specified resource.' }
            $failed = Get-Failure { $ids | Add-AgSignatureApi @target -SkipRead -Replace }
            Assert-Failure $failed PermissionDenied PermissionDenied -HasRequestId
            $failed[0].ErrorDetails.RecommendedAction | Should -Match 'apigateway:SetSignatureApis'
            $failed[0].ErrorDetails.RecommendedAction | Should -Match "apigroup/$orders"
        }
    }

    Context 'What the service says' {
        It '<code> is <id>' -ForEach @(
            @{ code = 'RepeatedSignatureName'; id = 'AlreadyExists'; category = 'ResourceExists' }
            @{ code = 'ExceedLimitSignature'; id = 'QuotaExceeded'; category = 'QuotaExceeded' }
            @{ code = 'InvalidSignatureName'; id = 'RequestRefused'; category = 'InvalidArgument' }
            @{ code = 'MissingSignatureName'; id = 'RequestRefused'; category = 'InvalidArgument' }
            @{ code = 'InvalidApi.NotFound'; id = 'WrongService'; category = 'InvalidArgument' }
            @{ code = 'NotFoundSignature'; id = 'NotFound'; category = 'ObjectNotFound' }
            @{ code = 'NeverHeardOf'; id = 'ServiceRefused'; category = 'InvalidOperation' }
        ) {
            Set-SandboxFault @{ kind = 'error'; operation = 'CreateSignature'; code = $code; message = 'What the service says about it.' }
            $failed = Get-Failure { New-AgSignature -SignatureName second_key }
            Assert-Failure $failed $id $category -Target second_key -HasRequestId -Operation CreateSignature
            $failed[0].Exception.Code | Should -BeExactly $code
            $failed[0].Exception.Message | Should -Match "$([regex]::Escape($code)): What the service says about it"
            Get-SandboxCallCount CreateSignature | Should -Be 1
        }

        It 'a name that exists already, where the service refuses it' {
            Set-SandboxOption @{ duplicateKeyName = 'refuse' }
            Assert-Failure (Get-Failure { New-AgSignature -SignatureName first_key }) AlreadyExists ResourceExists -Target first_key -HasRequestId
        }

        It 'an error as XML is read too' {
            Set-SandboxFault @{ kind = 'xmlError' }
            $failed = Get-Failure { Get-AgSignature }
            Assert-Failure $failed RequestRefused InvalidArgument -HasRequestId
            $failed[0].Exception.Code | Should -BeExactly 'InvalidParameter.Format'
        }

        It 'a redirect is not followed' {
            Set-SandboxFault @{ kind = 'error'; status = 302; code = '' }
            Assert-Failure (Get-Failure { Get-AgSignature }) Redirected ProtocolError
            Get-SandboxCallCount | Should -Be 1
        }
    }

    Context 'A reply that cannot be read: <kind>' -ForEach @(
        @{ kind = 'truncatedJson' }
        @{ kind = 'notJson' }
        @{ kind = 'emptyBody' }
    ) {
        It '<listing> is not an empty listing' -ForEach $listings {
            Set-SandboxFault @{ kind = $kind; operation = $operation }
            $failed = Get-Failure $call
            Assert-Failure $failed UnreadableReply ProtocolError
            Get-OutputOf $call | Should -BeNullOrEmpty
        }

        It 'New-AgSignature finds the key that it made, and does not make a second one' {
            Set-SandboxFault @{ kind = $kind; operation = 'CreateSignature' }
            $made = New-AgSignature -SignatureName second_key -WarningVariable warnings -WarningAction SilentlyContinue
            $made.SignatureName | Should -BeExactly second_key
            $warnings.Count | Should -Be 1
            "$warnings" | Should -Match $made.SignatureId
            Get-SandboxCallCount CreateSignature | Should -Be 1
            (Get-SandboxState).signatures | Should -Be 2
        }

        It 'New-AgSignature says that the outcome is unknown when it cannot look' {
            Set-SandboxFault @{ kind = $kind; operation = 'CreateSignature' }, @{ kind = 'error'; operation = 'DescribeSignatures'; code = 'Forbidden.RAM'; status = 403 }
            $failed = Get-Failure { New-AgSignature -SignatureName second_key }
            Assert-Failure $failed CreateOutcomeUnknown $table.CreateOutcomeUnknown -Target second_key
            $failed[0].Exception.OutcomeUnknown | Should -BeTrue
            Get-SandboxCallCount CreateSignature | Should -Be 1
        }

        It 'Add-AgSignatureApi reads back what became of it' {
            Set-SandboxFault @{ kind = $kind; operation = 'SetSignatureApis' }
            $out = $ids | Add-AgSignatureApi @target
            $out.ApiId | Should -Be $ids
            $out.IsVerified | Select-Object -Unique | Should -BeTrue
            Get-SandboxCallCount SetSignatureApis | Should -Be 1
        }

        It 'Add-AgSignatureApi says that the outcome is unknown when it cannot read back' {
            Set-SandboxFault @{ kind = $kind; operation = 'SetSignatureApis' }, @{ kind = $kind; operation = 'DescribeApiSignatures' }
            $failed = Get-Failure { $ids | Add-AgSignatureApi @target -SkipRead -Replace }
            Assert-Failure $failed UnreadableReply ProtocolError
            $failed[0].Exception.OutcomeUnknown | Should -BeTrue
            $failed[0].TargetObject.ApiId | Should -Be $ids
            Get-OutputOf { $ids | Add-AgSignatureApi @target -SkipRead -Replace } | Should -BeNullOrEmpty
        }
    }

    Context 'A reply without its list' {
        It '<listing> is not an empty listing' -ForEach $listings {
            $null = $ids | Add-AgSignatureApi @target
            foreach ($shape in 'gone', 'array', 'null', 'hollow') {
                Set-SandboxFault @{ kind = 'missingList'; operation = $operation; shape = $shape }
                $failed = Get-Failure $call
                Assert-Failure $failed UnreadableReply ProtocolError
                Get-OutputOf $call | Should -BeNullOrEmpty -Because $shape
            }
        }

        It 'on the second page gives nothing of a listing that is read to its end' {
            $null = Get-SampleApiId orders 150 | Add-AgSignatureApi @target
            Set-SandboxFault @{ kind = 'missingList'; operation = 'DescribeApiSignatures'; skip = 1; times = 1 }
            $out = @(Get-OutputOf { Get-AgSignature -GroupId $orders -StageName TEST | Remove-AgSignatureApi -Force })
            $out | Should -BeNullOrEmpty
            Get-SandboxCallCount RemoveSignatureApis | Should -Be 0
        }

        It 'keeps Remove-AgSignatureApi -All from sending' {
            $null = $ids | Add-AgSignatureApi @target
            Clear-SandboxJournal
            Set-SandboxFault @{ kind = 'missingList'; operation = 'DescribeApiSignatures' }
            Assert-Failure (Get-Failure { Remove-AgSignatureApi @target -All -Force }) UnreadableReply ProtocolError -Target $key.SignatureId
            Get-SandboxWriteCount | Should -Be 0
        }
    }

    Context 'What passes' {
        It 'throttling is waited for, and told with -Verbose' {
            Set-SandboxFault @{ kind = 'throttle'; operation = 'SetSignatureApis'; times = 2; retryAfter = 20 }
            $said = $ids | Add-AgSignatureApi @target -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] } | ForEach-Object Message
            Get-SandboxCallCount SetSignatureApis | Should -Be 3
            Get-SandboxBindingCount | Should -Be 5
            @($said -match 'SetSignatureApis \(batch 1, 5 ids\): Throttled; attempt 2 follows in 20 ms').Count | Should -Be 1
            @($said -match 'SetSignatureApis \(batch 1, 5 ids\), attempt 3: done').Count | Should -Be 1
            $said[-1] | Should -Match '^5 done, 0 failed, 0 unknown; 5 calls, 2 of them retries'
        }

        It 'throttling is waited for by New-AgSignature as well: nothing was done yet' {
            Set-SandboxFault @{ kind = 'throttle'; operation = 'CreateSignature'; times = 2; retryAfter = 20 }
            $null = New-AgSignature -SignatureName second_key
            Get-SandboxCallCount CreateSignature | Should -Be 3
            (Get-SandboxState).signatures | Should -Be 2
        }

        It '<kind> is repeated by what may be repeated' -ForEach @(
            @{ kind = 'error500' }
            @{ kind = 'html503' }
            @{ kind = 'reset' }
            @{ kind = 'truncatedBody' }
        ) {
            Set-SandboxFault @{ kind = $kind; operation = 'SetSignatureApis'; times = 1 }
            $out = $ids | Add-AgSignatureApi @target
            $out.Count | Should -Be 5
            Get-SandboxCallCount SetSignatureApis | Should -Be 2
            Get-SandboxBindingCount | Should -Be 5
        }

        It '<kind> is not repeated blindly by New-AgSignature' -ForEach @(
            @{ kind = 'error500'; applied = $false }
            @{ kind = 'error500'; applied = $true }
            @{ kind = 'html503'; applied = $true }
            @{ kind = 'reset'; applied = $false }
            @{ kind = 'reset'; applied = $true }
            @{ kind = 'truncatedBody'; applied = $true }
            @{ kind = 'nonceUsed'; applied = $true }
        ) {
            Set-SandboxFault @{ kind = $kind; operation = 'CreateSignature'; applied = $applied; times = 1 }
            $made = { New-AgSignature -SignatureName second_key -WarningVariable warnings -WarningAction SilentlyContinue }
            if ($applied) {
                $null = . $made
                $warnings.Count | Should -Be 1
            }
            else {
                Assert-Failure (Get-Failure $made) CreateOutcomeUnknown ConnectionError -Target second_key
            }

            Get-SandboxCallCount CreateSignature | Should -Be 1
            (Get-SandboxState).signatures | Should -Be $(if ($applied) { 2 } else { 1 })
        }

        It 'a page of HTML is named for what it is' {
            Set-SandboxFault @{ kind = 'html503'; operation = 'CreateSignature' }, @{ kind = 'error'; operation = 'DescribeSignatures'; code = 'Forbidden.RAM'; status = 403 }
            $failed = Get-Failure { New-AgSignature -SignatureName second_key }
            $failed[0].ErrorDetails.Message | Should -Match 'HTTP 503'
            $failed[0].ErrorDetails.Message | Should -Match 'text/html'
            $failed[0].ErrorDetails.Message | Should -Not -Match '<html|<h1'
        }
    }

    Context 'The way there' {
        It 'nobody listens' {
            $dead = Get-DeadUrl
            $null = Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint $dead
            $failed = Get-Failure { Get-AgSignature }
            Assert-Failure $failed ConnectionRefused ConnectionError
            $failed[0].ErrorDetails.Message | Should -Match ([regex]::Escape(([uri] $dead).Authority))
            $failed[0].Exception.OutcomeUnknown | Should -BeFalse
        }

        It 'no host has the name' {
            Skip-Because $(if ($hasProxy) { 'a proxy looks up the name, since https_proxy or all_proxy is set' })
            $null = Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint 'no-such-host.invalid'
            $failed = Get-Failure { Get-AgSignature }
            Assert-Failure $failed HostNotFound ConnectionError
            $failed[0].ErrorDetails.Message | Should -Match 'no-such-host\.invalid'
        }

        It 'the other side speaks no TLS' {
            $null = Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint ($server.Url -replace '^http:', 'https:')
            Assert-Failure (Get-Failure { Get-AgSignature }) TlsFailed SecurityError
        }
    }

    Context 'The common parameters' {
        It '-ErrorVariable collects, also with SilentlyContinue' {
            $noId, $noId | Remove-AgSignature -Force -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.Count | Should -Be 2
            $failed[1] | Get-ErrorId | Should -Be NotFound
        }

        It '-ErrorAction Ignore leaves no trace' {
            $before = $global:Error.Count
            Remove-AgSignature -SignatureId $noId -Force -ErrorAction Ignore
            $global:Error.Count | Should -Be $before
        }

        It '-ErrorAction Stop ends the pipeline, and the error can be caught with all it has' {
            $caught = $null
            try {
                $noId, $key.SignatureId | Remove-AgSignature -Force -ErrorAction Stop
            }
            catch {
                $caught = $_
            }

            Assert-Failure @($caught) NotFound ObjectNotFound -Target $noId
            (Get-SandboxState).signatures | Should -Be 1
        }

        It 'a catch block can name the type of the exception' {
            $caught = try { Get-AgSignatureApi -SignatureId $noId -ErrorAction Stop } catch [AliGatewaySignature.Errors.AgException] { 'by type' }
            $caught | Should -Be 'by type'
        }

        It 'an error that ends the pipeline ignores SilentlyContinue' {
            Disconnect-AgAccount
            $closed = Connect-AgAccount -Sandbox
            Disconnect-AgAccount
            { Get-AgSignature -Context $closed -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'ContextClosed,*'
        }

        It 'the error view shows what to do, once' {
            $failed = Get-Failure { Remove-AgSignature -SignatureId $noId -Force }
            $view = $failed[0] | Out-String -Width 400
            ([regex]::Matches(($view -replace '\s+', ' '), 'Check the name or id with')).Count | Should -Be 1
        }
    }

    Context 'All errors of this file' {
        It 'are many' {
            $collected.Count | Should -BeGreaterThan 100
            @($collected | Get-ErrorId | Select-Object -Unique).Count | Should -BeGreaterThan 18
        }

        It 'have a category, and never NotSpecified' {
            $collected | Where-Object { $_.CategoryInfo.Category -eq 'NotSpecified' } | ForEach-Object { $_.FullyQualifiedErrorId } | Should -BeNullOrEmpty
        }

        It 'have an id of the table and its category, unless the engine refused a parameter' {
            foreach ($record in $collected) {
                $id = $record | Get-ErrorId
                if ($id -notlike 'ParameterArgument*') {
                    $table.Keys | Should -Contain $id
                    "$($record.CategoryInfo.Category)" | Should -BeExactly $table[$id] -Because $id
                }
            }
        }

        It 'say what to do next, unless the engine refused a parameter' {
            $silent = $collected | Where-Object { ($_ | Get-ErrorId) -notlike 'ParameterArgument*' -and -not $_.ErrorDetails.RecommendedAction }
            $silent | ForEach-Object { $_.FullyQualifiedErrorId } | Should -BeNullOrEmpty
        }

        It 'name no source file of the machine that built the module' {
            $lines = $collected | ForEach-Object { "$($_.Exception.StackTrace)" -split "`n" } | Where-Object { $_ -match '^\s*at AliGatewaySignature\.' }
            $lines | Should -Not -BeNullOrEmpty
            $lines | Where-Object { $_ -match ' in (?!/_/)' } | Should -BeNullOrEmpty
        }
    }
}
