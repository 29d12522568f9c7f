<#
.SYNOPSIS
Puts one version of AliGatewaySignature into a folder, unless it is there already.

.DESCRIPTION
The folder is what the CI host caches: on a hit nothing is fetched, so an outage of the gallery does not stop a deployment.
The version is exact, so that nothing changes under a pipeline by itself. Prints the path for Import-Module.

.EXAMPLE
./Install-AgModule.ps1 -Version 0.1.0 -Path .modules
#>
[CmdletBinding()]
param(
    # Exactly this version.
    [Parameter(Mandatory)]
    [ValidatePattern('^\d+\.\d+\.\d+(-[0-9A-Za-z]+)?$')]
    [string] $Version,

    # The folder to keep it in.
    [Parameter(Mandatory)]
    [string] $Path,

    # Where it is fetched from.
    [string] $Repository = 'PSGallery'
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'CiHost.psm1')
Initialize-CiOutput

try {
    $folder = Join-Path $Path "AliGatewaySignature/$($Version -replace '-.*')"
    $manifest = Join-Path $folder 'AliGatewaySignature.psd1'
    if (-not (Test-Path -LiteralPath $manifest)) {
        $null = New-Item -ItemType Directory -Path $Path -Force
        if (Get-Command -Name Save-PSResource -ErrorAction Ignore) {
            Save-PSResource -Name AliGatewaySignature -Version "[$Version]" -Repository $Repository -Path $Path -TrustRepository
        }
        else {
            Save-Module -Name AliGatewaySignature -RequiredVersion $Version -Repository $Repository -Path $Path -Force
        }
    }

    (Resolve-Path -LiteralPath $manifest).ProviderPath
}
catch {
    Write-CiError -ErrorRecord $_
    exit 1
}
