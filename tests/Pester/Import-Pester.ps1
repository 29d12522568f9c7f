# Imports the Pester that the build has restored: the version that the tests are written for, and no other.

$manifest = if ($env:AG_PESTER) {
    $env:AG_PESTER
}
else {
    & dotnet msbuild (Join-Path $PSScriptRoot '../Unit') -getProperty:PesterManifest
}

if (-not (Test-Path -LiteralPath $manifest)) {
    throw "Pester is not restored to $manifest. 'dotnet restore' does it."
}

Import-Module $manifest -Global
