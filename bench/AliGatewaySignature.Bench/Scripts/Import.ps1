# How long a module takes to import into a new PowerShell.
[CmdletBinding()]
param([string] $Module)

$watch = [Diagnostics.Stopwatch]::StartNew()
Import-Module $Module
'@' + $watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
