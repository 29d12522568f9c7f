<#
.SYNOPSIS
Builds the module and runs its tasks.

.DESCRIPTION
A thin entry: the work is done by dotnet and by the scripts that the tasks name. Without -Task the module is built,
imported into a fresh PowerShell, and shown at work on the embedded sandbox.

.EXAMPLE
pwsh ./build.ps1
Builds, and runs the guided demo.

.EXAMPLE
pwsh ./build.ps1 Test
Fetches Pester and PSScriptAnalyzer when they are missing, and runs every test.

.EXAMPLE
pwsh ./build.ps1 Package
Makes artifacts/AliGatewaySignature.<version>.nupkg and tries it out.

.EXAMPLE
pwsh ./build.ps1 Check
Every gate that a change must pass: Build, Format, Test, Coverage, Package.
#>
[CmdletBinding()]
param(
    # What to do, in the order given. Mutation takes long, and is no gate.
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Demo', 'Format', 'Test', 'Coverage', 'Mutation', 'Package', 'Check')]
    [string[]] $Task = @('Build', 'Demo'),

    # The configuration to build.
    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$root = $PSScriptRoot
$localModules = Join-Path $root 'artifacts/modules'
$gates = 'Build', 'Format', 'Test', 'Coverage', 'Package'

# What the tests need of PowerShell's own, and the versions that will do.
$testModules = @(
    @{ Name = 'Pester'; Oldest = '5.7.0'; Newest = '5.99.99' }
    @{ Name = 'PSScriptAnalyzer'; Oldest = '1.25.0'; Newest = '1.99.99' }
)

# Runs a program and stops when it fails: an exit code is not an error to PowerShell.
function Invoke-Program {
    param([string] $Name, [string[]] $Arguments)

    & $Name @Arguments
    if ($LASTEXITCODE -ne 0) {
        throw "$Name $($Arguments -join ' ') ended with exit code $LASTEXITCODE."
    }
}

# A child process, so that this session never holds the DLL that the next build replaces.
function Invoke-ChildPowerShell {
    param([string] $Path, [string[]] $Arguments = @())

    $program = (Get-Process -Id $PID).Path
    Invoke-Program -Name $program -Arguments (@('-NoProfile', '-NonInteractive', '-File', $Path) + $Arguments)
}

# Finds what the tests need, or fetches it into artifacts/modules, so that nothing is installed for the user.
function Initialize-TestModule {
    $env:PSModulePath = $localModules + [IO.Path]::PathSeparator + $env:PSModulePath
    foreach ($module in $testModules) {
        if (Get-Module -Name $module.Name -ListAvailable | Where-Object Version -GE $module.Oldest) {
            continue
        }

        Write-Host "$($module.Name) $($module.Oldest) or later is missing: fetching it into artifacts/modules."
        $null = New-Item -ItemType Directory -Path $localModules -Force
        if (Get-Command -Name Save-PSResource -ErrorAction Ignore) {
            Save-PSResource -Name $module.Name -Version "[$($module.Oldest),$($module.Newest)]" -Repository PSGallery -Path $localModules -TrustRepository
        }
        elseif (Get-Command -Name Save-Module -ErrorAction Ignore) {
            Save-Module -Name $module.Name -MinimumVersion $module.Oldest -MaximumVersion $module.Newest -Repository PSGallery -Path $localModules -Force
        }
        else {
            Write-Warning "Neither Save-PSResource nor Save-Module is there: the tests that need $($module.Name) will be skipped."
        }
    }
}

# Makes the package and tries that very file.
function Invoke-Package {
    Remove-Item -Path (Join-Path $root 'artifacts/*.nupkg') -ErrorAction Ignore
    Invoke-Program -Name dotnet -Arguments @('pack', 'src/AliGatewaySignature', '--configuration', 'Release', '--nologo', '--verbosity', 'quiet')
    $package = Get-Item -Path (Join-Path $root 'artifacts/*.nupkg')
    Invoke-ChildPowerShell -Path (Join-Path $root 'tests/Package/Test-Package.ps1') -Arguments @('-Package', $package.FullName)
    '{0} (SHA-256 {1})' -f $package.FullName, (Get-FileHash -LiteralPath $package.FullName).Hash
}

Push-Location $root
try {
    switch ($Task | ForEach-Object { if ($_ -eq 'Check') { $gates } else { $_ } }) {
        'Build' { Invoke-Program -Name dotnet -Arguments @('build', '--configuration', $Configuration, '--nologo', '--verbosity', 'quiet') }
        'Demo' { Invoke-ChildPowerShell -Path (Join-Path $root 'samples/Demo.ps1') }
        'Format' { Invoke-Program -Name dotnet -Arguments @('format', '--verify-no-changes', '--no-restore') }
        'Test' {
            Initialize-TestModule
            Invoke-Program -Name dotnet -Arguments @('test', '--configuration', $Configuration)
        }
        'Coverage' {
            Initialize-TestModule
            Invoke-Program -Name dotnet -Arguments @('build', 'tests/Unit', '--configuration', 'Release', '--nologo', '--target:Coverage')
        }
        'Mutation' {
            Invoke-Program -Name dotnet -Arguments @('tool', 'restore')
            Push-Location -Path tests/Mutation
            try { Invoke-Program -Name dotnet -Arguments @('stryker', '--output', (Join-Path $root 'artifacts/mutation')) } finally { Pop-Location }
        }
        'Package' { Invoke-Package }
    }
}
finally {
    Pop-Location
}
