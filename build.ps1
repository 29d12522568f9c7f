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
dotnet tool restore; dotnet pwsh ./build.ps1
The same where no PowerShell is installed.

.EXAMPLE
pwsh ./build.ps1 Test
Fetches PSScriptAnalyzer when it is missing, and runs every test.

.EXAMPLE
pwsh ./build.ps1 Help
Makes the help that the module ships from the Markdown of docs/en-US.

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
    [ValidateSet('Build', 'Demo', 'Format', 'Test', 'Coverage', 'Mutation', 'Help', 'Package', 'Check')]
    [string[]] $Task = @('Build', 'Demo'),

    # The configuration to build.
    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release',

    # Lets Package go on without the second transport, where its package cannot be had. Nothing is released that way.
    [switch] $WithoutAcsCore
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

$root = $PSScriptRoot
$localModules = Join-Path $root 'artifacts/modules'
$gates = 'Build', 'Format', 'Test', 'Coverage', 'Package'

Import-Module (Join-Path $root 'tools/PowerShell/ThisPowerShell.psm1')

# What no feed of packages has, and the tests do without where they must: the oldest and the newest version that will do.
$analyzer = @{ Name = 'PSScriptAnalyzer'; Oldest = '1.25.0'; Newest = '1.99.99' }

# Runs a program and stops when it fails: an exit code is not an error to PowerShell.
function Invoke-Program {
    param([string] $Name, [string[]] $Arguments)

    & $Name @Arguments
    if ($LASTEXITCODE -ne 0) {
        throw "$Name $($Arguments -join ' ') ended with exit code $LASTEXITCODE."
    }
}

# The second transport needs a package that not every feed has. Builds it where the feed does, and says so in a line
# where it is left out; then nothing of an earlier build stays in the module folder either.
function Build-AcsCore {
    $project = 'src/AliGatewaySignature.AcsCore/AliGatewaySignature.AcsCore.csproj'
    $restored = & dotnet restore $project --nologo --verbosity quiet 2>&1 | Out-String
    if ($LASTEXITCODE -eq 0) {
        Invoke-Program -Name dotnet -Arguments @('build', $project, '--configuration', $Configuration, '--nologo', '--verbosity', 'quiet', '--no-restore')
        return
    }

    $reason = [regex]::Match($restored, 'error (NU\d+: .*?)(\r?\n| \[|$)').Groups[1].Value
    Remove-Item -LiteralPath (Join-Path $root 'out/AliGatewaySignature/AcsCore') -Recurse -Force -ErrorAction Ignore
    Write-Host "Left out: -Transport AcsCore, whose packages cannot be restored here ($(if ($reason) { $reason } else { 'dotnet restore failed' }))."
}

# Makes the package, and tries that very file. What is released has both transports.
function Invoke-Package {
    param([switch] $WithoutAcsCore)

    Remove-Item -Path (Join-Path $root 'artifacts/*.nupkg') -ErrorAction Ignore
    $arguments = @('pack', 'src/AliGatewaySignature', '--configuration', 'Release', '--nologo', '--verbosity', 'quiet')
    if (-not $WithoutAcsCore) {
        Build-AcsCore
        if (-not (Test-Path -LiteralPath (Join-Path $root 'out/AliGatewaySignature/AcsCore/AliGatewaySignature.AcsCore.dll'))) {
            throw 'The package would lack -Transport AcsCore: use a feed that has aliyun-net-sdk-core 1.6.2, or give -WithoutAcsCore.'
        }

        $arguments += '-p:WithAcsCore=true'
    }

    Invoke-Program -Name dotnet -Arguments $arguments
    $package = Get-Item -Path (Join-Path $root 'artifacts/*.nupkg')
    Invoke-ChildPowerShell -Path (Join-Path $root 'tests/Package/Test-Package.ps1') -Arguments @('-Package', $package.FullName)
    '{0} (SHA-256 {1})' -f $package.FullName, (Get-FileHash -LiteralPath $package.FullName).Hash
}

