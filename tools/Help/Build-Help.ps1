<#
.SYNOPSIS
Makes what Get-Help shows from the Markdown of docs/en-US.

.DESCRIPTION
Writes the MAML of the cmdlets and the plain text of the about topics, and with them help.sha256: the hashes of all
sources and of all that was made from them, so that a test without PowerShell sees what is stale.
#>
[CmdletBinding()]
param(
    # Where to write; the folder that the build copies into the module.
    [string] $Destination = (Join-Path $PSScriptRoot '../../src/AliGatewaySignature/Module/en-US'),

    # Only the about topics, which need nothing but PowerShell. Without the hashes.
    [switch] $AboutOnly
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'AboutTopic.psm1')
Import-Module (Join-Path $PSScriptRoot 'CommandHelp.psm1')

$sources = Join-Path $PSScriptRoot '../../docs/en-US'
$utf8 = [System.Text.UTF8Encoding]::new($false)

function Read-Text {
    param([string] $Path)
    [System.IO.File]::ReadAllText($Path) -replace '\r\n', "`n"
}

function Write-Text {
    param([string] $Name, [string] $Text)
    [System.IO.File]::WriteAllText((Join-Path $Destination $Name), $Text, $utf8)
}

function Get-TextHash {
    param([string] $Path)

    $sha = [System.Security.Cryptography.SHA256]::Create()
    try {
        [System.BitConverter]::ToString($sha.ComputeHash($utf8.GetBytes((Read-Text $Path)))).Replace('-', '').ToLowerInvariant()
    }
    finally {
        $sha.Dispose()
    }
}

# In the same order on every machine.
function Get-SortedFile {
    param([string] $Path)

    $names = [string[]] @((Get-ChildItem -Path $Path -File).FullName)
    [array]::Sort($names, [System.StringComparer]::Ordinal)
    $names | ForEach-Object { Get-Item -LiteralPath $_ }
}

if (-not $AboutOnly -and -not (Test-PlatyPS)) {
    throw Get-PlatyPSAdvice
}

$null = New-Item -ItemType Directory -Path $Destination -Force
$Destination = (Resolve-Path $Destination).ProviderPath
Get-ChildItem -Path $Destination -Filter 'about_*.help.txt' | Remove-Item
foreach ($topic in Get-SortedFile (Join-Path $sources 'about_*.md')) {
    Write-Text "$($topic.BaseName).help.txt" (ConvertTo-AboutTopic -Name $topic.BaseName -Markdown (Read-Text $topic.FullName))
}

if ($AboutOnly) {
    return
}

$pages = @(Get-SortedFile (Join-Path $sources '*-*.md'))
Write-Text 'AliGatewaySignature.dll-Help.xml' (ConvertTo-CommandHelp -Path $pages.FullName)

# The format of sha256sum, from the root of the repository.
$folders = [ordered] @{
    'docs/en-US'                    = Get-SortedFile (Join-Path $sources '*.md')
    'src/AliGatewaySignature/Module/en-US' = Get-SortedFile (Join-Path $Destination '*.*') | Where-Object Extension -In '.txt', '.xml'
    'tools/Help'                    = Get-SortedFile (Join-Path $PSScriptRoot '*.ps*1')
}
$hashes = foreach ($folder in $folders.GetEnumerator()) {
    foreach ($file in $folder.Value) {
        "$(Get-TextHash $file.FullName)  $($folder.Key)/$($file.Name)"
    }
}

Write-Text 'help.sha256' (($hashes -join "`n") + "`n")
