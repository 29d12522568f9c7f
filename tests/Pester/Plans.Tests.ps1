# Compare- and Sync-AgSignatureApi: a plan as rows of a file, what is wrong with it, what it changes, and what is left of it when
# it is interrupted.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $groups = @('orders=40', 'payments=5', 'drafts=3@TEST') + @(1..5 | ForEach-Object { "large$_=400" })
    $null = Initialize-Sandbox @($groups | ForEach-Object { '--group'; $_ })
    $once = Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint (Get-SandboxServer).Url -RegionId cn-hangzhou -SkipVerification -MaxAttempts 1
    $null = Connect-Sandbox
    $orders = Get-SampleGroupId orders
    $payments = Get-SampleGroupId payments
    $ids = @(Get-SampleApiId orders 40)
    $file = Join-Path $TestDrive 'plan.csv'

    # A row that names everything by its id.
    function New-Row {
        param([string] $Key, [string] $ApiId, [string] $Stage = 'TEST', [string] $Group = $orders)
        [pscustomobject] @{ SignatureId = $keys[$Key]; GroupId = $Group; StageName = $Stage; ApiId = $ApiId }
    }

    # From an API to the name of its key, as the server itself has it.
    function Get-Bound {
        param([string] $Group = $orders, [string] $Stage = 'TEST')
        $bound = @{}
        foreach ($one in (Invoke-SandboxControl GET "/sandbox/bindings?group=$Group&stage=$Stage").PSObject.Properties) {
            $bound[$one.Name] = ($keys.GetEnumerator() | Where-Object Value -EQ $one.Value).Key
        }

        $bound
    }

    function Get-Words {
        param($Bound)
        @($Bound.GetEnumerator() | ForEach-Object { "$($_.Key)=$($_.Value)" } | Sort-Object) -join ' '
    }

    # "Bound 3, Replaced 2"
    function Get-Action {
        param($Done)
        @($Done | Group-Object Action | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Count)" }) -join ', '
    }

    # The error that ended a script block.
    function Get-Thrown {
        param([scriptblock] $Script)
        try {
            $null = & $Script
        }
        catch {
            return $_
        }

        throw 'Nothing was thrown.'
    }

    # Keys, and APIs 1 to 9 of orders bound to the old one in TEST.
    function Initialize-World {
        Reset-Sandbox
        $script:keys = @{}
        foreach ($name in 'old_key', 'new_key', 'other_key') {
            $keys[$name] = (New-AgSignature $name).SignatureId
        }

        $null = $ids[0..8] | Add-AgSignatureApi -SignatureId $keys.old_key -GroupId $orders -StageName TEST
        Clear-SandboxJournal
    }
}

AfterAll { Close-Sandbox }

