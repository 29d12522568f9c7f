<#
.SYNOPSIS
Tries a package as a user would: unpacked into an otherwise empty module path, with the README in hand.

.DESCRIPTION
Unpacks the .nupkg to Name/Version in a folder of its own, leaves nothing but that folder and PowerShell's own modules on
PSModulePath, imports the module by name, and runs every PowerShell block of the README that does not need the clone or a
person. Runs in Windows PowerShell 5.1 and in PowerShell 7. An error ends it, and the exit code is then not 0.

.EXAMPLE
pwsh -NoProfile -File tests/Package/Test-Package.ps1 -Package artifacts/AliGatewaySignature.0.1.0.nupkg
#>
[CmdletBinding()]
param(
    # The package.
    [Parameter(Mandatory)]
    [string] $Package,

    # Whose blocks are run.
    [string] $Readme = (Join-Path $PSScriptRoot '../../README.md')
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Add-Type -AssemblyName System.IO.Compression.FileSystem

# What needs the clone, a newer PowerShell or somebody who answers, and what uses something that such a block makes.
$leftOut = @('dotnet (run|test|build)', 'Get-Credential', 'Install-PSResource', 'SampleBackend.psm1', '\$url', '\$changed')
if ($PSVersionTable.PSVersion.Major -lt 7) {
    $leftOut += '-Parallel'
}

function Get-ReadmeBlock {
    param([string] $Path)

    $text = Get-Content -LiteralPath $Path -Raw -Encoding UTF8
    [regex]::Matches($text, '(?ms)^```powershell\r?\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value }
}

$packagePath = (Resolve-Path -LiteralPath $Package).ProviderPath
$version = [regex]::Match($packagePath, '\.(\d+\.\d+\.\d+[^\\/]*)\.nupkg$').Groups[1].Value
$readmeBlocks = @(Get-ReadmeBlock -Path $Readme)
$playground = Join-Path ([IO.Path]::GetTempPath()) ('ag-package-' + [guid]::NewGuid().ToString('N'))
$modules = Join-Path $playground 'Modules'
$folder = Join-Path $modules "AliGatewaySignature/$($version -replace '-.*')"
$pathBefore = $env:PSModulePath

$null = New-Item -ItemType Directory -Path $modules, (Join-Path $playground 'work')
Push-Location -LiteralPath (Join-Path $playground 'work')
try {
    [IO.Compression.ZipFile]::ExtractToDirectory($packagePath, $folder)
    $env:PSModulePath = $modules + [IO.Path]::PathSeparator + (Join-Path $PSHOME 'Modules')

    $manifest = Test-ModuleManifest -Path (Join-Path $folder 'AliGatewaySignature.psd1')
    Import-Module AliGatewaySignature
    $module = Get-Module AliGatewaySignature
    if (-not $module.Path.StartsWith($folder, [StringComparison]::OrdinalIgnoreCase)) {
        throw "The module came from $($module.Path), not from the package."
    }

    if ("$($module.Version)" -ne "$($manifest.Version)" -or $module.ExportedCmdlets.Count -ne $manifest.ExportedCmdlets.Count) {
        throw "The manifest says $($manifest.Version) with $($manifest.ExportedCmdlets.Count) cmdlets; imported: $($module.Version) with $($module.ExportedCmdlets.Count)."
    }

    foreach ($cmdlet in $module.ExportedCmdlets.Keys) {
        if ((Get-Help $cmdlet).Synopsis -match "^\s*$cmdlet") {
            throw "$cmdlet has no help: Get-Help shows its syntax only."
        }
    }

    # Not in every package that is built for a try; in every one that is released.
    $transports = if (Test-Path -LiteralPath (Join-Path $folder 'AcsCore')) { 'Acs3', 'AcsCore' } else { 'Acs3' }
    foreach ($transport in $transports) {
        $null = Connect-AgAccount -Sandbox -Transport $transport
        $null = Get-AgApiGroup
    }

    $ran = 0
    foreach ($block in $readmeBlocks) {
        if (@($leftOut | Where-Object { $block -match $_ }).Count -gt 0) {
            continue
        }

        # Dot-sourced, so that what one block makes serves the next, as it does for a reader.
        $null = . ([scriptblock]::Create($block))
        $ran++
    }

    if ($ran -lt 5) {
        throw "Only $ran of $($readmeBlocks.Count) blocks of the README could run."
    }

    'AliGatewaySignature {0} from its package in PowerShell {1} ({2}): {3} cmdlets with help, transports {4}, {5} of {6} blocks of the README ran.' -f
    $module.Version, $PSVersionTable.PSVersion, $PSVersionTable.PSEdition, $module.ExportedCmdlets.Count, ($transports -join ' and '), $ran, $readmeBlocks.Count
}
finally {
    Pop-Location
    $env:PSModulePath = $pathBefore

    # Windows keeps a loaded assembly until the process ends.
    Remove-Item -LiteralPath $playground -Recurse -Force -ErrorAction SilentlyContinue
}
