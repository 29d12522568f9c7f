# That nobody signs but whom the user chose.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox
    Disconnect-AgAccount
    $userHome = Join-Path $TestDrive 'home'
    $noMetadata = @{ HOME = $userHome; USERPROFILE = $userHome; ALIBABA_CLOUD_ECS_METADATA_DISABLED = 'true'; ALIBABA_CLOUD_REGION_ID = 'cn-hangzhou' }

    # Writes the file of the CLI, with one profile.
    function Set-CliProfile {
        param([hashtable] $Fields)
        $file = Join-Path $userHome '.aliyun/config.json'
        $null = New-Item -ItemType Directory -Path (Split-Path $file) -Force
        @{ current = 'p'; profiles = @(@{ name = 'p' } + $Fields) } | ConvertTo-Json -Depth 5 | Set-Content -LiteralPath $file
        if (-not $IsWindows) {
            chmod 600 $file
        }
    }
}

AfterAll {
    Stop-SandboxServer
}

Describe 'A program that a profile names without a path' {
    BeforeEach {
        # A repository that somebody checked out: it has a program of the very name.
        $checkout = Join-Path $TestDrive 'checkout'
        $null = New-Item -ItemType Directory -Path $checkout -Force
        $ran = Join-Path $TestDrive 'ran'
        $program = if ($IsWindows) { Join-Path $checkout 'company-keys.cmd' } else { Join-Path $checkout 'company-keys' }
        Set-Content -LiteralPath $program -Value $(if ($IsWindows) { "@echo off`r`necho > `"$ran`"" } else { "#!/bin/sh`n> '$ran'`n" }) -NoNewline
        if (-not $IsWindows) {
            chmod +x $program
        }

        Set-CliProfile @{ mode = 'External'; process_command = 'company-keys --quiet' }
        $before = [Environment]::CurrentDirectory
        [Environment]::CurrentDirectory = $checkout
        Push-Location $checkout
    }

    AfterEach {
        Pop-Location
        [Environment]::CurrentDirectory = $before
    }

    It 'is not run from the current folder' -ForEach @('', '.', 'elsewhere') {
        $path = ($_, $env:PATH) -join [IO.Path]::PathSeparator
        $problem = Invoke-SignedOut -Environment ($noMetadata + @{ PATH = $path }) { Get-ErrorOf { Get-AgContext } }

        $problem | Get-ErrorId | Should -Be CredentialRequestFailed
        "$problem" | Should -BeLike "*'company-keys' is in no folder of PATH*"
        "$($problem.ErrorDetails.RecommendedAction)" | Should -BeLike '*whole path*'
        Test-Path $ran | Should -BeFalse
    }

    It 'is run where the profile writes a path' -Skip:$IsWindows {
        Set-CliProfile @{ mode = 'External'; process_command = './company-keys' }

        Invoke-SignedOut -Environment $noMetadata { Get-ErrorOf { Get-AgContext } } | Get-ErrorId | Should -Be CredentialRequestFailed
        Test-Path $ran | Should -BeTrue
        Remove-Item $ran
    }
}
