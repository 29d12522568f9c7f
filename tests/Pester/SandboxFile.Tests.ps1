# A sandbox that lasts, and the snapshot of an account that one begins with. Processes are killed for real, and the account is read
# over a socket; what it holds is told by the official client.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $clients = Join-Path (Get-RepositoryRoot) 'tests/OfficialClient'
    $lacking = if (-not (Get-Command node -CommandType Application -ErrorAction Ignore)) {
        'Node is not on PATH'
    }
    elseif (-not (Test-Path (Join-Path $clients 'node_modules/@alicloud'))) {
        "the packages of tests/OfficialClient are not installed ('npm ci' there does it)"
    }

    $account = Initialize-Sandbox
    $orders = Get-SampleGroupId orders

    # What the official client reads from the server that runs now: keys, plug-ins, and what is bound to the orders in RELEASE.
    function Read-OfficialClient {
        $server = Get-SandboxServer
        $start = [System.Diagnostics.ProcessStartInfo]::new((Get-Command node -CommandType Application)[0].Source)
        (Join-Path $clients state.mjs), '--group', $orders, '--stage', 'RELEASE' | ForEach-Object { $start.ArgumentList.Add($_) }
        $start.UseShellExecute = $false
        $start.RedirectStandardOutput = $true
        $start.Environment['AG_SANDBOX_URL'] = $server.Url
        $start.Environment['AG_SANDBOX_ACCESS_KEY_ID'] = $server.AccessKeyId
        $start.Environment['AG_SANDBOX_ACCESS_KEY_SECRET'] = $server.AccessKeySecret
        $start.Environment['AG_SANDBOX_REGION_ID'] = $server.RegionId
        'HTTP_PROXY', 'http_proxy', 'NODE_OPTIONS' | ForEach-Object { $null = $start.Environment.Remove($_) }
        $process = [System.Diagnostics.Process]::Start($start)
        try {
            $output = $process.StandardOutput.ReadToEnd()
            $process.WaitForExit()
            $process.ExitCode | Should -Be 0
            $output | ConvertFrom-Json
        }
        finally {
            $process.Dispose()
        }
    }

    # Starts a PowerShell that signs in to a file and runs a script; its output is read line by line.
    function Start-Writer {
        param([string] $Path, [string] $Script)
        $file = Join-Path $TestDrive "$([guid]::NewGuid()).ps1"
        Set-Content -LiteralPath $file -Encoding utf8 -Value @"
`$ErrorActionPreference = 'Stop'
Import-Module '$(Get-AgModulePath)'
`$null = Connect-AgAccount -Sandbox -SandboxPath '$Path'
[Console]::Out.WriteLine('ready')
$Script
"@
        $words = @(Get-ThisPowerShell) + '-NoProfile', '-File', $file
        $start = [System.Diagnostics.ProcessStartInfo]::new($words[0])
        $words | Select-Object -Skip 1 | ForEach-Object { $start.ArgumentList.Add($_) }
        $start.UseShellExecute = $false
        $start.RedirectStandardOutput = $start.RedirectStandardInput = $true
        [System.Diagnostics.Process]::Start($start)
    }

    # The two files, line by line, without what is new in each snapshot: the pairs, and when it was taken.
    function Get-Comparable {
        param([string] $Path)
        (Get-Content -LiteralPath $Path) -replace '"signature(Key|Secret)":"[^"]*"' -replace '"pluginData":"(\\"|[^"])*"' -replace 'taken at [^ ]+'
    }
}

AfterAll { Close-Sandbox }

