# Runs all test files, or those named, and prints Pester's summary. The exit code is 0 only when something ran and all of
# it passed. -Output Detailed names every test.
param(
    [string[]] $Name = '*',
    [ValidateSet('None', 'Normal', 'Detailed', 'Diagnostic')] [string] $Output = 'Normal'
)

$ErrorActionPreference = 'Stop'
& (Join-Path $PSScriptRoot 'Import-Pester.ps1')
$files = @($Name | ForEach-Object { Get-ChildItem (Join-Path $PSScriptRoot "$_.Tests.ps1") } | Select-Object -ExpandProperty FullName -Unique)
if ($files.Count -eq 0) {
    throw 'There is no such test file.'
}

$result = Invoke-Pester -Configuration @{
    Run    = @{ Path = $files; PassThru = $true }
    Output = @{ Verbosity = $Output; CIFormat = 'None' }
}
$whole = $result.Result -eq 'Passed' -and $result.FailedContainersCount -eq 0 -and $result.FailedBlocksCount -eq 0
exit $(if ($whole -and $result.PassedCount -gt 0) { 0 } else { 1 })