Describe 'Compare-AgSignatureApi' {
    BeforeAll { Initialize-World }
    BeforeEach { Clear-SandboxJournal }
    AfterEach { Get-SandboxWriteCount | Should -Be 0 }

    It 'says of each row of a file what differs, by name and by id' {
        @'
SignatureName,GroupName,StageName,ApiName
new_key,orders,TEST,orders_api_0009
 New_Key ,Orders,test,orders_api_0010
old_key,orders,TEST,orders_api_0001
'@ | Set-Content $file
        $difference = @(Import-Csv $file | Compare-AgSignatureApi)
        $difference.Action | Should -Be Replace, Bind
        $difference[0].SignatureId | Should -Be $keys.new_key
        $difference[0].PreviousSignatureName | Should -Be old_key
        $difference[0].PreviousSignatureId | Should -Be $keys.old_key
        $difference.ApiId | Should -Be $ids[8], $ids[9]
        $difference.RowNumber | Should -Be 1, 2
        $difference.StageName | Should -Be TEST, TEST

        $all = @(Import-Csv $file | Compare-AgSignatureApi -IncludeEqual -Prune)
        $all.Action | Should -Be (@('Replace', 'Bind', 'Keep') + @('Unbind') * 7)
        $all[3].SignatureId | Should -BeNullOrEmpty
        $all[3].PreviousSignatureName | Should -Be old_key
        $all[3].RowNumber | Should -BeNullOrEmpty
    }

    It 'takes bindings, coverage, hashtables and arrays as rows' {
        Get-AgSignatureApi -GroupName orders | Compare-AgSignatureApi | Should -BeNullOrEmpty
        Get-AgSignatureCoverage -GroupName orders | Where-Object SignatureId | Compare-AgSignatureApi -Prune | Should -BeNullOrEmpty
        Compare-AgSignatureApi @(@{ signatureId = $keys.old_key; groupName = 'orders'; stageName = 'TEST'; apiId = $ids[9] }) |
            ForEach-Object Action | Should -Be Bind
        , @((New-Row new_key $ids[0]), (New-Row new_key $ids[1])) | Compare-AgSignatureApi | Should -HaveCount 2
        (Get-AgSignatureApi -GroupName orders | ConvertTo-Csv | ConvertFrom-Csv | Compare-AgSignatureApi -IncludeEqual).Action |
            Should -Be (@('Keep') * 9)
    }

    It 'has all that is wrong in one error, with the number of each row' {
        $rows = (New-Row new_key $ids[0]), $null, (New-Row nobody $ids[1]), [pscustomobject] @{ 'Signature Id' = 'x' }, 'text',
        (New-Row old_key $ids[0]), [pscustomobject] @{ SignatureId = @('a', 'b'); GroupId = $orders; StageName = 'TEST'; ApiId = $ids[3] },
        (New-Row new_key 'not an id'), (New-Row new_key (Get-SampleApiId drafts 1) RELEASE (Get-SampleGroupId drafts))
        $thrown = Get-Thrown { $rows | Compare-AgSignatureApi }
        $thrown | Get-ErrorId | Should -Be InvalidPlan
        $thrown.CategoryInfo.Category | Should -Be InvalidData
        "$thrown" | Should -Match '^8 of 9 rows are wrong; nothing was sent\. Row 2: it is empty\.'
        "$thrown" | Should -Match '\(and 1 more\)$'
        $problems = @($thrown.TargetObject)
        $problems[0] | Should -BeOfType 'AliGatewaySignature.Model.AgPlanProblem'
        ($problems | ForEach-Object { "$($_.RowNumber) $($_.Column)" }) -join '; ' | Should -Be (
            '2 ; 3 SignatureId; 4 SignatureId; 4 GroupId; 4 StageName; 4 ApiId; 5 ; 6 SignatureId; 7 SignatureId; 8 ApiId; 9 StageName')
        $problems[2].Message | Should -Be "it has a column 'Signature Id': call it SignatureId."
        $problems[-2].Message | Should -Match "ApiId is 'not an id'"
        "$($problems[0])" | Should -Be 'Row 2: it is empty.'
    }

    It 'joins what is wrong alike, and has every row in the error' {
        $misspelt = { [pscustomobject] @{ SignatureName = 'new_keys'; GroupId = $orders; StageName = $args[1]; ApiId = $ids[$args[0]] } }
        $rows = @(1..400 | ForEach-Object { & $misspelt ($_ % 20) TEST }) + (New-Row new_key 'nobody') + (& $misspelt 0 PRE)
        $thrown = Get-Thrown { $rows | Compare-AgSignatureApi }
        $message = "$thrown"
        $message | Should -Match "^402 of 402 rows are wrong; nothing was sent\. Rows 1-400, 402: no key .* has the name 'new_keys'\. There is: new_key\. Row 401: no API .* 'nobody'\.$"
        @($thrown.TargetObject).Count | Should -Be 402
        $rows = 1..30 | ForEach-Object { if ($_ % 2) { New-Row nobody $ids[0] } else { New-Row new_key $ids[0] } }
        "$(Get-Thrown { $rows | Compare-AgSignatureApi })" | Should -Match '^15 of 30 rows .* Rows 1, 3, 5, 7, 9 and 10 more: SignatureId is empty\.$'
    }

    It 'says which delimiter a file has: <delimiter>' -ForEach @(
        @{ delimiter = ';'; says = "'\;'" }, @{ delimiter = "`t"; says = '"`t"' }, @{ delimiter = '|'; says = "'\|'" }
    ) {
        $file = Join-Path $TestDrive delimiter.csv
        (New-Row new_key $ids[0]), (New-Row new_key $ids[1]) | Export-Csv $file -NoTypeInformation -Delimiter $delimiter
        $thrown = Get-Thrown { Import-Csv $file | Compare-AgSignatureApi }
        $thrown | Get-ErrorId | Should -Be InvalidPlan
        "$thrown" | Should -Match "^2 of 2 rows are wrong; nothing was sent\. Rows 1-2: the file looks as if its delimiter were .*: Import-Csv -Delimiter $says\.$"
        Set-Content $file ((Get-Content $file) -replace '"')
        "$(Get-Thrown { Import-Csv $file | Compare-AgSignatureApi })" | Should -Match "Rows 1-2: the file looks as if .* -Delimiter $says"
        Import-Csv $file -Delimiter $delimiter | Compare-AgSignatureApi | Should -HaveCount 2
    }

    It 'takes what says that an API does not carry a key for no wish' {
        $rows = @($ids[20] | Remove-AgSignatureApi -SignatureId $keys.old_key -GroupId $orders -StageName TEST -Force)
        $thrown = Get-Thrown { $rows | ConvertTo-Json | ConvertFrom-Json | Compare-AgSignatureApi }
        $thrown.TargetObject[0].Column | Should -Be State
        (Get-Thrown { $rows | Compare-AgSignatureApi }).TargetObject[0].Column | Should -Be State
    }

    It 'says how to leave out a column Action of another meaning' {
        $row = New-Row new_key $ids[0] | Select-Object *, @{ Name = 'Action'; Expression = { 'ask the team' } }
        "$(Get-Thrown { $row | Compare-AgSignatureApi })" | Should -Match "Action is 'ask the team'; .*: Select-Object \* -ExcludeProperty Action\.$"
        $row | Select-Object * -ExcludeProperty Action | Compare-AgSignatureApi | Should -HaveCount 1
    }

    It 'never passes an action over: <what>' -ForEach @(
        @{ what = 'Unbind without a previous key'; change = @{ Action = 'Unbind' }; column = 'Action PreviousSignatureId' }
        @{ what = 'Replace without a previous key'; change = @{ Action = 'Replace' }; column = 'PreviousSignatureId' }
        @{ what = 'two at once'; change = @{ Action = 'Bind, Replace'; PreviousSignatureId = '{old}' }; column = 'Action' }
        @{ what = 'a column with a blank in its name'; change = @{ 'Action ' = 'Unbind' }; column = 'Action' }
        @{ what = 'a number that is none'; change = @{ Action = 7 }; column = 'Action' }
        @{ what = 'what was done and not what is to be'; change = @{ Action = 'NotBound' }; column = 'Action' }
        @{ what = 'one that was emptied'; change = @{ Action = ' '; PreviousSignatureId = '{old}' }; column = 'Action' }
        @{ what = 'one that was emptied, with the name alone'; change = @{ Action = ''; PreviousSignatureName = 'old_key' }; column = 'Action' }
        @{ what = 'a state of the reviewer'; change = @{ Action = 'Bind'; State = 'approved'; PreviousSignatureName = 'old_key' }; column = 'Action' }
        @{ what = 'a binding that lost a column'; change = @{ State = 'Unbound' }; column = 'State' }
    ) {
        foreach ($row in (New-Row new_key $ids[0]), @{ SignatureId = $keys.new_key; GroupId = $orders; StageName = 'TEST'; ApiId = $ids[0] }) {
            foreach ($name in $change.Keys) {
                $value = if ($change[$name] -eq '{old}') { $keys.old_key } else { $change[$name] }
                if ($row -is [hashtable]) { $row[$name] = $value } else { $row | Add-Member $name $value }
            }

            $thrown = Get-Thrown { $row | Sync-AgSignatureApi -Force }
            $thrown | Get-ErrorId | Should -Be InvalidPlan
            $thrown.TargetObject.Column -join ' ' | Should -Be $column
        }
    }

    It 'takes differences that kept only the names' {
        $rows = (New-Row new_key $ids[0]), (New-Row old_key $ids[1])
        $differences = $rows | Compare-AgSignatureApi -Prune | Select-Object Action, *Name
        @($differences | Sync-AgSignatureApi -WhatIf)
        $differences[0].PreviousSignatureName = 'other_key'
        Get-Thrown { $differences | Sync-AgSignatureApi -Force } | Get-ErrorId | Should -Be ChangedSince
    }

    It 'reads a data table and XML, and no row of them goes missing' {
        $table = [System.Data.DataTable]::new()
        $null = 'SignatureName', 'GroupName', 'StageName', 'ApiName' | ForEach-Object { $table.Columns.Add($_) }
        1..3 | ForEach-Object { $null = $table.Rows.Add('old_key', 'orders', 'TEST', "orders_api_000$_") }
        $xml = [xml] "<plan>$(4..9 | ForEach-Object { "<row SignatureName='old_key' GroupName='orders' StageName='TEST' ApiName='orders_api_000$_'/>" })</plan>"
        $rows = @($table.Rows) + @($xml.plan.row)
        $rows | Compare-AgSignatureApi -Prune | Should -BeNullOrEmpty
        Compare-AgSignatureApi $table, $xml.plan.row -Prune -IncludeEqual | Should -HaveCount 9

        $table.AcceptChanges()
        $table.Rows[1].Delete()
        $thrown = Get-Thrown { , $table | Compare-AgSignatureApi }
        $thrown | Get-ErrorId | Should -Be InvalidPlan
        $thrown.TargetObject.RowNumber | Should -Be 2
        $thrown.TargetObject.Message | Should -Match 'SignatureId|SignatureName cannot be read'
    }

    It 'has a number for a row that is an empty list, and for one that cannot be read' {
        $computed = [pscustomobject] @{ SignatureId = $keys.old_key } | Add-Member -PassThru ScriptProperty GroupId { throw 'secret_1' }
        $thrown = Get-Thrown { Compare-AgSignatureApi (New-Row old_key $ids[0]), @(), $computed -Prune }
        $thrown | Get-ErrorId | Should -Be InvalidPlan
        $thrown.TargetObject.RowNumber | Should -Be 2, 3
        $thrown.TargetObject[1].Column | Should -Be GroupId
        "$thrown" | Should -Not -Match 'secret_1'
    }

    It 'gives nothing for <what>, and refuses to prune by it' -ForEach @(
        @{ what = 'an empty pipeline'; rows = { @() } }
        @{ what = 'null'; rows = { $null } }
        @{ what = 'an empty text'; rows = { '' } }
        @{ what = 'a list that was filtered to nothing'; rows = { New-Row new_key $ids[0] | Where-Object StageName -EQ PRE } }
    ) {
        $warned = @()
        & $rows | Compare-AgSignatureApi -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warned" | Should -Match 'no rows'
        Compare-AgSignatureApi (& $rows) -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        Get-Thrown { & $rows | Compare-AgSignatureApi -Prune } | Get-ErrorId | Should -Be EmptyPlan
        Get-Thrown { & $rows | Sync-AgSignatureApi -Prune -Force } | Get-ErrorId | Should -Be EmptyPlan
        $warned = @()
        & $rows | Sync-AgSignatureApi -Force -WarningVariable warned -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warned" | Should -Match 'no rows'
        Get-SandboxCall | Should -BeNullOrEmpty
    }

    It 'holds no more than 200 bytes of a row while it reads a plan' {
        $weigh = {
            param([int] $Count)
            $held = @{}
            $thrown = Get-Thrown {
                & {
                    $held.Before = [GC]::GetTotalMemory($true)
                    for ($i = 0; $i -lt $Count; $i++) {
                        [pscustomobject] @{
                            SignatureId = ($i % 20).ToString('x32')
                            GroupId = ($i % 50).ToString('x32')
                            GroupName = "group_$($i % 50)"
                            StageName = 'release'
                            ApiId = $i.ToString('x32')
                        }
                    }

                    $held.After = [GC]::GetTotalMemory($true)
                } | Compare-AgSignatureApi
            }
            "$thrown" | Should -Match "^$Count of $Count rows are wrong"
            $held.After - $held.Before
        }

        # The first run compiles what the others use. What else the process keeps meanwhile is weighed too, hence the lighter of two.
        $null = & $weigh 2000
        $held = (& $weigh 20000), (& $weigh 20000) | Sort-Object | Select-Object -First 1
        $held | Should -BeGreaterThan (20000 * 32)
        $held | Should -BeLessOrEqual (20000 * 200)
    }

    It 'ends with the error of a listing that could not be read' {
        Set-SandboxFault @{ kind = 'error'; operation = 'DescribeApiSignatures'; code = 'Forbidden.RAM'; status = 403 }
        Get-Thrown { New-Row new_key $ids[0] | Compare-AgSignatureApi } | Get-ErrorId | Should -Be PermissionDenied
        Get-Thrown { New-Row new_key $ids[0] | Sync-AgSignatureApi } | Get-ErrorId | Should -Be PermissionDenied
        Clear-SandboxFault
    }
}