Describe 'Connect-AgAccount -SandboxPath' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        Push-Location -LiteralPath $folder
    }

    AfterEach {
        Disconnect-AgAccount
        Pop-Location
        $null = Connect-Sandbox
    }

    It 'makes a file with the samples, in the folder where one is, and shows it: <what>' -ForEach @(
        @{ what = '-SandboxPath alone'; with = @{} }
        @{ what = '-Sandbox too'; with = @{ Sandbox = $true } }
    ) {
        $context = Connect-AgAccount -SandboxPath 'my box [1].json' @with
        $context.IsSandbox | Should -BeTrue
        $context.SandboxPath | Should -BeExactly (Join-Path $folder 'my box [1].json')
        (Get-AgContext).SandboxPath | Should -BeExactly $context.SandboxPath
        $context | Out-String | Should -Match '(?m)^SandboxPath +: '
        (Get-AgApiGroup).GroupName | Sort-Object | Should -Be catalog, orders, payments
        $file = Get-Content -Raw -LiteralPath $context.SandboxPath | ConvertFrom-Json
        $file.format | Should -BeExactly AliGatewaySignature.State
        $file.version | Should -Be 1
        $file.apis | Should -HaveCount 1290
        if (-not $IsWindows) {
            (Get-Item -LiteralPath $context.SandboxPath).UnixMode | Should -BeExactly '-rw-------'
        }
    }

    It 'is refused with -Sandbox:$false, in a folder that is not there, and on another drive' {
        Get-ErrorOf { Connect-AgAccount -Sandbox:$false -SandboxPath box.json } | Get-ErrorId | Should -Be InvalidInput
        Get-ErrorOf { Connect-AgAccount -SandboxPath no/box.json } | Get-ErrorId | Should -Be FileNotWritten
        Get-ErrorOf { Connect-AgAccount -SandboxPath Env:box } | Get-ErrorId | Should -Be InvalidInput
        Get-ErrorOf { Connect-AgAccount -SandboxPath box.json -JournalPath ./box.json } | Get-ErrorId | Should -Be InvalidInput
        Get-ChildItem -Force | Should -BeNullOrEmpty
    }

    It 'keeps keys, Secrets and bindings until the next sign-in, and goes on with the ids' {
        $null = Connect-AgAccount -SandboxPath box.json
        $key = New-AgSignature -SignatureName kept_key -SignatureSecret (ConvertTo-Secret 'kept_Secret_1')
        $gone = New-AgSignature -SignatureName gone_key
        Remove-AgSignature $gone.SignatureId -Force
        $null = Get-AgApi -GroupName orders | Add-AgSignatureApi -SignatureId $key.SignatureId -StageName PRE
        Disconnect-AgAccount
        (Get-ChildItem -Force).Name | Should -Be box.json

        $null = Connect-AgAccount -SandboxPath box.json
        $read = Get-AgSignature -IncludeSecret
        $read.SignatureId | Should -Be $key.SignatureId
        ConvertFrom-Secret $read.SignatureSecret | Should -BeExactly 'kept_Secret_1'
        Get-AgSignatureApi -GroupName orders -StageName PRE | Should -HaveCount 250
        (New-AgSignature -SignatureName next_key).SignatureId | Should -Not -BeIn $key.SignatureId, $gone.SignatureId
    }

    It 'shares the sandbox with another runspace, and takes it over from an earlier sign-in of this one' {
        $first = Connect-AgAccount -SandboxPath box.json
        $second = Connect-AgAccount -SandboxPath ./box.json
        $null = New-AgSignature -SignatureName from_here
        Get-ErrorOf { Get-AgSignature -Context $first } | Get-ErrorId | Should -Be ContextClosed
        $done = Invoke-SecondPowerShell '$null = Connect-AgAccount -SandboxPath $path; $null = New-AgSignature -SignatureName from_there; Disconnect-AgAccount' -Variable @{ path = $second.SandboxPath }
        $done.Error | Should -BeNullOrEmpty
        (Get-AgSignature).SignatureName | Should -Be from_here, from_there
    }

    It 'refuses a file that is <what>, and leaves it as it is' -ForEach @(
        @{ what = 'empty'; make = { '' }; says = 'it is empty' }
        @{ what = 'another one'; make = { '{ "name": "a package" }' }; says = 'line 1: the file: its format is not' }
        @{ what = 'cut off'; make = { (Get-Content -Raw good.json).Substring(0, 20000) }; says = 'line \d+: it is not JSON, or a part of it is missing' }
        @{ what = 'damaged'; make = { (Get-Content -Raw good.json) -replace '"stages":"RELEASE PRE TEST"', '"stages":"PROD"' }; says = "line \d+: apis\[0\]: 'PROD' is no stage" }
    ) {
        $null = Connect-AgAccount -SandboxPath good.json
        Disconnect-AgAccount
        [System.IO.File]::WriteAllText((Join-Path $folder box.json), (& $make))
        $before = Get-FileHash box.json
        $problem = Get-ErrorOf { Connect-AgAccount -SandboxPath box.json }
        $problem | Get-ErrorId | Should -Be StateFileInvalid
        "$problem" | Should -Match $says
        (Get-FileHash box.json).Hash | Should -BeExactly $before.Hash
        (Get-ChildItem -Force).Name | Should -Be box.json, good.json
    }

    It 'is refused while another process has the file, and holds every acknowledged write of one that is killed in the middle of 1,000' {
        # Near the beginning, and twice in the middle, side by side: each after a number of writes that nobody knows beforehand.
        $random = [random]::new()
        $script = @'
$key = New-AgSignature -SignatureName first_key
[Console]::Out.WriteLine('key ' + $key.SignatureId)
1..1000 | ForEach-Object {
    if ($_ % 10 -eq 1) { $made = New-AgSignature -SignatureName "key_$_"; [Console]::Out.WriteLine('key ' + $made.SignatureId) }
    else { $null = $made | Set-AgSignature -NewSignatureName "name_$_"; [Console]::Out.WriteLine("name $($made.SignatureId) name_$_") }
}
'@
        $after = $random.Next(2, 60), $random.Next(100, 200), $random.Next(250, 350)
        $writers = 1..3 | ForEach-Object {
            $path = Join-Path $folder "box$_.json"
            [pscustomobject]@{ Path = $path; Process = Start-Writer $path $script; After = $after[$_ - 1]; Said = @() }
        }

        # The first of them has said that it is ready.
        $writers[0].Process.StandardOutput.ReadLine() | Should -BeExactly ready
        $problem = Get-ErrorOf { Connect-AgAccount -SandboxPath box1.json }
        $problem | Get-ErrorId | Should -Be StateFileInUse
        $problem.CategoryInfo.Category | Should -Be ResourceBusy
        "$problem" | Should -Match "The process $($writers[0].Process.Id) "
        Get-ErrorOf { Export-AgState box1.json -Force -Context $account } | Get-ErrorId | Should -Be StateFileInUse

        foreach ($writer in $writers) {
            # The output that waits in the pipe when it is killed was acknowledged too.
            $said = [System.Collections.Generic.List[string]]::new()
            while ($said.Count -le $writer.After -and $null -ne ($line = $writer.Process.StandardOutput.ReadLine())) {
                $said.Add($line)
            }

            $writer.Process.Kill()
            $said.AddRange([string[]] @($writer.Process.StandardOutput.ReadToEnd() -split "`n" | Where-Object { $_ }))
            $writer.Process.WaitForExit()
            $writer.Process.ExitCode | Should -Not -Be 0
            $writer.Process.Dispose()
            $writer.Said = $said
        }

        foreach ($writer in $writers) {
            $because = "it was killed after $($writer.After) writes"
            Test-Path -LiteralPath "$($writer.Path).lock" | Should -BeTrue
            $null = Connect-AgAccount -SandboxPath $writer.Path
            $keys = @{}
            Get-AgSignature | ForEach-Object { $keys[$_.SignatureId] = $_.SignatureName }
            $acknowledged = @($writer.Said -match '^key \w{32}$' -replace '^key ')
            $acknowledged.Count | Should -BeGreaterThan 0 -Because $because
            $acknowledged | Where-Object { -not $keys.ContainsKey($_) } | Should -BeNullOrEmpty -Because $because
            $keys.Count - $acknowledged.Count | Should -BeIn 0, 1 -Because $because
            $names = @{}
            foreach ($rename in $writer.Said -match '^name \w{32} name_\d+$') {
                $id, $name = ($rename -split ' ')[1, 2]
                $names[$id] = [int] ($name -replace 'name_')
            }

            foreach ($id in $names.Keys) {
                # The next name may be there already, and not acknowledged.
                $keys[$id] -replace 'name_' | Should -BeIn $names[$id], ($names[$id] + 1) -Because $because
            }
        }

        Disconnect-AgAccount
        Get-ChildItem -Force | Where-Object Name -NotMatch '^box\d\.json(\.lock)?$' | Should -BeNullOrEmpty
    }
}

