# Every script, manifest, test and example: read by PowerShell's own parser, and under PSScriptAnalyzer, where it is
# installed, with the settings that are committed.

BeforeDiscovery {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $root = Get-RepositoryRoot

    # A manifest is judged where its files are, which is the folder of the module; the bench's has files that the bench makes.
    $elsewhere = '^(\.git|artifacts|out|.*node_modules|.*/(bin|obj))/|^AliGatewaySignature\.psd1$|^bench/.*\.psd1$'
    $scripts = Get-ChildItem -Path $root -Recurse -File -Include *.ps1, *.psm1, *.psd1 |
        ForEach-Object { [System.IO.Path]::GetRelativePath($root, $_.FullName).Replace('\', '/') } |
        Where-Object { $_ -notmatch $elsewhere } |
        Sort-Object

    # One line says that it is missing, not one for each script.
    $oldest = [version] '1.25.0'
    $analyzers = @(Get-Module -ListAvailable PSScriptAnalyzer | Where-Object Version -GE $oldest | Select-Object -First 1 -ExpandProperty Path)
    $noAnalyzer = @(if (-not $analyzers) { "PSScriptAnalyzer $oldest or later is not installed; './build.ps1 Test' fetches it" })
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $root = Get-RepositoryRoot
}

Describe 'The parser of PowerShell' {
    BeforeAll {
        # What Windows PowerShell 5.1 cannot read. It runs everything but these tests.
        $tooNew = 'QuestionMark', 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionLBracket', 'AndAnd', 'OrOr'

        function Get-Complaint {
            param([string] $Path, [switch] $AnySyntax)
            $tokens = $errors = $null
            $null = [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref] $tokens, [ref] $errors)
            $errors | ForEach-Object { '{0}: {1}' -f $_.Extent.StartLineNumber, $_.Message }
            if (-not $AnySyntax) {
                $tokens | Where-Object Kind -In $tooNew | ForEach-Object { '{0}: {1} needs PowerShell 7' -f $_.Extent.StartLineNumber, $_.Text }
            }
        }
    }

    It 'has scripts to read' -ForEach @(@{ count = @($scripts).Count }) {
        $count | Should -BeGreaterThan 25
    }

    It 'reads <_>' -ForEach $scripts {
        Get-Complaint (Join-Path $root $_) -AnySyntax:($_ -like 'tests/Pester/*') | Should -BeNullOrEmpty
    }

    It 'would complain of <code>' -ForEach @(
        @{ code = 'if ($a) {'; said = 'Missing closing' }
        @{ code = '$a = $b ?? 1'; said = '1: \?\? needs' }
        @{ code = '$a ? 1 : 2'; said = '1: \? needs' }
        @{ code = "`ntrue && false"; said = '2: && needs' }
    ) {
        $bad = Join-Path $TestDrive 'Bad.ps1'
        Set-Content -LiteralPath $bad -Value $code
        Get-Complaint $bad | Should -Match $said
    }
}

Describe 'PSScriptAnalyzer, where it is missing' -ForEach $noAnalyzer {
    It 'has looked at nothing' { Skip-Because $_ }
}

Describe 'PSScriptAnalyzer' -ForEach $analyzers {
    BeforeAll {
        Import-Module $_

        function Get-Finding {
            param([string] $Path)
            $settings = if ($Path -like 'tests/Pester/*') { 'tests/Pester/PSScriptAnalyzerSettings.psd1' } else { 'PSScriptAnalyzerSettings.psd1' }
            $full = if ([System.IO.Path]::IsPathRooted($Path)) { $Path } else { Join-Path $root $Path }

            # Its rules run side by side, and now and then one trips over another with a NullReferenceException.
            foreach ($try in 1..3) {
                try {
                    # Without -Settings only a file beside the script would be found.
                    return Invoke-ScriptAnalyzer -Path $full -Settings (Join-Path $root $settings) |
                        ForEach-Object { '{0}:{1} {2}: {3}' -f $Path, $_.Line, $_.RuleName, $_.Message }
                }
                catch {
                    if ($try -eq 3 -or $_.Exception.GetBaseException() -isnot [System.NullReferenceException]) {
                        throw
                    }
                }
            }
        }
    }

    It 'has nothing to say about <_>' -ForEach $scripts {
        Get-Finding $_ | Should -BeNullOrEmpty
    }

    It 'has nothing to say about the manifest, in the folder of the module' {
        Get-Finding (Get-AgModulePath) | Should -BeNullOrEmpty
    }

    It 'would have something to say' {
        $bad = Join-Path $TestDrive 'Bad.ps1'
        Set-Content -LiteralPath $bad -Value 'gci | ? { $_ } ; $a = $b ?? 1'
        $said = Get-Finding $bad
        $said -join "`n" | Should -Match PSAvoidUsingCmdletAliases
        $said -join "`n" | Should -Match PSUseCompatibleSyntax
    }
}
