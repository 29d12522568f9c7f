# Which assemblies the module brings into a process: its own, and no other. So it can meet any other module.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $root = Get-RepositoryRoot

    # For child processes: what was loaded in between, but for what belongs to PowerShell and its runtime.
    $watch = @'
$ErrorActionPreference = 'Stop'
$platform = @($PSHOME, [System.Runtime.InteropServices.RuntimeEnvironment]::GetRuntimeDirectory()) | ForEach-Object { $_.TrimEnd('/', '\') + [System.IO.Path]::DirectorySeparatorChar }
function Get-Loaded {
    # What is made in memory has no file, and is nobody's dependency.
    [System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { -not $_.IsDynamic -and $_.Location } | ForEach-Object Location |
        Where-Object { $file = $_; -not ($platform | Where-Object { $file.StartsWith($_, [System.StringComparison]::OrdinalIgnoreCase) }) }
}
function Get-Added {
    param([scriptblock] $Script)
    $before = @(Get-Loaded)
    $null = & $Script
    @(Get-Loaded | Where-Object { $_ -notin $before })
}
function Use-Ours {
    $null = Connect-AgAccount -Sandbox
    $key = New-AgSignature rival_key
    $group = Get-AgApiGroup orders
    $bound = @($group | Get-AgApi | Add-AgSignatureApi -SignatureId $key.SignatureId -StageName TEST)
    $bound | Out-String | Out-Null
    $line = 'Get-AgSignature -SignatureId '
    $null = TabExpansion2 $line $line.Length
    @(Get-AgSignatureApi -SignatureId $key.SignatureId).Count
}
function Write-Seen { param($Value) 'SEEN:' + (ConvertTo-Json $Value -Compress -Depth 5) }
'@

    function Invoke-Watch {
        param([string] $Script, [hashtable] $Environment = @{})
        $done = Invoke-ChildPowerShell "$watch`n$Script" -Environment $Environment
        $seen = [regex]::Match($done.Output, 'SEEN:(.*)')
        $seen.Success | Should -BeTrue -Because "$($done.Output) $($done.Error)"
        $seen.Groups[1].Value | ConvertFrom-Json
    }
}

Describe 'The assemblies of the module' {
    It 'are one when it is imported and a first cmdlet has run, besides those of PowerShell' {
        $seen = Invoke-Watch @'
$import = Get-Added { Import-Module $env:AG_MODULE }
$first = Get-Added { Connect-AgAccount -Sandbox }
$all = Get-Added { Use-Ours }
Write-Seen @{ import = $import; first = $first; all = $all }
'@
        $seen.import | Should -Be (Join-Path (Split-Path (Get-AgModulePath)) AliGatewaySignature.dll)
        $seen.first | Should -BeNullOrEmpty
        $seen.all | Should -BeNullOrEmpty
    }
}

Describe 'A rival module with JSON libraries of its own' {
    BeforeAll {
        $project = Join-Path $root 'tests/RivalModule'

        # Without servers that would outlive the test.
        $built = & dotnet build $project --configuration Release --nologo --verbosity quiet -nodeReuse:false -p:UseSharedCompilation=false 2>&1 | Out-String
        $failed = $LASTEXITCODE -ne 0
        $rival = Join-Path $project 'bin/Release/netstandard2.0/RivalModule.psd1'
    }

    BeforeEach {
        # Somebody without a network must not fail for it; anything else that breaks the build is ours to mend.
        if ($failed -and $built -match 'NU1301|NU1101|NU1102') {
            Set-ItResult -Skipped -Because 'the packages of the rival module cannot be fetched'
        }
        else {
            $failed | Should -BeFalse -Because $built
        }
    }

    It 'brings them along' {
        foreach ($name in 'Newtonsoft.Json', 'System.Text.Json') {
            Join-Path (Split-Path $rival) "$name.dll" | Should -Exist
        }
    }

    It 'works beside ours: <order>' -ForEach @(
        @{ order = 'imported before'; script = @'
Import-Module $env:RIVAL
$rival = @(ConvertTo-RivalJson 'first')
$added = Get-Added { Import-Module $env:AG_MODULE; $script:count = Use-Ours }
$rival += ConvertTo-RivalJson 'second'
'@
        }
        @{ order = 'imported before, used after'; script = @'
Import-Module $env:RIVAL
$added = Get-Added { Import-Module $env:AG_MODULE; $script:count = Use-Ours }
$rival = @(ConvertTo-RivalJson 'first'; ConvertTo-RivalJson 'second')
'@
        }
        @{ order = 'imported after'; script = @'
$added = Get-Added { Import-Module $env:AG_MODULE; $script:count = Use-Ours }
Import-Module $env:RIVAL
$rival = @(ConvertTo-RivalJson 'first')
$added += Get-Added { $script:count = Use-Ours }
$rival += ConvertTo-RivalJson 'second'
'@
        }
    ) {
        $seen = Invoke-Watch "$script`nWrite-Seen @{ added = `$added; count = `$count; rival = `$rival }" -Environment @{ RIVAL = $rival }

        $seen.count | Should -Be 250
        @($seen.added) | Split-Path -Leaf | Should -Be AliGatewaySignature.dll
        $seen.rival.Library | Should -Be Newtonsoft.Json, System.Text.Json, Newtonsoft.Json, System.Text.Json
        $seen.rival.Back | Should -Be first, first, second, second
        $seen.rival[0].Json | Should -BeExactly '{"text":"first"}'
    }
}
