# Rows of coverage into files. The rows come from a file too, as Export-Clixml writes them of Get-AgSignatureCoverage.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Import-AgModule

    # Rows as the cmdlet makes them: their properties are set inside the module only.
    $type = [AliGatewaySignature.Model.AgSignatureCoverage]
    function New-Row {
        param([hashtable] $With)
        $row = [Activator]::CreateInstance($type)
        $all = @{ GroupId = 'g1'; GroupName = 'orders'; StageName = 'RELEASE'; IsPublished = $true; AccountId = '1234567890123456'; RegionId = 'cn-hangzhou' }
        foreach ($name in $With.Keys) {
            $all[$name] = $With[$name]
        }

        foreach ($name in $all.Keys) {
            $null = $type.GetProperty($name).GetSetMethod($true).Invoke($row, @(, ($all[$name] -as $type.GetProperty($name).PropertyType)))
        }

        $row
    }

    $time = [datetimeoffset]::new(2026, 1, 2, 3, 4, 5, [timespan]::FromHours(8))
    $rows = @(
        New-Row @{ ApiId = 'a1'; ApiName = 'get'; State = 'Signed'; Source = 'Key'; SignatureId = 's1'; SignatureName = 'orders_key'; ModifiedTime = $time; KeyAge = [timespan]::FromDays(12.5) }
        New-Row @{ ApiId = 'a2'; ApiName = '=1+1'; State = 'Unsigned'; Source = 'None' }
        New-Row @{ ApiId = 'a3'; ApiName = '</script><script>alert(1)</script>'; State = 'Unknown'; Source = 'None'; Reason = 'denied' }
        New-Row @{ ApiId = 'a4'; ApiName = 'old'; State = 'KeyTooOld'; Source = 'Key'; SignatureId = 's2'; SignatureName = 'old_key'; ModifiedTime = $time; KeyAge = [timespan]::FromDays(400) }
        New-Row @{ ApiId = 'a5'; ApiName = 'plugged'; State = 'SignedByPlugin'; Source = 'GroupPlugin'; PluginId = 'p1'; PluginName = 'sign'; IsPublished = $false }
    )
}

