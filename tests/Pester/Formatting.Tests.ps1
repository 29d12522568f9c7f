# How objects look in a terminal of 80 columns and of 120, and what is left of them in files.

BeforeDiscovery {
    # Every type that a cmdlet returns or an object of ours holds.
    $types = @(
        @{ type = 'AgSignature'; make = { Get-AgSignature } }
        @{ type = 'AgSignatureBinding'; make = { $bound } }
        @{ type = 'AgApi'; make = { Get-AgApi -GroupId $orders -First 2 } }
        @{ type = 'AgApiGroup'; make = { Get-AgApiGroup } }
        @{ type = 'AgContext'; make = { $context } }
        @{ type = 'AgRunSummary'; make = { $context.LastRun } }
        @{ type = 'AgBindingAction'; make = { $bound[0].Action } }
        @{ type = 'AgBindingState'; make = { $bound[0].State } }
        @{ type = 'AgSignatureCoverage'; make = { Get-AgSignatureCoverage -GroupId $orders -StageName RELEASE | Select-Object -First 5 } }
        @{ type = 'AgCoverageState'; make = { (Get-AgSignatureCoverage -GroupId $orders -StageName RELEASE)[0].State } }
        @{ type = 'AgSignatureSource'; make = { (Get-AgSignatureCoverage -GroupId $orders -StageName RELEASE)[0].Source } }
        @{ type = 'AgSignaturePair'; make = { New-AgSignaturePair } }
        @{ type = 'AgBackendSignatureCheck'; make = { Test-AgBackendSignature -Uri /p -Headers @{ 'X-Ca-Proxy-Signature' = 'abc' } -Pair (New-AgSignaturePair) } }
        @{ type = 'AgBackendSignatureReason'; make = { (Test-AgBackendSignature -Uri /p -Headers @{} -Pair (New-AgSignaturePair)).Reason } }
        @{ type = 'AgBackendReply'; make = { Invoke-AgBackendRequest $backend -Pair (New-AgSignaturePair) } }
        @{ type = 'AgBackendVerdict'; make = { Test-AgBackend $backend (New-AgSignaturePair) (New-AgSignaturePair) } }
        @{ type = 'AgBackendProbe'; make = { (Test-AgBackend $backend (New-AgSignaturePair)).Probes } }
        @{ type = 'AgBackendCase'; make = { (Test-AgBackend $backend (New-AgSignaturePair)).Probes[0].Case } }
        @{ type = 'AgBackendOutcome'; make = { (Test-AgBackend $backend (New-AgSignaturePair)).Probes[0].Outcome } }
        @{ type = 'AgBackendEnforcement'; make = { (Test-AgBackend $backend (New-AgSignaturePair)).Enforcement } }
        @{ type = 'AgBackendReadiness'; make = { (Test-AgBackend $backend (New-AgSignaturePair)).NewPair } }
        @{ type = 'AgStateExport'; make = { Export-AgState (Join-Path $TestDrive "$([guid]::NewGuid()).json") } }
        @{ type = 'AgSignatureApiDifference'; make = { New-Plan | Compare-AgSignatureApi } }
        @{ type = 'AgDifferenceAction'; make = { (New-Plan | Compare-AgSignatureApi)[0].Action } }
        @{ type = 'AgPlanProblem'; make = { try { @{ ApiId = 'x' } | Compare-AgSignatureApi } catch { $_.TargetObject } } }
        @{ type = 'AgTransport'; make = { $context.Transport } }
        @{ type = 'AgChange'; make = { Get-AgChange $journal } }
        @{ type = 'AgChangeApi'; make = { (Get-AgChange $journal)[-1].Apis } }
        @{ type = 'AgChangeOutcome'; make = { (Get-AgChange $journal)[-1].Outcome } }
    )
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $context = Initialize-Sandbox
    Import-Module (Join-Path $PSScriptRoot '../SampleBackend/SampleBackend.psm1') -Force
    $backend = Start-SampleBackend
    $orders = Get-SampleGroupId orders
    $ids = @(Get-SampleApiId orders 3)
    $secret = 'hidden_Secret_1'
    $key = New-AgSignature -SignatureName ('z' * 50) -SignatureKey ('K' * 20) -SignatureSecret (ConvertTo-Secret $secret)
    $bound = $ids | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName RELEASE
    $journal = Join-Path $TestDrive 'journal.jsonl'
    $written = Connect-AgAccount -Sandbox -JournalPath $journal
    $longest = New-AgSignature ('j' * 50) -Context $written
    $null = Get-AgApi -GroupName orders -First 100 -Context $written | Add-AgSignatureApi -SignatureId $longest.SignatureId -StageName RELEASE -Context $written
    $null = $ids | Remove-AgSignatureApi -SignatureId $longest.SignatureId -GroupId $orders -StageName RELEASE -SkipRead -Force -Context $written
    $null = Connect-Sandbox
    $escape = [char] 27

    # A row for each API, of which the first carries another key.
    function New-Plan {
        $other = Get-AgSignature -SignatureName other_key -ErrorAction Ignore
        if (-not $other) {
            $other = New-AgSignature -SignatureName other_key
        }

        $ids[0], (Get-SampleApiId orders 1 -Skip 20) | ForEach-Object { [pscustomobject] @{ SignatureId = $other.SignatureId; GroupId = $orders; StageName = 'RELEASE'; ApiId = $_ } }
    }

    function Get-View {
        param($Thing, [int] $Width = 80)
        $text = $Thing | Out-String -Width $Width
        ($text -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $Width
        $text
    }
}

AfterAll {
    Stop-SampleBackend
    Close-Sandbox
}

Describe 'The default view' {
    It 'of keys shows id, Key and date in full, and much of the name' {
        $view = Get-View (Get-AgSignature)
        $view | Should -Match "(?m)^$($key.SignatureId) z{12,}.* K{20} \d{4}-\d\d-\d\d *\r?$"
        $view | Should -Match '(?m)^SignatureId +Name +Key +Modified'
    }

    It 'of a key just made shows id and Key in full' {
        $view = Get-View $key
        $view | Should -Match $key.SignatureId
        $view | Should -Match ('K' * 20)
    }

    It 'of a journal shows what was done, to which key, where, and the outcome, and at 160 the run' {
        $view = Get-View (Get-AgChange $journal)
        $view | Should -Match '(?m)^ *Day: \d{4}-\d\d-\d\d, sandbox *\r?$'
        $view | Should -Match '(?m)^\d\d:\d\d:\d\d New key +j{20,}.* Done *\r?$'
        $view | Should -Match '(?m)^\d\d:\d\d:\d\d Bind 100 +j{20,}.* orders, RELEASE +Done *\r?$'
        $view | Should -Match "(?m)^\d\d:\d\d:\d\d Unbind 3 +$($longest.SignatureId) RELEASE +Done *\r?$"
        Get-View (Get-AgChange $journal) -Width 160 | Should -Match "Done +[0-9a-f-]{36} *\r?\n"
    }

    It 'of keys says nothing of the Secret' {
        Get-View (Get-AgSignature -IncludeSecret) | Should -Not -Match 'Secret'
    }

    It 'of what was just bound shows the ids of APIs in full, what was done, and the name of the key' {
        $view = Get-View $bound
        foreach ($id in $ids) {
            $view | Should -Match "(?m)^$id Bound +z{20,}"
        }
        $view | Should -Match "RELEASE of group $orders"
    }

    It 'of what took the place of another key names both' {
        $first = New-AgSignature -SignatureName first_key
        $second = New-AgSignature -SignatureName second_key
        $api = Get-AgApi -GroupId $orders -First 1 -Skip 9
        $null = $api | Add-AgSignatureApi -SignatureId $first.SignatureId -StageName PRE
        Get-View ($api | Add-AgSignatureApi -SignatureId $second.SignatureId -StageName PRE -Replace -Force) |
            Should -Match '(?m)^orders_api_0010 +Replaced +second_key \(was first_key\)'
    }

    It 'of bindings shows names, and ids in full where there is no name, under their group and stage' {
        $null = $ids[0] | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST
        $view = Get-View (Get-AgSignatureApi -SignatureId $key.SignatureId)
        $view | Should -Match "(?m)^orders_api_0001 +Bound +([0-9a-f]{32}|z+)"
        $view | Should -Match 'RELEASE of orders'
        $view | Should -Match 'TEST of orders'
    }

    It 'of differences reads like a plan, under group and stage' {
        $view = Get-View (New-Plan | Compare-AgSignatureApi -Prune -IncludeEqual)
        $view | Should -Match 'Stage: RELEASE of orders'
        $view | Should -Match '(?m)^~ Replace orders_api_0001 +z{13}\.\.\. -> other_key *\r?$'
        $view | Should -Match '(?m)^\+ Bind +orders_api_0021 +other_key *\r?$'
        $saved = Join-Path $TestDrive 'differences.xml'
        New-Plan | Compare-AgSignatureApi | Export-Clixml $saved
        Get-View (Import-Clixml $saved) | Should -Match '(?m)^~ Replace orders_api_0001 +z{20,}'
        $nameless = [pscustomobject] @{ PSTypeName = 'AliGatewaySignature.Model.AgSignatureApiDifference'; Action = 'Replace'; GroupId = $orders; StageName = 'TEST'; ApiId = $ids[0]; SignatureId = '1' * 32; PreviousSignatureId = '2' * 32; SignatureName = $null; PreviousSignatureName = $null; GroupName = $null; ApiName = $null; RowNumber = $null }
        Get-View $nameless | Should -Match "(?m)^~ Replace $($ids[0]) 22222222\.\.\. -> 11111111\.\.\."
    }

    It 'of what is wrong with a plan shows row and column, and the whole text' {
        $view = Get-View $(try { @{ ApiId = 'x' }, @{ GroupId = 'a b'; SignatureName = 'k'; StageName = 'TEST'; ApiName = 'a' } | Compare-AgSignatureApi } catch { $_.TargetObject })
        $view | Should -Match '(?m)^ +1 StageName +it has no StageName'
        $view -replace '\s+', ' ' | Should -Match "2 GroupId GroupId is 'a b'\. An id has no white space and no control characters\."
    }

    It 'of what was unbound says so' {
        Get-View ($ids[0] | Remove-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST -Force) |
            Should -Match '(?m)^orders_api_0001 +Unbound +z{20,}'
    }

    It 'of APIs shows name, id and stages in full, under their group' {
        $view = Get-View (Get-AgApi -GroupId $orders -First 3)
        $view | Should -Match "Group: orders \($orders\)"
        $view | Should -Match "(?m)^orders_api_0001 +$($ids[0]) +RELEASE,PRE,TEST"
    }

    It 'has more columns at 120, and leaves them out at 80: <what>' -ForEach @(
        @{ what = 'differences'; make = { New-Plan | Where-Object ApiId -EQ $ids[0] | Compare-AgSignatureApi }; column = 'ApiId +Row'; value = '[0-9a-f]{32} +1' }
        @{ what = 'bindings'; make = { Get-AgSignatureApi -SignatureId $key.SignatureId }; column = 'ApiId'; value = '[0-9a-f]{32}' }
        @{ what = 'coverage'; make = { Get-AgSignatureCoverage -GroupId $orders }; column = 'Source +Region'; value = 'Key +cn-hangzhou' }
        @{ what = 'APIs'; make = { Get-AgApi -GroupId $orders -First 3 }; column = 'Method +Path'; value = 'GET +/orders/orders_api_0001' }
    ) {
        $things = & $make
        Get-View $things -Width 120 | Should -Match "(?m)^\S.* $column *$"
        Get-View $things -Width 120 | Should -Match "(?m)^(~ Replace )?orders_api_0001 .* $value *$"
        Get-View $things | Should -Not -Match $column
    }

    It 'of coverage shows what signs and how old it is, under its group' {
        $view = Get-View (Get-AgSignatureCoverage -GroupName payments -StageName RELEASE, TEST)
        $view | Should -Match 'Group: payments \([0-9a-f]{32}\)'
        $view | Should -Match '(?m)^Api +Stage +State +Signed with +Days *$'
        $view | Should -Match '(?m)^payments_api_0001 +RELEASE +SignedByPlugin +payments_signing +30 *$'
        $view | Should -Match '(?m)^payments_api_0001 +TEST +Unsigned *$'
    }

    It 'of coverage puts a stage in brackets where the API is not published, and shows an id in full where there is no name' {
        $row = [pscustomobject] @{ ApiId = 'a' * 32; StageName = 'RELEASE'; IsPublished = $false; State = 'Signed'; Source = 'Key'; SignatureName = 'some_key'; KeyAge = [timespan] '3.04:00' }
        $row.PSTypeNames.Insert(0, 'Deserialized.AliGatewaySignature.Model.AgSignatureCoverage')
        Get-View $row | Should -Match "(?m)^a{32} \(RELEASE\) Signed +some_key +3 *$"
    }

    It 'of groups shows id, name, region and time in full' {
        $view = Get-View (Get-AgApiGroup)
        $view | Should -Match "(?m)^$orders +orders +cn-hangzhou +\d{4}-\d\d-\d\d"
        $view | Should -Match '(?m)^GroupId +GroupName +Region +Modified'
    }

    It 'of a context is a list without anything secret' {
        $view = Get-View $context
        $view | Should -Match '(?m)^Source +: Parameter'
        $view | Should -Match '(?m)^AccessKeyId +: sand\*\*\*\*y-id'
        $view | Should -Match "(?m)^Endpoint +: $([regex]::Escape((Get-SandboxServer).Url))"
        $view | Should -Match '(?m)^LastRun +: \d+ done, 0 failed, 0 unknown'
        $view | Should -Not -Match 'Secret|Token'
    }

    It 'of a context leaves out what it does not have' {
        Get-View (Connect-AgAccount -Sandbox) | Should -Not -Match 'ProfileName|RoleArn|Expiration|RegionSource|LastRun'
        $null = Connect-Sandbox
    }

    It 'of a run is a list' {
        $view = Get-View $context.LastRun
        $view | Should -Match '(?m)^Completed +: True'
        $view | Should -Match '(?m)^Command +: (Add|Remove)-AgSignatureApi'
        foreach ($name in 'Done', 'Unchanged', 'Failed', 'Unknown', 'NotSent', 'Calls', 'Retries', 'Duration') {
            $view | Should -Match "(?m)^$name +: \d"
        }
    }

    It 'of a state is its name' {
        (Get-View $bound[0].State).Trim() | Should -BeExactly Bound
    }

    It 'is there for <type>, fits into 80 columns, cuts no id and shows no secret' -ForEach $types {
        $things = @(& $make)
        $things[0].GetType().FullName | Should -BeExactly "AliGatewaySignature.Model.$type"
        $view = Get-View $things
        $view | Should -Not -Match $secret
        $view | Should -Not -Match '[0-9a-f]{4}(\u2026|\.\.\.)'
        foreach ($id in [regex]::Matches($view, '\b[0-9a-f]{16,}\b')) {
            $id.Value.Length | Should -Be 32
        }

        if (-not $things[0].GetType().IsEnum) {
            Get-FormatData "AliGatewaySignature.Model.$type" | Should -Not -BeNullOrEmpty
        }
    }

    It 'is there for every public type of the model' -ForEach @(@{ known = $types.type }) {
        $all = (Get-Command Get-AgContext).ImplementingType.Assembly.GetExportedTypes() | Where-Object Namespace -EQ AliGatewaySignature.Model
        @($all.Name | Sort-Object) | Should -Be @($known | Sort-Object)
    }

    It 'names no secret' {
        foreach ($file in Get-ChildItem (Split-Path (Get-AgModulePath)) -Filter *.ps1xml) {
            ([xml] (Get-Content -Raw $file)).SelectNodes('//*[not(*)]').InnerText | Should -Not -Match 'Secret|Token'
        }
    }

    It 'fits into narrower terminals without an error' {
        foreach ($thing in $key, $bound, (Get-AgApi -First 1), (Get-AgApiGroup -First 1), $context, $context.LastRun) {
            { $thing | Out-String -Width 40 } | Should -Not -Throw
        }
    }

    It 'is the same after a job has sent the objects' {
        $back = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($bound))
        Get-View $back | Should -Be (Get-View $bound)
    }
}

