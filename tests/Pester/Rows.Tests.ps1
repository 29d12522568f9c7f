# What is wrong with rows of the pipeline is refused row by row: with its number, the value, and a place in the summary.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox
    $orders = Get-SampleGroupId orders
}

AfterAll { Close-Sandbox }

Describe 'A row of <command>' -ForEach @(
    @{ command = 'Add-AgSignatureApi'; switches = @{} }
    @{ command = 'Remove-AgSignatureApi'; switches = @{ Force = $true } }
) {
    BeforeEach {
        Reset-Sandbox
        $key = New-AgSignature -SignatureName first_key
        $ids = @(Get-SampleApiId orders 5)
        if ($command -like 'Remove*') {
            $null = $ids | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST
        }

        Clear-SandboxJournal

        # Five good rows, and what is changed in the third of them.
        function Get-Row {
            param([hashtable] $Change = @{})
            foreach ($i in 0..4) {
                $row = [ordered] @{ SignatureId = $key.SignatureId; GroupId = $orders; StageName = 'TEST'; ApiId = $ids[$i] }
                if ($i -eq 2) {
                    foreach ($name in $Change.Keys) { $row[$name] = $Change[$name] }
                }

                [pscustomobject] $row
            }
        }

        function Get-Done { [Math]::Abs((Get-SandboxBindingCount $orders TEST) - $(if ($command -like 'Remove*') { 5 } else { 0 })) }
    }

    It 'with <column> <what> is refused by its number, and the others are done' -ForEach @(
        @{ column = 'SignatureId'; what = 'empty'; value = ''; says = '^Row 3: SignatureId is empty\.$' }
        @{ column = 'SignatureId'; what = 'null'; value = $null; says = '^Row 3: SignatureId is empty\.$' }
        @{ column = 'SignatureId'; what = 'with a comma'; value = 'aaaa,bbbb'; says = "^Row 3: SignatureId is 'aaaa,bbbb'\. An id must be a single one" }
        @{ column = 'GroupId'; what = 'empty'; value = ''; says = '^Row 3: GroupId is empty\.$' }
        @{ column = 'GroupId'; what = 'blank'; value = ' '; says = '^Row 3: GroupId is empty\.$' }
        @{ column = 'GroupId'; what = 'null'; value = $null; says = '^Row 3: GroupId is empty\.$' }
        @{ column = 'GroupId'; what = 'with a tab'; value = "a`tb"; says = "^Row 3: GroupId is 'a\\u0009b'\. An id has no white space" }
        @{ column = 'StageName'; what = 'empty'; value = ''; says = '^Row 3: StageName is empty\.$' }
        @{ column = 'StageName'; what = 'null'; value = $null; says = '^Row 3: StageName is empty\.$' }
        @{ column = 'StageName'; what = 'of two words'; value = 'TEST PRE'; says = "^Row 3: StageName is 'TEST PRE'" }
        @{ column = 'ApiId'; what = 'empty'; value = ''; says = '^Row 3: ApiId is empty\.$' }
        @{ column = 'ApiId'; what = 'null'; value = $null; says = '^Row 3: ApiId is empty\.$' }
        @{ column = 'ApiId'; what = 'with a letter that only looks like one'; value = "1$([char] 0x0430)2"; says = "^Row 3: ApiId is '1\\u04302'\. An id consists of ASCII" }
        @{ column = 'SignatureId'; what = 'a number that is no key'; value = 5; says = '^There is no key with the id 5 ' }
        @{ column = 'SignatureId'; what = 'DBNull'; value = [DBNull]::Value; says = '^Row 3: SignatureId is empty\.$' }
        @{ column = 'GroupId'; what = 'DBNull'; value = [DBNull]::Value; says = '^Row 3: GroupId is empty\.$' }
        @{ column = 'GroupId'; what = 'a number that is no group'; value = 5; says = 'NotFoundApiGroup' }
        @{ column = 'StageName'; what = 'DBNull'; value = [DBNull]::Value; says = '^Row 3: StageName is empty\.$' }
        @{ column = 'SignatureId'; what = 'two ids'; value = @('a', 'b'); says = '^Row 3: SignatureId holds several values' }
        @{ column = 'SignatureId'; what = 'a file'; value = (Get-Item $PSCommandPath); says = '^Row 3: SignatureId holds an object of the type System\.IO\.FileInfo' }
        @{ column = 'SignatureId'; what = 'an object in an object'; value = [pscustomobject] @{ SignatureId = [pscustomobject] @{ a = 1 } }; says = '^Row 3: SignatureId holds an object with a, ' }
        @{ column = 'GroupId'; what = 'two ids'; value = @('a', 'b'); says = '^Row 3: GroupId holds several values' }
        @{ column = 'GroupId'; what = 'a table'; value = @{ a = 1 }; says = '^Row 3: GroupId holds ' }
        @{ column = 'GroupId'; what = 'an object without an id'; value = [pscustomobject] @{ GroupId = $null }; says = '^Row 3: GroupId is empty\.$' }
        @{ column = 'GroupId'; what = 'a guid'; value = [guid]::Empty; says = "NotFoundApiGroup.*GroupId was '00000000-" }
        @{ column = 'StageName'; what = 'two stages'; value = @('TEST', 'PRE'); says = '^Row 3: StageName holds several values' }
        @{ column = 'StageName'; what = 'an object'; value = [pscustomobject] @{ StageName = 'TEST' }; says = '^Row 3: StageName holds an object with StageName, ' }
        @{ column = 'ApiId'; what = 'DBNull'; value = [DBNull]::Value; says = '^Row 3: ApiId is empty\.$' }
        @{ column = 'ApiId'; what = 'an empty list'; value = @(); says = '^Row 3: ApiId is empty\.$' }
        @{ column = 'ApiId'; what = 'a number'; value = 5; says = '^Row 3: The property ApiId holds an object of the type System\.Int32' }
    ) {
        $out = Get-Row @{ $column = $value } | & $command @switches -ErrorVariable refused -ErrorAction SilentlyContinue
        $out.ApiId | Should -Be $ids[0, 1, 3, 4]
        $refused.Count | Should -Be 1
        "$($refused[0])" | Should -Match $says
        $refused[0] | Get-ErrorId | Should -Be $(if ($says -like '*Row*') { 'InvalidInput' } else { 'NotFound' })
        $refused[0].TargetObject | Should -BeOfType ([AliGatewaySignature.Model.AgSignatureBinding])
        $run = (Get-AgContext).LastRun
        $run.Done, $run.Failed | Should -Be 4, 1
        Get-Done | Should -Be 4
    }

    It 'that is no object of an API is refused by its number' {
        $out = $ids[0], (Get-Item $PSCommandPath), $null, $ids[1] |
            & $command -SignatureId $key.SignatureId -GroupId $orders -StageName TEST @switches -ErrorVariable refused -ErrorAction SilentlyContinue
        $out.ApiId | Should -Be $ids[0, 1]
        "$($refused[0])" | Should -Match '^Row 2: .*System\.IO\.FileInfo'
        "$($refused[1])" | Should -BeExactly 'Row 3: ApiId is empty.'
        (Get-AgContext).LastRun.Failed | Should -Be 2
    }

    It 'of a database may have DBNull, which is empty' {
        $table = [System.Data.DataTable]::new()
        $null = $table.Columns.Add('ApiId'), $table.Columns.Add('GroupId')
        foreach ($row in @($ids[0], $orders), @([DBNull]::Value, $orders), @($ids[1], [DBNull]::Value), @($ids[2], $orders)) {
            $null = $table.Rows.Add([object[]] $row)
        }

        $out = $table.Rows | & $command -SignatureId $key.SignatureId -StageName TEST @switches -ErrorVariable refused -ErrorAction SilentlyContinue
        $out.ApiId | Should -Be $ids[0, 2]
        "$($refused[0])", "$($refused[1])" | Should -BeExactly 'Row 2: ApiId is empty.', 'Row 3: GroupId is empty.'
    }

    It 'may have blanks around its values' {
        $rows = Get-Row | ForEach-Object { [pscustomobject] @{ SignatureId = " $($_.SignatureId)"; GroupId = "$($_.GroupId)`t"; StageName = ' test '; ApiId = " $($_.ApiId) " } }
        ($rows | & $command @switches).ApiId | Should -Be $ids
        Get-SandboxWriteCount | Should -Be 1
    }

    It 'keeps its number where the first of them names nothing' {
        $rows = @([pscustomobject] @{ ApiId = $null }, $null, (Get-Item $PSCommandPath)) + @(Get-Row)
        $out = $rows | & $command @switches -ErrorVariable refused -ErrorAction SilentlyContinue
        $out.ApiId | Should -Be $ids
        "$($refused[0])" | Should -BeExactly 'Row 1: ApiId is empty.'
        "$($refused[1])" | Should -BeExactly 'Row 2: ApiId is empty.'
        "$($refused[2])" | Should -Match '^Row 3: An API id is a string'
    }

    It 'may hold a list of one where a text is expected' {
        $rows = Get-Row @{ SignatureId = @($key.SignatureId); GroupId = @($orders); StageName = @('test') }
        ($rows | & $command @switches).ApiId | Should -Be $ids
    }

    It 'is checked for a name whose header has a blank, and whose cell is a list' -ForEach @(
        @{ header = 'SignatureName '; value = 'second_key'; says = "^Row 1: SignatureName is 'second_key'" }
        @{ header = 'Group Name'; value = 'payments'; says = "^Row 1: GroupName is 'payments'" }
        @{ header = 'SignatureName'; value = @('second_key'); says = "^Row 1: SignatureName is 'second_key'" }
        @{ header = 'SignatureName'; value = @('first_key', 'second_key'); says = '^Row 1: SignatureName holds several values' }
    ) {
        $rows = Get-Row | Select-Object *, @{ Name = $header; Expression = { , $value } }
        $failed = @(Get-ErrorOf { $rows | & $command @switches })
        $failed.Count | Should -Be 5
        "$($failed[0])" | Should -Match $says
        Get-SandboxWriteCount | Should -Be 0
    }

    It 'is checked for its name also where nothing else is read' {
        $more = if ($command -like 'Add*') { @{ SkipRead = $true; Replace = $true } } else { @{ SkipRead = $true } }
        $rows = Get-Row | Select-Object *, @{ Name = 'SignatureName'; Expression = { 'second_key' } }
        @(Get-ErrorOf { $rows | & $command @switches @more }).Count | Should -Be 5
        Get-SandboxWriteCount | Should -Be 0
    }

    It 'that is a list of APIs has their group' {
        $apis = @(Get-AgApi -GroupName orders -First 5)
        $out = & $command -ApiId $apis -SignatureId $key.SignatureId -StageName TEST @switches
        $out.ApiId | Should -Be $apis.ApiId
        $mixed = $apis[0], (Get-AgApi -GroupName payments -First 1)
        "$(Get-ErrorOf { & $command -ApiId $mixed -SignatureId $key.SignatureId -StageName TEST @switches })" | Should -Match 'one by one'
    }

    It 'with several ids is checked for its names like any other' {
        $rows = @(
            [pscustomobject] @{ SignatureId = $key.SignatureId; SignatureName = 'second_key'; GroupId = $orders; StageName = 'TEST'; ApiId = $ids[0, 1] }
            [pscustomobject] @{ SignatureId = ''; GroupId = $orders; StageName = 'TEST'; ApiId = $ids[2, 3] }
            [pscustomobject] @{ SignatureId = $key.SignatureId; SignatureName = 7; GroupId = $orders; StageName = 'TEST'; ApiId = $ids[4] }
        )
        $out = $rows | & $command @switches -ErrorVariable refused -ErrorAction SilentlyContinue
        $out | Should -BeNullOrEmpty
        $refused.Count | Should -Be 5
        "$($refused[0])" | Should -Match "^Row 1: SignatureName is 'second_key', but the key"
        "$($refused[2])" | Should -BeExactly 'Row 2: SignatureId is empty.'
        "$($refused[4])" | Should -Match "^Row 3: SignatureName is '7', but the key"
        Get-SandboxWriteCount | Should -Be 0
    }

    It 'with several ids loses what is no id, and says so for each' {
        $row = [pscustomobject] @{ ApiId = @($ids[0], 5, $null, $ids[1], [DBNull]::Value) }
        $out = $row | & $command -SignatureId $key.SignatureId -GroupId $orders -StageName TEST @switches -ErrorVariable refused -ErrorAction SilentlyContinue
        $out.ApiId | Should -Be $ids[0, 1]
        $refused.Count | Should -Be 3
        "$($refused[0])" | Should -Match '^Row 1: The property ApiId holds an object of the type System\.Int32'
        (Get-AgContext).LastRun.Failed | Should -Be 3
    }

    It 'that is a list loses what is no id, and says so for each' {
        $out = , @($ids[0], (Get-Item $PSCommandPath), $null, $ids[1]) |
            & $command -SignatureId $key.SignatureId -GroupId $orders -StageName TEST @switches -ErrorVariable refused -ErrorAction SilentlyContinue
        $out.ApiId | Should -Be $ids[0, 1]
        $refused.Count | Should -Be 2
    }

    It 'shows the group and the APIs by their real names, never by what it says' {
        $rows = Get-Row | Select-Object *, @{ Name = 'ApiName'; Expression = { 'somebody wrote this' } }, @{ Name = 'GroupName'; Expression = { ' ORDERS' } }
        $out = $rows | & $command @switches
        $out.GroupName | Sort-Object -Unique | Should -BeExactly 'orders'
        $out.ApiName | Where-Object { $_ -like 'somebody*' } | Should -BeNullOrEmpty
        @(Get-SandboxCall DescribeApiGroups).Count | Should -Be 1
    }

    It 'whose group name is not that of its id is refused' {
        $rows = Get-Row | Select-Object *, @{ Name = 'GroupName'; Expression = { if ($_.ApiId -eq $ids[3]) { 'billing' } } }
        $out = $rows | & $command @switches -ErrorVariable refused -ErrorAction SilentlyContinue
        $out.ApiId | Should -Be $ids[0, 1, 2, 4]
        "$refused" | Should -BeExactly "Row 4: GroupName is 'billing', but the group $orders has the name 'orders'. Mend whichever is wrong."
    }

    It 'of another group does not lend its name to the group of the command line' {
        $api = Get-AgApi -GroupName payments | Select-Object -First 1
        $api | & $command -SignatureId $key.SignatureId -GroupId $orders -StageName TEST @switches -WhatIf -InformationVariable shown -ErrorAction SilentlyContinue 6> $null
        "$shown" | Should -Not -Match payments
    }

    It 'with several ids loses only the bad ones' {
        $row = [pscustomobject] @{ ApiId = @($ids[0], '', " $($ids[1])", 'a b') }
        $out = $row | & $command -SignatureId $key.SignatureId -GroupId $orders -StageName TEST @switches -ErrorVariable refused -ErrorAction SilentlyContinue
        $out.ApiId | Should -Be $ids[0, 1]
        "$($refused[0])", "$($refused[1])" | Should -BeLike 'Row 1: ApiId is *'
    }

    It 'without the column <column> ends it with one error, which names the header <header>' -ForEach @(
        @{ column = 'SignatureId'; header = 'Signature Id' }, @{ column = 'GroupId'; header = 'GroupId ' }, @{ column = 'StageName'; header = ' stage_name' }
    ) {
        $rows = Get-Row | Select-Object *, @{ Name = $header; Expression = { $_.$column } } -ExcludeProperty $column
        $failed = @(Get-ErrorOf { $rows | & $command @switches })
        $failed.Count | Should -Be 1
        $failed[0] | Get-ErrorId | Should -Be InvalidInput
        "$($failed[0])" | Should -Match "named: give -.*The rows have a column '$header': call it $column\."
        Get-SandboxCallCount | Should -Be 0
    }

    It 'that alone lacks a column is refused by its number' {
        $rows = Get-Row
        $rows[2] = $rows[2] | Select-Object SignatureId, StageName, ApiId
        $out = $rows | & $command @switches -ErrorVariable refused -ErrorAction SilentlyContinue
        $out.ApiId | Should -Be $ids[0, 1, 3, 4]
        "$refused" | Should -BeExactly 'Row 3: it has no GroupId.'
    }

    It 'whose ApiId has another header says so' {
        $rows = Get-Row | Select-Object SignatureId, GroupId, StageName, @{ Name = 'Api Id'; Expression = { $_.ApiId } }
        $failed = @(Get-ErrorOf { $rows | & $command @switches })
        $failed.Count | Should -Be 5
        "$($failed[4])" | Should -Match "^Row 5: .*The column 'Api Id' must be called ApiId\."
        Get-SandboxWriteCount | Should -Be 0
    }

    It 'whose name is not that of its id is refused' {
        $rows = Get-Row | Select-Object *, @{ Name = 'SignatureName'; Expression = { if ($_.ApiId -eq $ids[3]) { 'second_key' } else { 'FIRST_key ' } } }
        $out = $rows | & $command @switches -ErrorVariable refused -ErrorAction SilentlyContinue
        $out.ApiId | Should -Be $ids[0, 1, 2, 4]
        $refused.Count | Should -Be 1
        "$($refused[0])" | Should -BeExactly "Row 4: SignatureName is 'second_key', but the key $($key.SignatureId) has the name 'first_key'. Mend whichever is wrong."
        @(Get-SandboxCall DescribeSignatures).Count | Should -Be 1
    }

    It 'may have any name where names cannot be read' {
        Set-SandboxFault @{ kind = 'error'; operation = 'DescribeSignatures'; code = 'Forbidden.RAM'; status = 403 }
        $rows = Get-Row | Select-Object *, @{ Name = 'SignatureName'; Expression = { 'second_key' } }
        ($rows | & $command @switches).ApiId | Should -Be $ids
    }

    It 'on the command line is refused before anything is asked for: -<name>' -ForEach @(
        @{ name = 'SignatureId' }, @{ name = 'GroupId' }, @{ name = 'StageName' }, @{ name = 'ApiId' }
    ) {
        foreach ($value in '', ' ', $null, 'a,b', @()) {
            $with = @{ SignatureId = $key.SignatureId; GroupId = $orders; StageName = 'TEST'; ApiId = $ids } + $switches
            $with[$name] = $value
            $failed = @(Get-ErrorOf { & $command @with })
            $failed.Count | Should -Be 1 -Because "$value"
        }

        Get-SandboxCallCount | Should -Be 0
    }
}
