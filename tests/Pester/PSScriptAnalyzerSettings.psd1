# For the Pester tests, which only PowerShell 7 runs. Everything else is held to PSScriptAnalyzerSettings.psd1 of the root.
@{
    IncludeDefaultRules = $true
    Severity            = @('Error', 'Warning', 'Information')

    ExcludeRules        = @(
        # A variable of a BeforeAll is read in the It: the analyzer does not know that the one is the other's scope.
        'PSUseDeclaredVarsMoreThanAssignments'

        # What starts, stops and resets here is the tests' own server, and the helpers read as sentences do.
        'PSUseShouldProcessForStateChangingFunctions'
        'PSAvoidUsingPositionalParameters'
        'PSUseSingularNouns'

        # The Tab key sees the variables of the session, and no others.
        'PSAvoidGlobalVars'

        # The secrets of these tests are made up.
        'PSAvoidUsingPlainTextForPassword'
        'PSUsePSCredentialType'

        # What stands in for a command has its name, and takes what it takes.
        'PSAvoidOverwritingBuiltInCmdlets'
        'PSReviewUnusedParameter'

        # Some tests swallow an error to see what is left of it.
        'PSAvoidUsingEmptyCatchBlock'
        'PSAvoidUsingWriteHost'
    )

    Rules               = @{
        PSPlaceOpenBrace          = @{ Enable = $true; OnSameLine = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true }
        PSPlaceCloseBrace         = @{ Enable = $true; NewLineAfter = $true; IgnoreOneLineBlock = $true; NoEmptyLineBefore = $true }
        PSUseConsistentWhitespace = @{
            Enable                                  = $true
            CheckInnerBrace                         = $true
            CheckOpenBrace                          = $true
            CheckOpenParen                          = $true
            CheckOperator                           = $true
            CheckPipe                               = $true
            CheckSeparator                          = $true
            IgnoreAssignmentOperatorInsideHashTable = $true
        }
        PSUseCorrectCasing        = @{ Enable = $true }
    }
}