Describe 'The colour of a state' {
    BeforeAll {
        $show = @'
Import-Module $env:AG_MODULE
$null = Connect-AgAccount -Sandbox
$key = New-AgSignature colour_key
$group = Get-AgApiGroup orders
$bound = $group | Get-AgApi -First 1 | Add-AgSignatureApi -SignatureId $key.SignatureId -StageName TEST -ProgressAction Ignore
$PSStyle.OutputRendering = '<rendering>'
$bound | Remove-AgSignatureApi -WhatIf
$bound
'SEEN:' + $Error.Count
'@
    }

    It 'is there in a terminal' {
        Skip-Because $(if (-not $IsLinux) { 'script(1) of Linux plays the terminal' })
        $done = Invoke-ChildPowerShell ($show -replace '<rendering>', 'Host') -StandardInput Terminal -Environment @{ TERM = 'xterm' }
        $done.Output | Should -Match "orders_api_0001 +$escape\[32mBound$escape\[0m +colour_key"
        $done.Output | Should -Match 'SEEN:0'
    }

    It 'is not there where the output is redirected' {
        $done = Invoke-ChildPowerShell ($show -replace '<rendering>', 'Host') -Environment @{ TERM = 'xterm' }
        $done.Output | Should -Match 'orders_api_0001 +Bound +colour_key'
    }

    It 'is not there where the user wants plain text' {
        Skip-Because $(if (-not $IsLinux) { 'script(1) of Linux plays the terminal' })
        $done = Invoke-ChildPowerShell ($show -replace '<rendering>', 'PlainText') -StandardInput Terminal -Environment @{ TERM = 'xterm' }
        $done.Output | Should -Match 'orders_api_0001 +Bound +colour_key'
    }

    It 'is there where the user wants colours everywhere' {
        $done = Invoke-ChildPowerShell ($show -replace '<rendering>', 'Ansi')
        $done.Output | Should -Match "$escape\[32mBound$escape\[0m"
    }

    It 'is not there in a shell without $PSStyle, and that is no error, in strict mode neither' {
        # What Windows PowerShell is like in this respect.
        $state = [initialsessionstate]::CreateDefault2()
        $state.Variables.Remove('PSStyle', $null)
        $runspace = [runspacefactory]::CreateRunspace($state)
        $runspace.Open()
        $shell = [powershell]::Create()
        try {
            $shell.Runspace = $runspace
            $null = $shell.AddScript('param($module, $bound) Set-StrictMode -Version 3; Import-Module $module; $bound | Out-String -Width 80; $Error.Count; Test-Path Variable:PSStyle')
            $view, $errors, $there = $shell.AddParameter('module', (Get-AgModulePath)).AddParameter('bound', $bound).Invoke()
            $there | Should -BeFalse
            $errors | Should -Be 0
            $shell.Streams.Error | Should -BeNullOrEmpty
            $view | Should -Match "(?m)^$($ids[0]) Bound +z{20,}"
        }
        finally {
            $shell.Dispose()
            $runspace.Dispose()
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

    It 'show no secret in Format-List, whatever they hold' {
        Get-AgSignature -IncludeSecret | Format-List | Out-String | Should -Not -Match "Secret|$secret"
        Get-AgSignature -IncludeSecret | Format-List * | Out-String | Should -Not -Match $secret
    }

    It 'are sorted, grouped and compared by their ids' {
        $mixed = $bound[2], $bound[0], $bound[1]
        ($mixed | Sort-Object).ApiId | Should -Be ($ids | Sort-Object)
        @($mixed + $bound[0] | Group-Object).Count | Should -Be 3

        # One was just bound, the other read back: the same binding.
        Compare-Object $bound @(Get-AgSignatureApi -SignatureId $key.SignatureId) | Should -BeNullOrEmpty
        (Compare-Object $bound @($bound[0..1])).InputObject.ApiId | Should -Be $ids[2]
    }

    It 'are the same objects with and without a view' {
        $json = $bound | ConvertTo-Json -EnumsAsStrings
        $null = $bound | Out-String
        $bound | ConvertTo-Json -EnumsAsStrings | Should -BeExactly $json
        @(($json | ConvertFrom-Json)[0].PSObject.Properties.Name) | Should -Be @($bound[0].PSObject.Properties.Name)
        @(($bound | ConvertTo-Csv | ConvertFrom-Csv)[0].PSObject.Properties.Name) | Should -Be @($bound[0].PSObject.Properties.Name)
        ($bound | ConvertTo-Csv | ConvertFrom-Csv)[0].State | Should -BeExactly Bound
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

Describe 'A listing that was kept in a file' {
    BeforeEach {
        Reset-Sandbox
        $key = (New-AgSignature kept_key).SignatureId
        $null = $ids | Add-AgSignatureApi -SignatureId $key -GroupId $orders -StageName RELEASE
        $null = $ids[0] | Add-AgSignatureApi -SignatureId $key -GroupId $orders -StageName PRE
        $file = Join-Path $TestDrive 'kept'
    }

    It 'as CSV binds again what it lists: <what>' -ForEach @(
        @{ what = 'Get-AgSignatureApi'; list = { Get-AgSignatureApi -SignatureId $key } }
        @{ what = 'Get-AgSignature -GroupId -StageName'; list = { 'RELEASE', 'PRE' | ForEach-Object { Get-AgSignature -GroupId $orders -StageName $_ } } }
    ) {
        & $list | Export-Csv $file -NoTypeInformation
        Get-AgSignatureApi -SignatureId $key | Remove-AgSignatureApi -Force | Should -HaveCount 4
        $back = Import-Csv $file | Add-AgSignatureApi
        $back | Should -HaveCount 4
        Get-SandboxBindingCount $orders RELEASE $key | Should -Be 3
        Get-SandboxBindingCount $orders PRE $key | Should -Be 1
    }

    It 'as JSON names what would be unbound, and sends nothing' {
        Get-AgSignatureApi -SignatureId $key | ConvertTo-Json | Set-Content $file
        Clear-SandboxJournal
        $done = Invoke-SecondPowerShell 'Get-Content -Raw $kept | ConvertFrom-Json | Remove-AgSignatureApi -WhatIf' -Variable @{ ctx = Get-AgContext; kept = $file }
        $done.Error | Should -BeNullOrEmpty
        $done.Line -join "`n" | Should -Match 'Unbind kept_key \(.{9}\) from 3 APIs of orders in RELEASE'
        $done.Line -join "`n" | Should -Match 'Unbind kept_key \(.{9}\) from 1 API of orders in PRE'
        Get-SandboxWriteCount | Should -Be 0
    }

    It 'of APIs, as CSV, binds them and still says where they are published' {
        Get-AgApi -GroupId $orders -First 5 | Export-Csv $file -NoTypeInformation
        @((Import-Csv $file).DeployedStages) | Select-Object -Unique | Should -BeExactly 'RELEASE,PRE,TEST'
        $back = Import-Csv $file | Add-AgSignatureApi -SignatureId $key -StageName TEST
        $back | Should -HaveCount 5
    }

    It 'of groups, as JSON, lists their APIs' {
        Get-AgApiGroup | ConvertTo-Json | Set-Content $file
        $back = Get-Content -Raw $file | ConvertFrom-Json | Where-Object GroupName -EQ payments | Get-AgApi
        $back | Should -HaveCount 40
    }
}
