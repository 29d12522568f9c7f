# Every script, manifest, test and example under PSScriptAnalyzer, with the settings that are committed.

BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $root = Get-RepositoryRoot

    # A manifest is judged where its files are, which is the folder of the module; the bench's has files that the bench makes.
    $elsewhere = '^(\.git|artifacts|out|.*node_modules|.*/(bin|obj))/|^AliGatewaySignature\.psd1$|^bench/.*\.psd1$'
    $scripts = Get-ChildItem -Path $root -Recurse -File -Include *.ps1, *.psm1, *.psd1 |
        ForEach-Object { [System.IO.Path]::GetRelativePath($root, $_.FullName).Replace('\', '/') } |
        Where-Object { $_ -notmatch $elsewhere } |
        Sort-Object
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $root = Get-RepositoryRoot
    $oldest = [version] '1.25.0'
    $analyzer = Get-Module -ListAvailable PSScriptAnalyzer | Where-Object Version -GE $oldest | Select-Object -First 1

    function Get-Finding {
        param([string] $Path)
        $settings = if ($Path -like 'tests/Pester/*') { 'tests/Pester/PSScriptAnalyzerSettings.psd1' } else { 'PSScriptAnalyzerSettings.psd1' }
        $full = if ([System.IO.Path]::IsPathRooted($Path)) { $Path } else { Join-Path $root $Path }

        # Without -Settings only a file beside the script would be found.
        Invoke-ScriptAnalyzer -Path $full -Settings (Join-Path $root $settings) |
            ForEach-Object { '{0}:{1} {2}: {3}' -f $Path, $_.Line, $_.RuleName, $_.Message }
    }

    function Skip-WithoutAnalyzer {
        if (-not $analyzer) {
            Set-ItResult -Skipped -Because "PSScriptAnalyzer $oldest or later is not installed; ./build.ps1 Test fetches it"
        }
    }
}

Describe 'PSScriptAnalyzer' {
    It 'has scripts to look at' -ForEach @(@{ count = @($scripts).Count }) {
        $count | Should -BeGreaterThan 25
    }

    It 'has nothing to say about <_>' -ForEach $scripts {
        Skip-WithoutAnalyzer
        Get-Finding $_ | Should -BeNullOrEmpty
    }

    It 'has nothing to say about the manifest, in the folder of the module' {
        Skip-WithoutAnalyzer
        Get-Finding (Get-AgModulePath) | Should -BeNullOrEmpty
    }

    It 'would have something to say' {
        Skip-WithoutAnalyzer
        $bad = Join-Path $TestDrive 'Bad.ps1'
        Set-Content -LiteralPath $bad -Value 'gci | ? { $_ } ; $a = $b ?? 1'
        $said = Get-Finding $bad
        $said -join "`n" | Should -Match PSAvoidUsingCmdletAliases
        $said -join "`n" | Should -Match PSUseCompatibleSyntax
    }
}