Describe 'Sync-AgSignatureApi' {
    BeforeEach { Initialize-World }

    It 'brings a plan about; the second run writes nothing and says so' {
        $rows = @(9..19 | ForEach-Object { New-Row new_key $ids[$_] }) + @(0..3 | ForEach-Object { New-Row new_key $ids[$_] }) + (New-Row old_key $ids[4])
        $done = @($rows | Sync-AgSignatureApi -Force)
        Get-Action $done | Should -Be 'AlreadyBound 1, Bound 11, Replaced 4'
        $done | Where-Object Action -EQ Replaced | ForEach-Object PreviousSignatureId | Select-Object -Unique | Should -Be $keys.old_key
        $done[0].ApiName | Should -Be orders_api_0010
        $done[0].GroupName | Should -Be orders
        $bound = Get-Bound
        (0..3 + 9..19 | ForEach-Object { $bound[$ids[$_]] } | Select-Object -Unique) | Should -Be new_key
        (4..8 | ForEach-Object { $bound[$ids[$_]] } | Select-Object -Unique) | Should -Be old_key

        Clear-SandboxJournal
        $again = @($rows | Sync-AgSignatureApi)
        Get-SandboxWriteCount | Should -Be 0
        $again.Action | Select-Object -Unique | Should -Be AlreadyBound
        $last = (Get-AgContext).LastRun
        $last.Command, $last.Done, $last.Unchanged, $last.Failed, $last.Completed | Should -Be 'Sync-AgSignatureApi', 0, 16, 0, $true
        $rows | Compare-AgSignatureApi | Should -BeNullOrEmpty
    }

    It 'sends nothing of a plan in which anything is wrong' {
        $thrown = Get-Thrown { @(New-Row new_key $ids[10]) + (New-Row new_key nothing) | Sync-AgSignatureApi -Force }
        $thrown | Get-ErrorId | Should -Be InvalidPlan
        $thrown.TargetObject.RowNumber | Should -Be 2
        Get-SandboxWriteCount | Should -Be 0
        (Get-AgContext).LastRun.Completed | Should -BeFalse
    }

    It 'takes differences from <from>' -ForEach @(
        @{ from = 'the pipeline'; through = { param($d) $d } }
        @{ from = 'Import-Clixml'; through = { param($d) $d | Export-Clixml $file; Import-Clixml $file } }
        @{ from = 'Import-Csv'; through = { param($d) $d | Export-Csv $file; Import-Csv $file } }
        @{ from = 'ConvertFrom-Json'; through = { param($d) $d | ConvertTo-Json | ConvertFrom-Json } }
        @{ from = 'ConvertFrom-Json, with actions as text'; through = { param($d) $d | ConvertTo-Json -EnumsAsStrings | ConvertFrom-Json } }
        @{ from = 'a job'; through = { param($d) [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($d)) } }
    ) {
        $rows = @(7..11 | ForEach-Object { New-Row new_key $ids[$_] }) + (New-Row old_key $ids[0])
        $differences = @($rows | Compare-AgSignatureApi -Prune -IncludeEqual)
        $differences.Count | Should -Be 12
        Clear-SandboxJournal
        $done = @(& $through $differences | Sync-AgSignatureApi -Force)
        Get-Action $done |
            Should -Be 'AlreadyBound 1, Bound 3, Replaced 2, Unbound 6'
        Get-SandboxWriteCount | Should -Be 2
        $rows | Compare-AgSignatureApi -Prune | Should -BeNullOrEmpty

        # Once more: all is as wanted.
        Clear-SandboxJournal
        $again = @(& $through $differences | Sync-AgSignatureApi)
        Get-SandboxWriteCount | Should -Be 0
        Get-Action $again | Should -Be 'AlreadyBound 6, NotBound 6'
        (Get-AgContext).LastRun.Unchanged | Should -Be 12
    }

    It 'refuses differences whose starting point has changed since, all in one error, and sends none of them' {
        $differences = @(5..12 | ForEach-Object { New-Row new_key $ids[$_] } | Compare-AgSignatureApi)
        $null = $ids[5], $ids[12] | Add-AgSignatureApi -SignatureId $keys.other_key -GroupId $orders -StageName TEST -Replace -Force
        Clear-SandboxJournal
        $thrown = Get-Thrown { $differences | Sync-AgSignatureApi -Force }
        $thrown | Get-ErrorId | Should -Be ChangedSince
        "$thrown" | Should -Match '^2 of 8 rows are out of date.*orders_api_0006 of orders in TEST carries other_key now, where the plan saw old_key'
        $thrown.TargetObject.RowNumber | Should -Be 1, 8
        Get-SandboxWriteCount | Should -Be 0
    }

    It 'takes rows or differences, and not both' {
        $differences = @(New-Row new_key $ids[10] | Compare-AgSignatureApi)
        Get-Thrown { $differences + (New-Row new_key $ids[11]) | Sync-AgSignatureApi } | Get-ErrorId | Should -Be InvalidPlan
        Get-Thrown { $differences | Sync-AgSignatureApi -Prune } | Get-ErrorId | Should -Be InvalidInput
        Get-Thrown { $differences | Compare-AgSignatureApi } | Get-ErrorId | Should -Be InvalidInput
        Get-SandboxWriteCount | Should -Be 0
    }

    It 'unbinds no more than 50 where -MaxUnbind says nothing' {
        $large = Get-SampleGroupId large1
        $apis = @(Get-SampleApiId large1 52)
        $null = $apis | Add-AgSignatureApi -SignatureId $keys.old_key -GroupId $large -StageName RELEASE
        Clear-SandboxJournal
        $thrown = Get-Thrown { New-Row old_key $apis[0] RELEASE $large | Sync-AgSignatureApi -Prune -Force }
        $thrown | Get-ErrorId | Should -Be TooManyUnbinds
        "$thrown" | Should -Match 'unbinds 51 APIs, and -MaxUnbind is 50: nothing was sent'
        Get-SandboxWriteCount | Should -Be 0
        (New-Row old_key $apis[0] RELEASE $large), (New-Row old_key $apis[1] RELEASE $large) | Sync-AgSignatureApi -Prune -Force | Where-Object Action -EQ Unbound | Should -HaveCount 50
    }

    It 'unbinds no more than -MaxUnbind' {
        $row = New-Row old_key $ids[0]
        foreach ($plan in @($row), @($row | Compare-AgSignatureApi -Prune)) {
            $prune = @{ Prune = $plan.Count -eq 1 }
            $thrown = Get-Thrown { $plan | Sync-AgSignatureApi @prune -MaxUnbind 7 -Force }
            $thrown | Get-ErrorId | Should -Be TooManyUnbinds
            "$thrown" | Should -Match 'unbinds 8 APIs, and -MaxUnbind is 7: nothing was sent'
            $thrown.ErrorDetails.RecommendedAction | Should -Match '-MaxUnbind 8'
            $thrown.TargetObject | Should -HaveCount 8
        }

        Get-SandboxWriteCount | Should -Be 0
        ($row | Sync-AgSignatureApi -Prune -MaxUnbind 8 -Force | Where-Object Action -EQ Unbound) | Should -HaveCount 8
    }

    It 'reports what the service did not let it do, and does the rest' {
        Set-SandboxFault @{ kind = 'error'; operation = 'SetSignatureApis'; times = 1; code = 'ExceedLimit'; status = 400 }
        $rows = (New-Row new_key $ids[10]), (New-Row other_key $ids[11])
        $done = @($rows | Sync-AgSignatureApi -ThrottleLimit 1 -ErrorAction SilentlyContinue -ErrorVariable wrong)
        Clear-SandboxFault
        $done.ApiId | Should -Be $ids[11]
        $wrong | Get-ErrorId | Should -Be QuotaExceeded
        $wrong[0].TargetObject.ApiId | Should -Be $ids[10]
        (Get-AgContext).LastRun.Failed | Should -Be 1
    }

    It 'moves 2,000 APIs of five groups in the fewest calls' {
        $all = foreach ($number in 1..5) {
            $group = Get-SampleGroupId "large$number"
            Get-SampleApiId "large$number" 400 | ForEach-Object { New-Row old_key $_ RELEASE $group }
        }

        # The keys, four pages of APIs and one of bindings for each group; 100 APIs to a call.
        ($all | Sync-AgSignatureApi).Count | Should -Be 2000
        Get-SandboxCallCount | Should -Be (1 + 20 + 5 + 20)

        # Now that they are bound, four pages of bindings. What was just read is not read again before it is sent.
        Clear-SandboxJournal
        $all | ForEach-Object { $_.SignatureId = $keys.new_key }
        ($all | Sync-AgSignatureApi -Force).Count | Should -Be 2000
        Get-SandboxCallCount | Should -Be (1 + 20 + 20 + 20)
        Clear-SandboxJournal
        $null = $all | Sync-AgSignatureApi
        Get-SandboxCallCount | Should -Be (1 + 20 + 20)
    }
}

