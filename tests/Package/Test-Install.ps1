<#
.SYNOPSIS
Installs a package with PSResourceGet from a folder that serves as a repository, and makes a call on the sandbox.

.DESCRIPTION
Registers a repository and installs for the current user: run it on a machine that is thrown away, or with HOME set to an
empty folder. Both are undone at the end. An error ends it, and the exit code is then not 0.

.EXAMPLE
HOME=$(mktemp -d) pwsh -NoProfile -File tests/Package/Test-Install.ps1 -Package artifacts/AliGatewaySignature.0.1.0.nupkg
#>
[CmdletBinding()]
param(
    # The package.
    [Parameter(Mandatory)]
    [string] $Package
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$name = 'AliGatewaySignature'
$repository = 'AgFolder'
$folder = Join-Path ([IO.Path]::GetTempPath()) ('ag-repository-' + [guid]::NewGuid().ToString('N'))

$null = New-Item -ItemType Directory -Path $folder
Copy-Item -LiteralPath $Package -Destination $folder
Register-PSResourceRepository -Name $repository -Uri $folder -Trusted
try {
    $found = Find-PSResource -Name $name -Repository $repository
    Install-PSResource -Name $name -Version "[$($found.Version)]" -Repository $repository -Scope CurrentUser
    try {
        $installed = Get-InstalledPSResource -Name $name -Version $found.Version
        Import-Module $name
        $module = Get-Module $name
        if (-not $module.Path.StartsWith($installed.InstalledLocation, [StringComparison]::OrdinalIgnoreCase)) {
            throw "The module came from $($module.Path), not from $($installed.InstalledLocation)."
        }

        $null = Connect-AgAccount -Sandbox
        $key = New-AgSignature -SignatureName installed_key
        $bound = @(Get-AgApiGroup -GroupName orders | Get-AgApi | Add-AgSignatureApi -SignatureId $key.SignatureId -StageName TEST)
        '{0} {1}, installed by PSResourceGet {2} in PowerShell {3}: bound {4} APIs of the sandbox.' -f
        $name, $module.Version, (Get-Module Microsoft.PowerShell.PSResourceGet).Version, $PSVersionTable.PSVersion, $bound.Count
        if ($bound.Count -ne 250) {
            throw 'The sandbox has 250 APIs in that group.'
        }
    }
    finally {
        Uninstall-PSResource -Name $name -Version $found.Version -ErrorAction SilentlyContinue
    }
}
finally {
    Unregister-PSResourceRepository -Name $repository
    Remove-Item -LiteralPath $folder -Recurse -Force
}
