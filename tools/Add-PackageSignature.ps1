<#
.SYNOPSIS
Signs what PowerShell checks in a package: our assemblies, the manifest and the views.

.DESCRIPTION
The certificate comes from the environment: AG_CERTIFICATE is a PFX file in Base64, AG_CERTIFICATE_PASSWORD its password. The
files are signed with a time stamp and put back into the package; everything else in it stays as it is. Windows only, as
Authenticode is. A signed package cannot be made again bit by bit from its commit: what it was before can.
#>
[CmdletBinding()]
param(
    # The package; it is changed in place.
    [Parameter(Mandatory)]
    [string] $Package,

    # Says when it was signed, so that the signature outlives the certificate.
    [string] $TimestampServer = 'http://timestamp.digicert.com'
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Add-Type -AssemblyName System.IO.Compression, System.IO.Compression.FileSystem

$certificate = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new(
    [System.Convert]::FromBase64String($env:AG_CERTIFICATE), $env:AG_CERTIFICATE_PASSWORD)
$folder = Join-Path ([System.IO.Path]::GetTempPath()) ('ag-sign-' + [guid]::NewGuid().ToString('N'))
$archive = [System.IO.Compression.ZipFile]::Open((Resolve-Path -LiteralPath $Package).ProviderPath, 'Update')
try {
    $null = New-Item -ItemType Directory -Path $folder
    foreach ($entry in @($archive.Entries | Where-Object { $_.FullName -match '^(AcsCore/)?AliGatewaySignature[\w.]*\.(dll|psd1|ps1xml)$' })) {
        $file = Join-Path $folder $entry.Name
        [System.IO.Compression.ZipFileExtensions]::ExtractToFile($entry, $file)
        $signature = Set-AuthenticodeSignature -FilePath $file -Certificate $certificate -HashAlgorithm SHA256 -IncludeChain NotRoot -TimestampServer $TimestampServer
        if ($signature.Status -ne 'Valid') {
            throw "$($entry.FullName) could not be signed: $($signature.StatusMessage)"
        }

        $name = $entry.FullName
        $entry.Delete()
        $null = [System.IO.Compression.ZipFileExtensions]::CreateEntryFromFile($archive, $file, $name)
        "Signed $name."
    }
}
finally {
    $archive.Dispose()
    $certificate.Dispose()
    Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction SilentlyContinue
}
