# What PSScriptAnalyzer holds our scripts to; tests/Pester has settings of its own. PSScriptAnalyzer finds them only from this folder, so:
# Invoke-ScriptAnalyzer -Path <file> -Settings PSScriptAnalyzerSettings.psd1. tests/Pester/Analyzer.Tests.ps1 does it for all.
@{
    IncludeDefaultRules = $true
    Severity            = @('Error', 'Warning', 'Information')

    ExcludeRules        = @(
        # Since PowerShell 5 Write-Host is the information stream, and what it says here is for a person.
        'PSAvoidUsingWriteHost'
    )

    Rules               = @{
        # Windows PowerShell 5.1 must be able to read what a user or a CI host runs.
        PSUseCompatibleSyntax      = @{ Enable = $true; TargetVersions = @('5.1', '7.0') }

        PSPlaceOpenBrace           = @{ Enable = $true; OnSameLine = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true }
        PSPlaceCloseBrace          = @{ Enable = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true; NoEmptyLineBefore = $true }
        PSUseConsistentIndentation = @{ Enable = $true; Kind = 'space'; IndentationSize = 4; PipelineIndentation = 'IncreaseIndentationForFirstPipeline' }
        PSUseConsistentWhitespace  = @{
            Enable                                  = $true
            CheckInnerBrace                         = $true
            CheckOpenBrace                          = $true
            CheckOpenParen                          = $true
            CheckOperator                           = $true
            CheckPipe                               = $true
            CheckSeparator                          = $true
            IgnoreAssignmentOperatorInsideHashTable = $true
        }
        PSUseCorrectCasing         = @{ Enable = $true }
        PSAvoidExclaimOperator     = @{ Enable = $true }

        # The script blocks of these run where the parameters are.
        PSReviewUnusedParameter    = @{ CommandsToTraverse = @('Step') }
    }
}