# A child process, so that this session never holds the DLL that the next build replaces.
function Invoke-ChildPowerShell {
    param([string] $Path, [string[]] $Arguments = @())

    $program, $words = @(Get-ThisPowerShell) + @('-NoProfile', '-NonInteractive', '-File', $Path) + $Arguments
    Invoke-Program -Name $program -Arguments $words
}

# Fetches PSScriptAnalyzer into artifacts/modules where it is missing, so that nothing is installed for the user.
function Initialize-Analyzer {
    $env:PSModulePath = $localModules + [IO.Path]::PathSeparator + $env:PSModulePath
    if (Get-Module -Name $analyzer.Name -ListAvailable | Where-Object Version -GE $analyzer.Oldest) {
        return
    }

    Write-Host "$($analyzer.Name) $($analyzer.Oldest) or later is missing: fetching it into artifacts/modules."
    $null = New-Item -ItemType Directory -Path $localModules -Force
    try {
        if (Get-Command -Name Save-PSResource -ErrorAction Ignore) {
            Save-PSResource -Name $analyzer.Name -Version "[$($analyzer.Oldest),$($analyzer.Newest)]" -Repository PSGallery -Path $localModules -TrustRepository
        }
        else {
            Save-Module -Name $analyzer.Name -MinimumVersion $analyzer.Oldest -MaximumVersion $analyzer.Newest -Repository PSGallery -Path $localModules -Force
        }
    }
    catch {
        Write-Warning "$($analyzer.Name) could not be fetched, and its tests will be skipped: $_"
    }
}

# Every project, also those that the solution leaves out because not every machine can build them. What cannot be restored
# here is named.
function Invoke-Format {
    Invoke-Program -Name dotnet -Arguments @('format', '--verify-no-changes')
    $inSolution = @(& dotnet sln list | Where-Object { $_ -like '*.csproj' } | ForEach-Object { (Resolve-Path $_).ProviderPath })
    $outside = Get-ChildItem -Path src, tests, samples, bench -Recurse -Filter *.csproj | Where-Object FullName -NotIn $inSolution
    foreach ($project in $outside) {
        $name = Resolve-Path -LiteralPath $project.FullName -Relative
        $null = & dotnet restore $project.FullName --nologo --verbosity quiet 2>&1
        if ($LASTEXITCODE -eq 0) {
            Invoke-Program -Name dotnet -Arguments @('format', $project.FullName, '--verify-no-changes', '--no-restore')
        }
        else {
            Write-Host "Not looked at: $name, whose packages cannot be restored here."
        }
    }
}

Push-Location $root
try {
    switch ($Task | ForEach-Object { if ($_ -eq 'Check') { $gates } else { $_ } }) {
        'Build' {
            Invoke-Program -Name dotnet -Arguments @('build', '--configuration', $Configuration, '--nologo', '--verbosity', 'quiet')
            Build-AcsCore
        }
        'Demo' { Invoke-ChildPowerShell -Path (Join-Path $root 'samples/Demo.ps1') }
        'Format' { Invoke-Format }
        'Test' {
            Initialize-Analyzer
            Invoke-Program -Name dotnet -Arguments @('test', '--configuration', $Configuration)
        }
        'Coverage' {
            Initialize-Analyzer
            Invoke-Program -Name dotnet -Arguments @('build', 'tests/Unit', '--configuration', 'Release', '--nologo', '--target:Coverage')
        }
        'Mutation' {
            Invoke-Program -Name dotnet -Arguments @('tool', 'restore')
            Push-Location -Path tests/Mutation
            try { Invoke-Program -Name dotnet -Arguments @('stryker', '--output', (Join-Path $root 'artifacts/mutation')) } finally { Pop-Location }
        }
        'Help' { Invoke-ChildPowerShell -Path (Join-Path $root 'tools/Help/Build-Help.ps1') }
        'Package' { Invoke-Package -WithoutAcsCore:$WithoutAcsCore }
    }
}
finally {
    Pop-Location
}
