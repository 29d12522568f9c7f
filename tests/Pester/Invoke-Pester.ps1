# Runs all test files, or those named, and prints Pester's summary. The exit code is 0 only when something ran and all of
# it passed. -Output Detailed names every test.
param(
    [string[]] $Name = '*',
    [ValidateSet('None', 'Normal', 'Detailed', 'Diagnostic')] [string] $Output = 'Normal'
)

$ErrorActionPreference = 'Stop'
& (Join-Path $PSScriptRoot 'Import-Pester.ps1')
$all = Get-ChildItem -Path $PSScriptRoot -Filter *.Tests.ps1
$files = foreach ($one in $Name) {
    $found = @($all | Where-Object Name -Like "$one.Tests.ps1")
    if ($found.Count -eq 0) {
        throw "There is no test file '$one'. There are: $($all.Name -replace '\.Tests\.ps1$' -join ', ')."
    }

    $found.FullName
}

$result = Invoke-Pester -Configuration @{
    Run    = @{ Path = @($files | Select-Object -Unique); PassThru = $true }
    Output = @{ Verbosity = $Output; CIFormat = 'None' }
}
$whole = $result.Result -eq 'Passed' -and $result.FailedContainersCount -eq 0 -and $result.FailedBlocksCount -eq 0
exit $(if ($whole -and $result.PassedCount -gt 0) { 0 } else { 1 })
