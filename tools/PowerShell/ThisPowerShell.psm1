# For scripts that start the PowerShell that they run in once more. C# has PowerShellProgram.cs.

Set-StrictMode -Version 3.0

<#
.SYNOPSIS
Gives the words that start this PowerShell: a program, and what comes before the arguments.

.DESCRIPTION
A PowerShell that is a .NET tool runs inside dotnet, so its process does not say which PowerShell it is. $PSHOME does.
#>
function Get-ThisPowerShell {
    param(
        # The program of this process.
        [string] $Program = (Get-Process -Id $PID).Path,

        # The folder of this PowerShell.
        [string] $Folder = $PSHOME
    )

    $Program
    if ([IO.Path]::GetFileNameWithoutExtension($Program) -eq 'dotnet') {
        'exec'
        Join-Path $Folder 'pwsh.dll'
    }
}

Export-ModuleMember -Function Get-ThisPowerShell