Describe 'Random plans' {
    It 'gives what a plan wants, and then nothing differs' {
        Initialize-World
        $random = [random]::new(15)
        $places = foreach ($group in 'orders', 'payments') {
            foreach ($stage in 'RELEASE', 'TEST') {
                @{ Group = Get-SampleGroupId $group; Stage = $stage; Ids = @(Get-SampleApiId $group 5) }
            }
        }

        $names = 'old_key', 'new_key', 'other_key'
        $seen = @()
        foreach ($round in 1..10) {
            $prune = $random.Next(2) -eq 0
            $wanted = @(foreach ($place in $places | Where-Object { $random.Next(4) -gt 0 }) {
                    foreach ($id in $place.Ids | Where-Object { $random.Next(3) -gt 0 }) {
                        New-Row $names[$random.Next(3)] $id $place.Stage $place.Group
                    }
                })
            if (-not $wanted) {
                continue
            }

            $differences = @($wanted | Compare-AgSignatureApi -Prune:$prune)
            $seen += $differences.Action
            $null = if ($random.Next(2)) { $wanted | Sync-AgSignatureApi -Prune:$prune -Force } elseif ($differences) { $differences | Sync-AgSignatureApi -Force }
            foreach ($place in $places) {
                $bound = Get-Bound $place.Group $place.Stage
                foreach ($row in $wanted | Where-Object { $_.GroupId -eq $place.Group -and $_.StageName -eq $place.Stage }) {
                    $keys[$bound[$row.ApiId]] | Should -Be $row.SignatureId -Because "round $round"
                }
            }

            $wanted | Compare-AgSignatureApi -Prune:$prune | Should -BeNullOrEmpty -Because "round $round"
        }

        $seen | Select-Object -Unique | Should -HaveCount 3
    }
}

