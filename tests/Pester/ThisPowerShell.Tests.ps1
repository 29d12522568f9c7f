# PowerShell has two shapes: a program of its own, and a pwsh.dll that dotnet runs. Whatever starts it again must work in both.

BeforeDiscovery {
    # The .NET tool, which dotnet runs: not every PowerShell's pwsh.dll is made for that. It brings a program too, but for x64 only.
    $dll = if ($env:AG_PWSH_DLL) { $env:AG_PWSH_DLL } else { Join-Path $PSHOME 'pwsh.dll' }
    $program = Join-Path $PSHOME $(if ($IsWindows) { 'pwsh.exe' } else { 'pwsh' })
    $runs = (Test-Path $program) -and [System.Runtime.InteropServices.RuntimeInformation]::OSArchitecture -eq 'X64' -or (Get-Process -Id $PID).Path -eq $program
    $shapes = @(
        @{ shape = 'dotnet exec pwsh.dll'; program = 'dotnet'; words = @('exec', $dll); folder = (Split-Path $dll) }
        if ($runs) { @{ shape = 'a program of its own'; program = $program; words = @(); folder = $PSHOME } }
    )
    $missing = @(if (-not $runs) { 'this PowerShell is a .NET tool, whose own program is for x64 only' })
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $root = Get-RepositoryRoot
    $tool = Join-Path $root 'tools/PowerShell/ThisPowerShell.psm1'

    # Runs PowerShell in a shape. What it says is its output and errors in one text.
    function Invoke-Shape {
        param([string] $Program, [string[]] $Words, [string[]] $Argument)
        if ($Program -eq 'dotnet') {
            $Program = Get-DotNet
        }

        # A program of its own looks for .NET where it is usually installed.
        $dotnet = (Get-Command (Get-DotNet) -CommandType Application)[0].Source
        $resolved = (Get-Item $dotnet).ResolveLinkTarget($true)
        $env:DOTNET_ROOT = Split-Path $(if ($resolved) { $resolved.FullName } else { $dotnet })
        try {
            $said = & $Program @Words -NoProfile -NonInteractive @Argument 2>&1 | Out-String
            [pscustomobject] @{ ExitCode = $LASTEXITCODE; Said = $said }
        }
        finally {
            $env:DOTNET_ROOT = $null
        }
    }
}

Describe 'A PowerShell without a program of its own' -ForEach $missing {
    It 'is tested in one shape' { Skip-Because $_ }
}

Describe 'What starts this PowerShell again' {
    It 'starts the same one' {
        $words = @(Get-ThisPowerShell)
        & $words[0] @($words | Select-Object -Skip 1) -NoProfile -NonInteractive -Command '"$PSHOME|$($PSVersionTable.PSVersion)"' | Should -Be "$PSHOME|$($PSVersionTable.PSVersion)"
    }

    It 'is <expected> for <program>' -ForEach @(
        @{ program = '/usr/bin/pwsh'; expected = '/usr/bin/pwsh' }
        @{ program = '/usr/share/dotnet/dotnet'; expected = '/usr/share/dotnet/dotnet exec <home>pwsh.dll' }
        @{ program = '/opt/powershell 7/pwsh-preview'; expected = '/opt/powershell 7/pwsh-preview' }
        @{ program = '/a/dotnet.exe'; expected = '/a/dotnet.exe exec <home>pwsh.dll' }
    ) {
        $folder = Join-Path $TestDrive 'home'
        @(Get-ThisPowerShell -Program $program -Folder $folder) -join ' ' | Should -Be ($expected -replace '<home>', ($folder + [System.IO.Path]::DirectorySeparatorChar))
    }
}

Describe 'In PowerShell as <shape>' -ForEach $shapes {
    It 'a script starts the same PowerShell again, and that one too' {
        $script = Join-Path $TestDrive 'Again.ps1'
        Set-Content $script @'
param([string] $Tool, [int] $Depth)
Import-Module $Tool
$words = @(Get-ThisPowerShell)
"depth $Depth`: $PSHOME, $([IO.Path]::GetFileNameWithoutExtension($words[0]))"
if ($Depth -lt 2) { & $words[0] @($words | Select-Object -Skip 1) -NoProfile -File $PSCommandPath $Tool ($Depth + 1) }
exit 3
'@
        $done = Invoke-Shape $program $words '-File', $script, $tool, '0'
        $done.ExitCode | Should -Be 3 -Because $done.Said
        $name = [System.IO.Path]::GetFileNameWithoutExtension($program)
        foreach ($depth in 0..2) {
            $done.Said | Should -Match ([regex]::Escape("depth ${depth}: $folder, $name"))
        }
    }

    It 'build.ps1 shows the demo, in a PowerShell of its own' {
        $done = Invoke-Shape $program $words '-File', (Join-Path $root 'build.ps1'), 'Demo'
        $done.ExitCode | Should -Be 0 -Because $done.Said
        $done.Said | Should -Match '250 bound\.(?s:.*)Keys left: 0'
    }

    It 'the prompt of the Quickstart is signed in to the sandbox, and says what to try' {
        $prompt = Join-Path $root 'samples/Quickstart/Prompt.ps1'
        $done = Invoke-Shape $program $words '-Command', "& '$prompt' | Tee-Object -Variable said; (Get-AgContext).IsSandbox; Invoke-Expression (`$said -replace '^.*?Try: ') | Measure-Object | ForEach-Object Count"
        $done.ExitCode | Should -Be 0 -Because $done.Said
        $done.Said | Should -Match 'Try: (?s:.*)True\s+250\s*$'
    }
}
