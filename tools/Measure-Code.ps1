<#
.SYNOPSIS
Counts what docs/architecture.md promises of the C# code.

.DESCRIPTION
Reads every .cs file of the folders src, tests, bench, samples and tools with the compiler's own parser, which PowerShell
brings along. docs/architecture.md has the figures; tests/Pester/House.Tests.ps1 holds them.

.EXAMPLE
pwsh ./tools/Measure-Code.ps1
Shows the figures.
#>
[CmdletBinding()]
param(
    # The clone.
    [string] $Root = (Join-Path $PSScriptRoot '..'),

    # A line is too long beyond this many characters.
    [int] $LongLine = 140,

    # A file is too long beyond this many lines.
    [int] $LongFile = 250
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0

# Loads the parser: PowerShell does so only when something is compiled.
if (-not ('Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree' -as [type])) {
    Add-Type -Path (Join-Path $PSHOME 'Microsoft.CodeAnalysis.dll'), (Join-Path $PSHOME 'Microsoft.CodeAnalysis.CSharp.dll')
}

# Whether a constructor does nothing but give each member a value that was handed to it.
function Test-AssignOnly {
    param($Constructor)

    if ($Constructor.ParameterList.Parameters.Count -eq 0) {
        return $false
    }

    $expressions = @(
        if ($Constructor.ExpressionBody) {
            $Constructor.ExpressionBody.Expression
        }
        else {
            foreach ($statement in $Constructor.Body.Statements) {
                if ($statement.GetType().Name -eq 'ExpressionStatementSyntax') { $statement.Expression } else { $statement }
            }
        }
    )

    $parameters = @($Constructor.ParameterList.Parameters | ForEach-Object { $_.Identifier.ValueText })
    $assigned = @($expressions | Where-Object { $_.GetType().Name -eq 'AssignmentExpressionSyntax' -and "$($_.Right)" -in $parameters })
    $assigned.Count -gt 0 -and $assigned.Count -eq $expressions.Count
}

$rootPath = (Resolve-Path -LiteralPath $Root).ProviderPath
$files = 'src', 'tests', 'bench', 'samples', 'tools' | ForEach-Object { Get-ChildItem -Path (Join-Path $rootPath $_) -Recurse -File -Filter *.cs } |
    Where-Object FullName -NotMatch '[\\/](bin|obj|node_modules)[\\/]'

$codeLines = 0
$longLines = @()
$longFiles = @()
$assignOnly = @()
$loops = @()
foreach ($file in $files) {
    $name = [IO.Path]::GetRelativePath($rootPath, $file.FullName).Replace('\', '/')
    $lines = [IO.File]::ReadAllLines($file.FullName)
    $longLines += @($lines | Where-Object Length -GT $LongLine | ForEach-Object { $name })
    $text = [string]::Join("`n", $lines)
    if ($text -match 'new BatchRunner<|BatchRunner<BatchResult> _\w+ = new\(') {
        $loops += $name
    }

    if ($lines.Count -gt $LongFile) {
        $longFiles += $name
    }

    if ($name -notlike 'src/*') {
        continue
    }

    $codeLines += @($lines | Where-Object { $_.Trim() -and -not $_.Trim().StartsWith('//') }).Count
    $tree = [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree]::ParseText($text)
    $constructors = $tree.GetRoot().DescendantNodes() | Where-Object { $_.GetType().Name -eq 'ConstructorDeclarationSyntax' }
    $assignOnly += @($constructors | Where-Object { Test-AssignOnly $_ } | ForEach-Object { "${name}: $($_.Identifier.ValueText)" })
}

[pscustomobject] @{
    CodeLines              = $codeLines
    LinesTooLong           = $longLines
    FilesTooLong           = $longFiles
    AssignOnlyConstructors = $assignOnly
    BatchLoops             = $loops
}