Describe 'Export-AgState' {
    BeforeEach {
        Reset-Sandbox
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        Push-Location -LiteralPath $folder
        $key = New-AgSignature -SignatureName orders_key -SignatureKey RealKey12345 -SignatureSecret (ConvertTo-Secret 'real_Secret_1')
        $other = New-AgSignature -SignatureName spare_key -SignatureKey RealKey67890 -SignatureSecret (ConvertTo-Secret 'real_Secret_2')
        $null = Get-AgApi -GroupId $orders | Add-AgSignatureApi -SignatureId $key.SignatureId -StageName RELEASE
        $null = Get-AgApi -GroupId $orders -First 5 | Add-AgSignatureApi -SignatureId $other.SignatureId -StageName TEST
        Clear-SandboxJournal
    }

    AfterEach {
        Clear-SandboxFault
        Pop-Location
        $null = Connect-Sandbox
    }

    It 'copies what the official client reads from the account, and nothing of a Key or a Secret' {
        if ($lacking) { Set-ItResult -Skipped -Because $lacking; return }

        $done = Export-AgState snapshot.json -Verbose 4>&1
        $made = $done | Where-Object { $_ -is [AliGatewaySignature.Model.AgStateExport] }
        $made.Path | Should -BeExactly (Join-Path $folder snapshot.json)
        $made.Keys, $made.Groups, $made.Apis, $made.Bindings, $made.Plugins | Should -Be 2, 3, 1290, 255, 2
        $made.Note | Should -Match 'were generated'
        $made.RegionId | Should -Be cn-hangzhou
        Get-SandboxWriteCount | Should -Be 0

        $real = Read-OfficialClient
        $text = [System.IO.File]::ReadAllText($made.Path)
        $file = $text | ConvertFrom-Json
        $file.note | Should -BeExactly $made.Note
        $file.keys.signatureId | Sort-Object | Should -Be ($real.keys.signatureId | Sort-Object)
        $file.keys.signatureName | Sort-Object | Should -Be orders_key, spare_key
        $file.bindings | Where-Object stageName -EQ RELEASE | ForEach-Object apiId | Sort-Object | Should -Be ($real.bindings.apiId | Sort-Object)

        $streams = ($done | Out-String -Width 4000) + ($made | Format-List * | Out-String -Width 4000) + $text
        $ofPlugins = @($real.plugins.pluginData | ConvertFrom-Json | ForEach-Object { $_.key; $_.secret } | Where-Object { $_ })
        $ofPlugins | Should -HaveCount 8
        foreach ($hidden in @($real.keys.signatureKey) + @($real.keys.signatureSecret) + $ofPlugins) {
            $streams.Contains($hidden) | Should -BeFalse -Because $hidden
        }

        if (-not $IsWindows) {
            (Get-Item $made.Path).UnixMode | Should -BeExactly '-rw-------'
        }

        (Get-ChildItem -Force).Name | Should -Be snapshot.json
    }

    It 'gives the same again from a sandbox on it: a copy of a copy' {
        $null = Export-AgState snapshot.json
        $null = Connect-AgAccount -SandboxPath snapshot.json
        $null = Export-AgState again.json
        Get-Comparable again.json | Should -Be (Get-Comparable snapshot.json)
        Get-AgSignature -IncludeUsage | Sort-Object SignatureName | ForEach-Object BoundCount | Should -Be 250, 5
        (New-AgSignature -SignatureName third_key).SignatureId | Should -Not -BeIn $key.SignatureId, $other.SignatureId
        Disconnect-AgAccount
    }

    It 'lets a rotation be rehearsed offline, and the official client reads what came of it' {
        if ($lacking) { Set-ItResult -Skipped -Because $lacking; return }

        $null = Export-AgState snapshot.json
        $null = Connect-AgAccount -SandboxPath snapshot.json
        $new = New-AgSignature -SignatureName orders_key_2
        Get-AgSignatureApi -SignatureId $key.SignatureId | Add-AgSignatureApi -SignatureId $new.SignatureId -Replace -Force | Should -HaveCount 250
        Remove-AgSignature $key.SignatureId -Force
        Disconnect-AgAccount
        @((Get-SandboxState).bindings | Where-Object stageName -EQ RELEASE).signatureId | Should -Be $key.SignatureId

        Stop-SandboxServer
        $null = Start-SandboxServer '--state', (Join-Path $folder snapshot.json)
        $read = Read-OfficialClient
        $read.bindings.signatureId | Should -Be (@($new.SignatureId) * 250)
        $read.keys.signatureName | Sort-Object | Should -Be orders_key_2, spare_key
        Stop-SandboxServer
        $null = Start-SandboxServer
        $account = Connect-Sandbox
    }

    It 'copies the groups that are named, with every key: <what>' -ForEach @(
        @{ what = 'by name'; make = { Export-AgState some.json -GroupName Orders } }
        @{ what = 'by id'; make = { Export-AgState -LiteralPath some.json -GroupId $orders } }
        @{ what = 'from the pipeline'; make = { Get-AgApiGroup -GroupName orders | Export-AgState some.json } }
    ) {
        $made = & $make
        $made.Keys, $made.Groups, $made.Apis, $made.Bindings, $made.Plugins | Should -Be 2, 1, 250, 255, 0
        $null = Connect-AgAccount -SandboxPath some.json
        (Get-AgApiGroup).GroupName | Should -Be orders
        Disconnect-AgAccount
    }

    It 'takes no empty pipeline for every group' {
        $null = Get-AgApiGroup | Where-Object GroupName -EQ none | Export-AgState some.json -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -Match 'no snapshot was taken'
        Get-ChildItem -Force | Should -BeNullOrEmpty
    }

    It 'writes no half a copy: <operation> denied' -ForEach @(
        'DescribeSignatures', 'DescribeApiGroups', 'DescribeApis', 'DescribeApisBySignature', 'DescribePlugins', 'DescribePluginApis', 'DescribePluginGroups' |
            ForEach-Object { @{ operation = $_ } }
    ) {
        Set-SandboxFault @{ kind = 'error'; operation = $operation; code = 'Forbidden.RAM'; status = 403 }
        $problem = Get-ErrorOf { Export-AgState snapshot.json }
        $problem | Should -HaveCount 1
        $problem | Get-ErrorId | Should -Be PermissionDenied
        "$problem" | Should -Match 'No snapshot was written'
        Get-ChildItem -Force | Should -BeNullOrEmpty
        if ($operation -like '*Plugin*') {
            (Export-AgState snapshot.json -SkipPlugin).Plugins | Should -Be 0
        }
    }

    It 'keeps a file that is there, unless -Force is given, and says what it would do' {
        Set-Content there.json 'something else'
        Get-ErrorOf { Export-AgState there.json } | Get-ErrorId | Should -Be FileExists
        Get-SandboxCallCount DescribeSignatures | Should -Be 0
        Export-AgState there.json -Force -WhatIf | Should -BeNullOrEmpty
        Get-Content there.json | Should -BeExactly 'something else'
        Get-SandboxCallCount DescribeSignatures | Should -Be 0
        (Export-AgState there.json -Force).Keys | Should -Be 2
        (Get-Content -Raw there.json | ConvertFrom-Json).keys | Should -HaveCount 2
        (Get-ChildItem -Force).Name | Should -Be there.json
    }

    It 'takes the path of a journal that was deleted, and is not kept from it by a variable that names nothing' {
        $null = Connect-AgAccount -Sandbox -JournalPath journal.json
        $null = Connect-AgAccount -Sandbox
        Remove-Item journal.json
        Invoke-SignedOut -Environment @{ ALIGATEWAYSIGNATURE_JOURNAL = 'nodrive:/x' } {
            $null = Connect-AgAccount -Sandbox -JournalPath (Join-Path $TestDrive 'other.jsonl')
            Export-AgState journal.json
        } | Should -Not -BeNullOrEmpty
    }

    It 'does not wait at a pipe' -Skip:$IsWindows {
        mkfifo pipe.json
        $second = Start-SecondPowerShell "Set-Location '$($PWD.ProviderPath)'; `$null = Connect-AgAccount -Sandbox; Export-AgState pipe.json -Force" -Variable @{ ctx = $null }
        $ended = $second.Running.AsyncWaitHandle.WaitOne(20000)
        if (-not $ended) { 'over' | Set-Content pipe.json }
        $null = $second | Complete-SecondPowerShell
        $ended | Should -BeTrue
    }

    It 'never replaces a journal, also with -Force: <what>' -ForEach @(
        @{ what = 'that of the session, still empty'; make = { $null = Connect-AgAccount -Sandbox -JournalPath journal.json }; says = 'the journal of this session' }
        @{ what = 'that of an earlier sign-in'; make = { $null = Connect-AgAccount -Sandbox -JournalPath journal.json; $null = New-AgSignature -SignatureName some_key; Disconnect-AgAccount; $null = Connect-AgAccount -Sandbox }; says = 'the journal of this session' }
        @{ what = 'that of another process'; make = { Set-Content journal.json '{"v":1,"id":"a"}'; $null = Connect-AgAccount -Sandbox }; says = "journal.json' is a journal" }
    ) {
        & $make
        $before = (Get-FileHash journal.json).Hash
        foreach ($problem in (Get-ErrorOf { Export-AgState journal.json -Force }), (Get-ErrorOf { Export-AgState -LiteralPath ./journal.json -Force -WhatIf }),
            (Get-ErrorOf { @() | Export-AgSignatureCoverage journal.json -Force })) {
            $problem | Get-ErrorId | Should -Be InvalidInput
            "$problem" | Should -Match $says
        }

        (Get-FileHash journal.json).Hash | Should -BeExactly $before
        (Get-ChildItem -Force).Name | Should -Be journal.json
    }

    It 'says that this very session has the sandbox of the file open, and what to do' {
        $null = Connect-AgAccount -SandboxPath box.json
        $before = (Get-FileHash box.json).Hash
        $problem = Get-ErrorOf { Export-AgState box.json -Force }
        $problem | Get-ErrorId | Should -Be StateFileInUse
        "$problem" | Should -Match "This very session \(process $PID\)"
        $problem.ErrorDetails.RecommendedAction | Should -Match 'another path.*Disconnect-AgAccount'
        (Get-FileHash box.json).Hash | Should -BeExactly $before
        Disconnect-AgAccount
    }

    It 'refuses <what> before anything is sent' -ForEach @(
        @{ what = 'a folder'; with = @{ Path = '.' }; id = 'FileNotWritten' }
        @{ what = 'a folder that is not there'; with = @{ Path = 'no/x.json' }; id = 'FileNotWritten' }
        @{ what = 'an id and a name'; with = @{ Path = 'x.json'; GroupId = 'a'; GroupName = 'b' }; id = 'InvalidInput' }
    ) {
        Get-ErrorOf { Export-AgState @with } | Get-ErrorId | Should -Be $id
        @(Get-SandboxCall).Count | Should -Be 0
        Get-ChildItem -Force | Should -BeNullOrEmpty
    }

    It 'says which group is not there: <what>' -ForEach @(
        @{ what = 'by name'; with = @{ GroupName = 'order' }; says = 'There is: orders' }
        @{ what = 'by id'; with = @{ GroupId = 'orders' }; says = 'give -GroupName' }
    ) {
        $problem = Get-ErrorOf { Export-AgState x.json @with }
        $problem | Get-ErrorId | Should -Be NotFound
        "$problem" | Should -Match $says
        Get-ChildItem -Force | Should -BeNullOrEmpty
    }

    It 'leaves no file when it is stopped' {
        Set-SandboxFault @{ kind = 'hang'; operation = 'DescribeApisBySignature' }
        $second = Start-SecondPowerShell 'Export-AgState $path' -Variable @{ ctx = Get-AgContext; path = Join-Path $folder x.json }
        Wait-SandboxHang
        $second.Shell.Stop()
        ($second | Complete-SecondPowerShell).Output | Should -BeNullOrEmpty
        Get-ChildItem -Force | Should -BeNullOrEmpty
    }
}
