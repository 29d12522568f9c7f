# Dot-sourced by the BeforeAll of every test file: what must live in the file's own scope.

Import-Module (Join-Path $PSScriptRoot 'Common.psm1')

# An error that a test does not expect fails it, however the tests were started.
$ErrorActionPreference = 'Stop'

# Every error of a piece of script, whether it ended the pipeline or not; everything else that it writes is dropped.
function Get-ErrorOf {
    param([Parameter(Mandatory)] [scriptblock] $Script)
    $ErrorActionPreference = 'Continue'
    $written = try { & $Script 2>&1 } catch { $_ }
    $written | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }
}

# The other half: what a piece of script gives beside its errors.
function Get-OutputOf {
    param([Parameter(Mandatory)] [scriptblock] $Script)
    $ErrorActionPreference = 'Continue'
    $written = try { & $Script 2>&1 } catch { $_ }
    $written | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] }
}
