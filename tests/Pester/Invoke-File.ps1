# Runs one test file and ends with a line that a program can read. The exit code is 0 only when something ran and all of
# it passed.
param([Parameter(Mandatory)] [string] $Path)

$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.7
$result = Invoke-Pester -Configuration @{
    Run    = @{ Path = $Path; PassThru = $true }
    Output = @{ Verbosity = 'Detailed'; RenderMode = 'Plaintext'; CIFormat = 'None' }
}

# A file that cannot be read, or a block whose setup breaks, is a failure too, even where no test carries it.
$failed = [Math]::Max($result.FailedCount, $result.FailedContainersCount + $result.FailedBlocksCount)
'AG-PESTER passed={0} failed={1} skipped={2}' -f $result.PassedCount, $failed, $result.SkippedCount
exit $(if ($failed -eq 0 -and $result.PassedCount -gt 0) { 0 } else { 1 })