Describe 'Export-AgSignatureCoverage' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        Push-Location -LiteralPath $folder
    }

    AfterEach { Pop-Location }

    It 'writes <ending> and gives the file' -ForEach @(
        @{ ending = 'html'; has = '(?s)^<!DOCTYPE html>.*"ApiName":"get".*</html>\s*$' }
        @{ ending = 'md'; has = '(?m)^\| \*\*Unsigned\*\* \| <code>&#61;1&#43;1</code> \|' }
        @{ ending = 'csv'; has = '(?m)^"a2","''=1\+1","g1",' }
        @{ ending = 'json'; has = '(?m)^    "ApiName": "=1\+1",$' }
        @{ ending = 'HTML'; has = '^<!DOCTYPE html>' }
    ) {
        $made = $rows | Export-AgSignatureCoverage "coverage.$ending" -WarningVariable warned
        $made | Should -BeOfType System.IO.FileInfo
        $made.PSParentPath | Should -BeLike "*::$folder"
        $made | Out-String | Should -Match ([regex]::Escape("Directory: $folder"))
        $made.FullName | Should -BeExactly (Join-Path $folder "coverage.$ending")
        [System.IO.File]::ReadAllText($made.FullName) | Should -Match $has
        $warned | Should -BeNullOrEmpty
        @(Get-ChildItem $folder -Force).Name | Should -Be "coverage.$ending"
    }

    It 'has the rows in .csv and .json as objects, the unsigned first' {
        $null = $rows | Export-AgSignatureCoverage coverage.csv
        $null = $rows | Export-AgSignatureCoverage coverage.json
        $read = Import-Csv coverage.csv
        $read.ApiId | Should -Be a2, a4, a3, a5, a1
        $read[1].KeyAgeDays | Should -Be 400
        $read[1].ModifiedTime | Should -Be '2026-01-01T19:04:05Z'
        $json = Get-Content -Raw coverage.json | ConvertFrom-Json
        $json.ApiId | Should -Be a2, a4, a3, a5, a1
        $json[2].ApiName | Should -BeExactly '</script><script>alert(1)</script>'
        $json[3].IsPublished | Should -BeFalse
        $json[0].KeyAgeDays | Should -BeNullOrEmpty
    }

    It 'writes the same of rows that were kept in a file' {
        $rows | Export-Clixml rows.xml
        $null = $rows | Export-AgSignatureCoverage now.json
        $null = Import-Clixml rows.xml | Export-AgSignatureCoverage kept.json
        Get-Content -Raw kept.json | Should -BeExactly (Get-Content -Raw now.json)
        $null = Export-AgSignatureCoverage -InputObject (Import-Clixml rows.xml) -LiteralPath all.json
        Get-Content -Raw all.json | Should -BeExactly (Get-Content -Raw now.json)
    }

    It 'writes the same of its own <ending>' -ForEach @(
        @{ ending = 'csv'; read = { Import-Csv given.csv } }
        @{ ending = 'json'; read = { Get-Content -Raw given.json | ConvertFrom-Json } }
    ) {
        $null = $rows | Export-AgSignatureCoverage "given.$ending"
        $null = & $read | Export-AgSignatureCoverage "again.$ending" -ErrorAction Stop
        Get-Content -Raw "again.$ending" | Should -BeExactly (Get-Content -Raw "given.$ending")
        $null = & $read | Export-AgSignatureCoverage again.md -FailOn Signed -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed[0].TargetObject.ApiId | Should -Be a1
    }

    It 'refuses what is no row, and <what>' -ForEach @(
        @{ what = 'an object with such names'; bad = { [pscustomobject] @{ ApiId = 'a'; GroupId = 'g'; StageName = 'TEST'; State = 'Signed' } } }
        @{ what = 'a row without its state'; bad = { $rows[0] | Select-Object * -ExcludeProperty State } }
        @{ what = 'a part of a row'; bad = { $rows[0] | Select-Object ApiId, GroupId, StageName, State, Source } }
        @{ what = 'a state that is a number'; bad = { $rows[0] | ConvertTo-Json -WarningAction Ignore | ConvertFrom-Json } }
        @{ what = 'a kept row whose state is none'; bad = {
                $rows[0] | Export-Clixml bad.xml
                (Get-Content -Raw bad.xml) -replace '<ToString>Signed</ToString>', '<ToString>Perfect</ToString>' | Set-Content bad.xml
                Import-Clixml bad.xml
            }
        }
        @{ what = 'a text'; bad = { 'get' } }
    ) {
        $problem = Get-ErrorOf { & $bad | Export-AgSignatureCoverage coverage.json -WarningAction SilentlyContinue }
        @($problem).Count | Should -Be 1
        $problem | Get-ErrorId | Should -Be InvalidInput
        "$problem" | Should -Match '^1 of 1 object is no row of Get-AgSignatureCoverage, so that nothing was written\. The first is '
        $problem.ErrorDetails.RecommendedAction | Should -Match 'Import-Csv'
        Get-ChildItem $folder -Filter coverage.json | Should -BeNullOrEmpty
    }

    It 'says once how many are no rows, and writes no report that is short' {
        Set-Content coverage.json 'old'
        $problem = @(Get-ErrorOf {
                $rows[0], (1..1234 | ForEach-Object { [pscustomobject] @{ Id = $_ } }) | Write-Output |
                    Export-AgSignatureCoverage coverage.json -FailOn Unsigned -Force
            })
        $problem.Count | Should -Be 1
        "$($problem[0])" | Should -Match '^1,234 of 1,235 objects are no rows .* The first is an object with Id, and '
        Get-Content coverage.json | Should -Be old
    }

    Context 'Where to' {
        It 'refuses <path> before it reads anything' -ForEach @(
            @{ path = 'coverage.xlsx'; says = '\.html, \.md, \.csv, \.json'; id = 'InvalidInput' }
            @{ path = 'coverage'; says = '\.html, \.md, \.csv, \.json'; id = 'InvalidInput' }
            @{ path = 'Env:coverage.html'; says = 'Environment'; id = 'InvalidInput' }
            @{ path = 'NoDrive:coverage.html'; says = 'NoDrive'; id = 'InvalidInput' }
            @{ path = 'nowhere/coverage.html'; says = 'no folder'; id = 'FileNotWritten' }
            @{ path = 'folder.html'; says = 'is a folder'; id = 'FileNotWritten' }
        ) {
            $null = New-Item -ItemType Directory folder.html
            $seen = [System.Collections.Generic.List[object]]::new()
            $problem = Get-ErrorOf { $rows | ForEach-Object { $seen.Add($_); $_ } | Export-AgSignatureCoverage $path }
            $problem | Get-ErrorId | Should -Be $id
            "$problem" | Should -Match $says
            $problem.CategoryInfo.Category | Should -Not -Be NotSpecified
            $seen.Count | Should -Be 0
        }

        It 'takes a drive of the file system, and the folder that PowerShell is in' {
            $null = New-PSDrive Reports FileSystem $folder
            ($rows | Export-AgSignatureCoverage Reports:\a.json).FullName | Should -BeExactly (Join-Path $folder a.json)
            $null = New-Item -ItemType Directory below
            Set-Location below
            ($rows | Export-AgSignatureCoverage ../b.json).FullName | Should -BeExactly (Join-Path $folder b.json)
            Set-Location ..
        }

        It '-Path finds the one file that a pattern means, -LiteralPath takes it for a name' {
            Set-Content weekly.json 'old'
            ($rows | Export-AgSignatureCoverage 'week*.json').Name | Should -BeExactly weekly.json
            Set-Content weekly2.json 'old'
            $problem = Get-ErrorOf { $rows | Export-AgSignatureCoverage 'week*.json' }
            $problem | Get-ErrorId | Should -Be InvalidInput
            "$problem" | Should -Match '2 files'
            Get-ErrorOf { $rows | Export-AgSignatureCoverage 'month*.json' } | Get-ErrorId | Should -Be InvalidInput
            ($rows | Export-AgSignatureCoverage -LiteralPath '[a]b.json').Name | Should -BeExactly '[a]b.json'
        }

        It '-NoClobber keeps a file, -Force alone replaces one that is read-only' {
            Set-Content coverage.json 'old'
            $problem = Get-ErrorOf { $rows | Export-AgSignatureCoverage coverage.json -NoClobber }
            $problem | Get-ErrorId | Should -Be FileExists
            $problem.CategoryInfo.Category | Should -Be ResourceExists
            (Get-Item coverage.json).IsReadOnly = $true
            $problem = Get-ErrorOf { $rows | Export-AgSignatureCoverage coverage.json }
            $problem | Get-ErrorId | Should -Be FileExists
            $problem.ErrorDetails.RecommendedAction | Should -Match '-Force'
            $problem.ErrorDetails.RecommendedAction | Should -Not -Match '-NoClobber'
            Get-Content coverage.json | Should -Be old
            (Get-ErrorOf { $rows | Export-AgSignatureCoverage coverage.json -Force -NoClobber }) | Get-ErrorId | Should -Be FileExists
            $null = $rows | Export-AgSignatureCoverage coverage.json -Force
            Get-Content -Raw coverage.json | Should -Match '"a1"'
            (Get-Item coverage.json).IsReadOnly = $false
        }

        It '-WhatIf writes nothing and says how many rows' {
            $said = Invoke-ChildPowerShell @"
`$ErrorActionPreference = 'Stop'
Import-Module `$env:AG_MODULE
Set-Location '$folder'
'[]' | Set-Content there.json
`$type = [AliGatewaySignature.Model.AgSignatureCoverage]
1..3 | ForEach-Object { `$type::new() } | Export-AgSignatureCoverage coverage.html -WhatIf
`$type::new() | Export-AgSignatureCoverage there.json -WhatIf
"@
            $said.ExitCode | Should -Be 0 -Because $said.Error
            $said.Output | Should -Match 'What if: Write the coverage of 3 rows to .*coverage\.html\.'
            $said.Output | Should -Match 'What if: Write the coverage of 1 row to .*there\.json, in place of the file that is there\.'
            @(Get-ChildItem $folder -Force).Name | Should -Be there.json
            Get-Content there.json | Should -Be '[]'
        }

        It 'leaves nothing when what comes before it fails' {
            Get-ErrorOf { $rows | ForEach-Object { $_; throw 'no more' } | Export-AgSignatureCoverage coverage.html } | Should -Not -BeNullOrEmpty
            Get-ChildItem $folder -Force | Should -BeNullOrEmpty
        }
    }

    Context '-FailOn' {
        It 'writes first, then fails once, with the rows' {
            $failed = $null
            $made = $rows | Export-AgSignatureCoverage coverage.md -FailOn Unsigned, KeyTooOld, Unknown -ErrorVariable failed -ErrorAction SilentlyContinue
            $made.Name | Should -BeExactly coverage.md
            @($failed).Count | Should -Be 1
            $failed[0] | Get-ErrorId | Should -Be CoverageNotMet
            $failed[0].CategoryInfo.Category | Should -Be InvalidResult
            $failed[0].TargetObject.ApiId | Should -Be a2, a4, a3
            "$($failed[0])" | Should -Match 'of 5 rows, 1 Unsigned \(=1\+1 in RELEASE\), 1 KeyTooOld \(old in RELEASE\), 1 Unknown \('
            $failed[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        }

        It 'names ten in the order of the report, and counts the others of each state' {
            $many = @(
                New-Row @{ ApiId = 'x'; ApiName = 'x'; State = 'Unknown' }
                1..1233 | ForEach-Object { New-Row @{ ApiId = "a$_"; ApiName = "api$_" + 'x' * 500; State = 'Unsigned'; StageName = 'TEST' } }
                New-Row @{ ApiId = 'b'; ApiName = 'last'; State = 'Unsigned' }
            )
            $problem = Get-ErrorOf { $many | Export-AgSignatureCoverage coverage.json -FailOn Unsigned, Unknown }
            "$problem" | Should -Match 'of 1,235 rows, 1,234 Unsigned \(last in RELEASE, api1000x+.* in TEST, .* and 1,224 more\), 1 Unknown\.'
            [regex]::Matches("$problem", ' in (RELEASE|TEST)').Count | Should -Be 10
            $problem.TargetObject.ApiId | Should -Be (Get-Content -Raw coverage.json | ConvertFrom-Json).ApiId
        }

        It 'is content where no row has such a state, and judges with -WhatIf too' {
            $rows | Export-AgSignatureCoverage coverage.json -FailOn Unsigned -WhatIf -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed | Get-ErrorId | Should -Be CoverageNotMet
            Get-ErrorOf { $rows[0] | Export-AgSignatureCoverage coverage.json -FailOn Unsigned, KeyTooOld, Unknown } | Should -BeNullOrEmpty
        }

        It 'fails a step of a pipeline: <how>' -ForEach @(
            @{ how = 'a script with Stop'; line = '$ErrorActionPreference = ''Stop''; $rows | Export-AgSignatureCoverage coverage.md -FailOn Unsigned; ''went on'''; code = 1; goesOn = $false }
            @{ how = '-ErrorAction Stop'; line = '$rows | Export-AgSignatureCoverage coverage.md -FailOn Unsigned -ErrorAction Stop; ''went on'''; code = 1; goesOn = $false }
            @{ how = 'nothing to complain of'; line = '$ErrorActionPreference = ''Stop''; $rows | Where-Object ApiId -EQ a1 | Export-AgSignatureCoverage coverage.md -FailOn Unsigned; ''went on'''; code = 0; goesOn = $true }
            @{ how = 'a filter that left nothing'; line = '$ErrorActionPreference = ''Stop''; $rows | Where-Object ApiName -EQ nobody | Export-AgSignatureCoverage coverage.md -FailOn Unsigned; ''went on'''; code = 1; goesOn = $false }
        ) {
            $rows | Export-Clixml rows.xml
            $done = Invoke-ChildPowerShell "Import-Module `$env:AG_MODULE; Set-Location '$folder'; `$rows = Import-Clixml rows.xml; $line"
            $done.ExitCode | Should -Be $code -Because $done.Error
            $done.Output -match 'went on' | Should -Be $goesOn
            Join-Path $folder coverage.md | Should -Exist
        }
    }

    Context 'Nothing' {
        It 'is a report of nothing, with a warning: <ending>' -ForEach @(
            @{ ending = 'html'; has = '"rows":\[\]' }
            @{ ending = 'md'; has = 'Nothing was looked at' }
            @{ ending = 'csv'; has = '^\W*ApiId' }
            @{ ending = 'json'; has = '^\[\]' }
        ) {
            $made = $rows | Where-Object ApiId -EQ nobody | Export-AgSignatureCoverage "coverage.$ending" -WarningVariable warned -WarningAction SilentlyContinue
            Get-Content -Raw $made.FullName | Should -Match $has
            "$warned" | Should -Match 'nothing was looked at'
        }

        It 'leaves a report that is there, and says so: <what>' -ForEach @(
            @{ what = 'what comes before fails'; before = { Write-Error 'no such group' -ErrorAction SilentlyContinue } }
            @{ what = 'a variable that was never set'; before = { $null } }
            @{ what = 'an empty list'; before = { @() } }
        ) {
            $null = $rows | Export-AgSignatureCoverage coverage.json
            $good = Get-Content -Raw coverage.json
            $made = & $before | Export-AgSignatureCoverage coverage.json -Force -WarningVariable warned -WarningAction SilentlyContinue
            Get-Content -Raw coverage.json | Should -BeExactly $good
            $made | Should -BeNullOrEmpty
            "$warned" | Should -Match 'nothing was written: .*coverage\.json'
            Get-ErrorOf { & $before | Export-AgSignatureCoverage coverage.json -FailOn Unsigned -WarningAction SilentlyContinue } |
                Get-ErrorId | Should -Be CoverageEmpty
            Get-Content -Raw coverage.json | Should -BeExactly $good
        }

        It 'fails with -FailOn' {
            $problem = Get-ErrorOf { @() | Export-AgSignatureCoverage coverage.json -FailOn Unsigned -WarningAction SilentlyContinue }
            $problem | Get-ErrorId | Should -Be CoverageEmpty
            $problem.CategoryInfo.Category | Should -Be ObjectNotFound
        }
    }
}