Describe 'An interruption' {
    BeforeAll {
        # Two replaced, two new, one kept, and six that lose their key.
        function Get-Plan {
            @(7..10 | ForEach-Object { New-Row new_key $ids[$_] }) + (New-Row old_key $ids[0])
        }

        # From a call on nothing is carried out. That call itself is lost: on its way, or with its answer. Gives the calls that were hit.
        function Invoke-Cut {
            param($Rows, [int] $After, [bool] $Applied, [bool] $Prune)
            Set-SandboxFault @{ kind = 'reset'; operation = '*'; skip = $After; times = 1; applied = $Applied },
            @{ kind = 'error'; operation = '*'; skip = $After; status = 403; code = 'Forbidden.RAM' }
            Clear-SandboxJournal
            try {
                $null = $Rows | Sync-AgSignatureApi -Prune:$Prune -Force -ThrottleLimit 1 -Context $once -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
            }
            catch {
                $_ | Get-ErrorId | Should -BeIn ConnectionLost, ConnectionRefused, PermissionDenied
            }

            Clear-SandboxFault
            $bound = Get-Bound
            foreach ($signed in 0, 7, 8) {
                $bound[$ids[$signed]] | Should -Not -BeNullOrEmpty -Because "what was signed is signed after call $After"
            }

            @(Get-SandboxCall | Where-Object fault | Select-Object -First 1).operation
        }
    }

    BeforeDiscovery {
        $cutRuns = foreach ($otherKey in 'replace', 'refuse') {
            foreach ($by in 'rows', 'differences') {
                foreach ($applied in $false, $true) { @{ otherKey = $otherKey; by = $by; applied = $applied } }
            }
        }
    }

    It 'at any call, then repeated, ends in the same state (<by>, the call itself carried out: <applied>, the service does <otherKey> a key)' -ForEach $cutRuns {
        $took = if ($otherKey -eq 'replace') { 'new_key' } else { 'old_key' }
        $wanted = (@("$($ids[0])=old_key") + ($ids[7, 8] -replace '$', "=$took") + ($ids[9, 10] -replace '$', '=new_key') | Sort-Object) -join ' '
        $prune = $by -eq 'rows'
        $cut = @()
        try {
            do {
                Initialize-World
                Set-SandboxOption @{ otherKeyBound = $otherKey }
                $rows = if ($prune) { Get-Plan } else { @(Get-Plan | Compare-AgSignatureApi -Prune) }
                $hit = Invoke-Cut $rows $cut.Count $applied $prune
                $null = $rows | Sync-AgSignatureApi -Prune:$prune -Force -ErrorAction SilentlyContinue -ErrorVariable wrong
                Get-Words (Get-Bound) | Should -Be $wanted -Because "cut after $($cut.Count) calls"
                $wrong.TargetObject.ApiId | Sort-Object | Should -Be $(if ($otherKey -eq 'refuse') { $ids[7, 8] | Sort-Object })
                if ($hit) { $cut += $hit }
            } while ($hit)
        }
        finally {
            Set-SandboxOption @{ otherKeyBound = 'replace' }
        }

        # Each call that writes was cut.
        $cut -notlike 'Describe*' -join ' ' | Should -Be (('SetSignatureApis ' * $(if ($otherKey -eq 'replace') { 1 } else { 3 })) + 'RemoveSignatureApis')
    }
}
