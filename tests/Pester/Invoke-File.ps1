# Runs test files one after the other. Each ends with lines that a program can read: what was skipped and why, and the counts. The
# exit code is 0 only when in each file something ran and all of it passed.
param([Parameter(Mandatory, ValueFromRemainingArguments)] [string[]] $Path)

$ErrorActionPreference = 'Stop'
& (Join-Path $PSScriptRoot 'Import-Pester.ps1')
$isGood = $true
$folder = (Get-Location).ProviderPath
$environment = [Environment]::GetEnvironmentVariables()

foreach ($file in $Path) {
    'AG-PESTER-FILE {0}' -f (Split-Path -Leaf $file)
    $result = Invoke-Pester -Configuration @{
        Run    = @{ Path = $file; PassThru = $true }
        Output = @{ Verbosity = 'Detailed'; RenderMode = 'Plaintext'; CIFormat = 'None' }
    }

    $result.Skipped | ForEach-Object {
        $reason = "$($_.ErrorRecord | Select-Object -First 1)" -replace '^is skipped(, because )?'
        'AG-PESTER-SKIPPED {0}: {1}' -f $_.ExpandedPath, $(if ($reason) { $reason } else { 'no reason given' })
    }

    # A file that cannot be read, or a block whose setup breaks, is a failure too, even where no test carries it.
    $failed = [Math]::Max($result.FailedCount, $result.FailedContainersCount + $result.FailedBlocksCount)
    'AG-PESTER passed={0} failed={1} skipped={2} in PowerShell {3} with Pester {4}' -f
    $result.PassedCount, $failed, $result.SkippedCount, $PSVersionTable.PSVersion, (Get-Module Pester).Version
    $isGood = $isGood -and $failed -eq 0 -and $result.PassedCount -gt 0

    # The next file finds what this one found.
    Set-Location -LiteralPath $folder
    foreach ($name in [Environment]::GetEnvironmentVariables().Keys | Where-Object { -not $environment.ContainsKey($_) }) {
        [Environment]::SetEnvironmentVariable($name, [NullString]::Value)
    }

    foreach ($name in $environment.Keys) {
        [Environment]::SetEnvironmentVariable($name, $environment[$name])
    }

    $global:Error.Clear()
}

exit $(if ($isGood) { 0 } else { 1 })
