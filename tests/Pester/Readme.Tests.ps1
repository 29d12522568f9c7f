# The README as a new user reads it: every block of PowerShell, from the top, pasted into one session.

BeforeDiscovery {
    $readme = Get-Content -Raw (Join-Path $PSScriptRoot '../../README.md')
    $number = 0
    $blocks = [regex]::Matches($readme, '(?ms)^```powershell\r?\n(.*?)^```') | ForEach-Object {
        @{ number = ++$number; code = $_.Groups[1].Value; first = ($_.Groups[1].Value -split '\r?\n')[0] }
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
        param([string] $Code)
        $shell = [powershell]::Create()
        $shell.Runspace = $session
        try {
            $script:said = $shell.AddScript($Code).Invoke()
            $shell.Streams.Error
        }
        finally {
            $shell.Dispose()
        }
    }

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
        Invoke-InSession $code | Should -BeNullOrEmpty
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
