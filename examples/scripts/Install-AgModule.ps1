<#
.SYNOPSIS
Puts one version of AliGatewaySignature into a folder, unless it is there already.

.DESCRIPTION
The folder is what the CI host caches: on a hit nothing is fetched, so an outage does not stop a deployment. The version is
exact, so that nothing changes under a pipeline by itself. Prints the path for Import-Module.

It comes from a repository of your own, or from an address together with the SHA-256 of the package. The PowerShell Gallery
is refused: the module is not published there yet, and whoever took its name would run in your pipeline.

.EXAMPLE
./Install-AgModule.ps1 -Version 0.1.0 -Path .modules -Repository Mine

.EXAMPLE
./Install-AgModule.ps1 -Version 0.1.0 -Path .modules -PackageUri https://files.example/AliGatewaySignature.0.1.0.nupkg -Sha256 $env:AG_SHA256
#>
[CmdletBinding(DefaultParameterSetName = 'Repository')]
param(
    # Exactly this version.
    [Parameter(Mandatory)]
    [ValidatePattern('^\d+\.\d+\.\d+(-[0-9A-Za-z]+)?$')]
    [string] $Version,

    # The folder to keep it in.
    [Parameter(Mandatory)]
    [string] $Path,

    # A registered repository of your own.
    [Parameter(Mandatory, ParameterSetName = 'Repository')]
    [string] $Repository,

    # The address of the package.
    [Parameter(Mandatory, ParameterSetName = 'Package')]
    [uri] $PackageUri,

    # What the package must hash to; build.ps1 Package prints it.
    [Parameter(Mandatory, ParameterSetName = 'Package')]
    [ValidatePattern('^[0-9A-Fa-f]{64}$')]
    [string] $Sha256
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'CiHost.psm1')
Initialize-CiOutput

# Fetches the package, and unpacks it only when it is the one that was meant.
function Expand-Package {
    param([uri] $From, [string] $Hash, [string] $To)

    $file = Join-Path ([System.IO.Path]::GetTempPath()) "AliGatewaySignature-$([guid]::NewGuid().ToString('N')).zip"
    try {
        Invoke-WebRequest -Uri $From -OutFile $file -UseBasicParsing
        $found = (Get-FileHash -LiteralPath $file -Algorithm SHA256).Hash
        if ($found -ne $Hash) {
            throw "The package at $From hashes to $found, not to $Hash. Nothing of it was unpacked."
        }

        Expand-Archive -LiteralPath $file -DestinationPath $To
    }
    finally {
        Remove-Item -LiteralPath $file -ErrorAction Ignore
    }
}

try {
    if ($PSCmdlet.ParameterSetName -eq 'Repository' -and $Repository -eq 'PSGallery') {
        throw 'The module is not in the PowerShell Gallery yet: give a repository of your own, or -PackageUri with -Sha256.'
    }

    $folder = Join-Path $Path "AliGatewaySignature/$($Version -replace '-.*')"
    $manifest = Join-Path $folder 'AliGatewaySignature.psd1'
    if (-not (Test-Path -LiteralPath $manifest)) {
        $null = New-Item -ItemType Directory -Path $Path -Force
        if ($PSCmdlet.ParameterSetName -eq 'Package') {
            Expand-Package -From $PackageUri -Hash $Sha256 -To $folder
        }
        elseif (Get-Command -Name Save-PSResource -ErrorAction Ignore) {
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
