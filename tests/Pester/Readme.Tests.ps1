# The README as a new user reads it: every block of PowerShell, from the top, pasted into one session.

BeforeDiscovery {
    $readme = Get-Content -Raw (Join-Path $PSScriptRoot '../../README.md')
    $number = 0
    $blocks = [regex]::Matches($readme, '(?ms)^```powershell\r?\n(.*?)^```(?:\s+```text\r?\n(.*?)^```)?') | ForEach-Object {
        @{ number = ++$number; code = $_.Groups[1].Value; output = $_.Groups[2].Value; first = ($_.Groups[1].Value -split '\r?\n')[0] }
    }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')

    # A session of its own, which finds the module as the README's installation has it.
    $path = $env:PSModulePath
    $env:PSModulePath += [IO.Path]::PathSeparator + (Split-Path (Split-Path (Get-AgModulePath)))
    $session = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
    $session.Open()

    function Invoke-InSession {
        param([string] $Code, [switch] $AsText)
        $shell = [powershell]::Create()
        $shell.Runspace = $session
        try {
            $null = $shell.AddScript($Code)
            if ($AsText) { $null = $shell.AddCommand('Out-String').AddParameter('Width', 80) }
            $script:said = $shell.Invoke()
            $shell.Streams.Error
        }
        finally {
            $shell.Dispose()
        }
    }

    # The same as a terminal does it: one statement after the other, and what each of them shows.
    function Invoke-Pasted {
        param([string] $Code)
        $text = foreach ($statement in Get-Statement $Code) {
            Invoke-InSession $statement -AsText | ForEach-Object { $script:failed += $_ }
            $said
        }
        $text -join ''
    }

    $shown = @{}
    Invoke-InSession "Set-Location '$(Get-RepositoryRoot)'; Import-Module AliGatewaySignature" | Should -BeNullOrEmpty
    Invoke-InSession '(Get-Variable -Scope Global).Name' | Should -BeNullOrEmpty
    $before = @($said)
}

AfterAll {
    $session.Dispose()
    $env:PSModulePath = $path
}

Describe 'The README' {
    It 'has blocks of PowerShell' -ForEach @(@{ count = @($blocks).Count }) {
        $count | Should -BeGreaterThan 8
    }

    It 'block <number> runs as it stands: <first>' -ForEach $blocks {
        # What cannot run here, and why. Everything else must.
        $reason = switch -Regex ($code) {
            'dotnet run' { 'builds what these tests run on; QuickstartTests.cs runs it' }
            'dotnet test' { 'runs the tests themselves' }
            'dotnet build' { 'replaces the module that this process has loaded' }
            'Get-Credential' { 'asks a person' }
        }
        if ($reason) {
            Set-ItResult -Skipped -Because $reason
            return
        }

        # What an earlier block made serves a later one, as it does for a reader.
        $script:failed = @()
        $shown[$number] = [pscustomobject] @{ Code = $code; Text = Invoke-Pasted $code }
        $failed | Should -BeNullOrEmpty
        if ($output) {
            Get-OutputPattern $shown[$number].Text | Should -Be (Get-OutputPattern $output)
        }
    }

    It 'shows by <has> that it <does>' -ForEach @(
        @{ does = 'binds'; has = '$key = New-AgSignature -Name orders_key'; says = '250 Bound' }
        @{ does = 'puts one key in the place of another'; has = '-Replace -WhatIf'; says = '250 Replaced, orders_key\b' }
        @{ does = 'sums up'; has = '(Get-AgContext).LastRun'; says = '(?s)120.*' }
        @{ does = 'undoes'; has = '$done | Undo-AgChange'; says = '250 Replaced, orders_key\b' }
        @{ does = 'takes stock'; has = 'Get-AgSignature -IncludeUsage'; says = '(?s)orders_key .*120 orders_key, orders, PRE.*250 orders_key, orders, TEST' }
        @{ does = 'switches a pair'; has = '$proof = Test-AgBackend'; says = 'orders_key' }
        @{ does = 'switches back'; has = '-Pair $changed.Previous'; says = 'orders_key' }
        @{ does = 'undoes a canary'; has = '-MaxCount 1'; says = '1 Replaced' }
        @{ does = 'moves all of a leaked key'; has = '$safe ='; says = '(?s)120 PRE, Replaced.*250 TEST, Replaced' }
        @{ does = 'shows and carries out a plan'; has = '$rows[0]'; says = '(?s)Replace +.*orders_key_3.*1 Replaced' }
        @{ does = 'carries out what was reviewed'; has = '$rows[1]'; says = '1 Replaced' }
        @{ does = 'carries out a pull request'; has = '$rows[2]'; says = '(?s)Replace +.*orders_key_3.*1 Replaced' }
    ) {
        $found = @($shown.Values | Where-Object Code -Match ([regex]::Escape($has)))
        $found.Count | Should -BeGreaterThan 0
        $found[0].Text | Should -Match $says
    }

    It 'leaves the session as it was, and signed out' {
        Invoke-InSession '(Get-Variable -Scope Global).Name; "EAP=$ErrorActionPreference"' | Should -BeNullOrEmpty
        @($said) | Where-Object { $_ -notin $before -and $_ -notin 'Error', 'Matches', 'LASTEXITCODE', '?', '^', '$' } | Should -Be 'EAP=Continue'
        Invoke-SignedOut { Invoke-InSession 'Get-AgContext -WarningAction SilentlyContinue' } | Should -BeNullOrEmpty
        $said | Should -BeNullOrEmpty
    }

    It 'names every cmdlet' {
        $text = Get-Content -Raw (Join-Path (Get-RepositoryRoot) 'README.md')
        foreach ($cmdlet in (Import-PowerShellDataFile (Get-AgModulePath)).CmdletsToExport) {
            $text | Should -Match "\b$cmdlet\b"
        }
    }

    It 'says what is in the folder: every link leads somewhere' {
        $root = Get-RepositoryRoot
        $text = Get-Content -Raw (Join-Path $root 'README.md')
        foreach ($link in [regex]::Matches($text, '\]\((?!https?:|#)([^)#]+)').ForEach({ $_.Groups[1].Value })) {
            Join-Path $root $link | Should -Exist
        }
    }
}
