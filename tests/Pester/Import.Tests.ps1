# The module as a module: manifest, exports, parameters, completion, and importing it again.

BeforeDiscovery {
    $all = 'Connect-AgAccount', 'Disconnect-AgAccount', 'Get-AgContext', 'New-AgSignature', 'Set-AgSignature', 'Get-AgSignature', 'Remove-AgSignature',
    'Add-AgSignatureApi', 'Remove-AgSignatureApi', 'Get-AgSignatureApi', 'Get-AgApi', 'Get-AgApiGroup', 'New-AgSignaturePair', 'Invoke-AgBackendRequest',
    'Test-AgBackend', 'Test-AgBackendSignature', 'Get-AgSignatureCoverage',
    'Export-AgSignatureCoverage', 'Export-AgState', 'Compare-AgSignatureApi', 'Sync-AgSignatureApi', 'Move-AgSignatureApi', 'Get-AgChange', 'Undo-AgChange'
    $local = 'New-AgSignaturePair', 'Invoke-AgBackendRequest', 'Test-AgBackend', 'Test-AgBackendSignature', 'Export-AgSignatureCoverage'
    $writers = 'New-AgSignature', 'Set-AgSignature', 'Remove-AgSignature', 'Add-AgSignatureApi', 'Remove-AgSignatureApi', 'Sync-AgSignatureApi', 'Move-AgSignatureApi', 'Undo-AgChange'
    $serviceCmdlets = $all | Where-Object { $_ -notlike '*-AgAccount' -and $_ -ne 'Get-AgContext' -and $_ -notin $local }
    $listings = 'Get-AgSignature', 'Get-AgSignatureApi', 'Get-AgApi', 'Get-AgApiGroup'
    $stageCmdlets = 'Get-AgSignature', 'Add-AgSignatureApi', 'Remove-AgSignatureApi', 'Get-AgSignatureApi', 'Get-AgApi',
    'Get-AgSignatureCoverage', 'Move-AgSignatureApi'
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Import-AgModule

    # Counters of coverage are code of somebody else's.
    function Skip-WhileCounted {
        if ($env:AG_COVERAGE -eq '1') {
            Set-ItResult -Skipped -Because 'the assembly carries the counters of a coverage run'
        }
    }

    $manifestPath = Get-AgModulePath
    $folder = Split-Path -Parent $manifestPath
    $expected = 'Add-AgSignatureApi', 'Compare-AgSignatureApi', 'Connect-AgAccount', 'Disconnect-AgAccount', 'Export-AgSignatureCoverage', 'Export-AgState',
    'Get-AgApi', 'Get-AgApiGroup', 'Get-AgChange', 'Get-AgContext', 'Get-AgSignature', 'Get-AgSignatureApi', 'Get-AgSignatureCoverage', 'Invoke-AgBackendRequest',
    'Move-AgSignatureApi', 'New-AgSignature', 'New-AgSignaturePair', 'Remove-AgSignature', 'Remove-AgSignatureApi', 'Set-AgSignature', 'Sync-AgSignatureApi',
    'Test-AgBackend', 'Test-AgBackendSignature', 'Undo-AgChange'
}

Describe 'The manifest' {
    It 'passes Test-ModuleManifest without a warning' {
        $found = Test-ModuleManifest $manifestPath -WarningVariable warnings -ErrorAction Stop
        $warnings | Should -BeNullOrEmpty
        $found.CompatiblePSEditions | Should -Be Desktop, Core
        $found.PowerShellVersion | Should -Be ([version] '5.1')
    }

    It 'exports by name, and nothing where there is nothing' {
        $data = Import-PowerShellDataFile $manifestPath
        @($data.CmdletsToExport | Sort-Object) | Should -Be $expected
        foreach ($kind in 'FunctionsToExport', 'VariablesToExport', 'AliasesToExport') {
            $data.ContainsKey($kind) | Should -BeTrue
            @($data[$kind]).Count | Should -Be 0
        }
    }

    It 'needs no other module' {
        (Import-PowerShellDataFile $manifestPath).RequiredModules | Should -BeNullOrEmpty
    }
}

Describe 'The module' {
    It 'exports exactly the cmdlets that it names' {
        $module = Get-Module AliGatewaySignature
        @($module.ExportedCommands.Keys | Sort-Object) | Should -Be $expected
        @($module.ExportedCmdlets.Keys | Sort-Object) | Should -Be $expected
    }

    It 'has a cmdlet for each class that is one' {
        $classes = (Get-Module AliGatewaySignature).ImplementingAssembly ?? (Get-Command Get-AgContext).ImplementingType.Assembly
        $names = $classes.GetExportedTypes() | ForEach-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } | ForEach-Object { "$($_.VerbName)-$($_.NounName)" }
        @($names | Sort-Object) | Should -Be $expected
    }

    It 'is one assembly, and beside it the second transport alone' {
        @(Get-ChildItem $folder -Filter *.dll).Name | Should -Be AliGatewaySignature.dll
        @(Get-ChildItem $folder -Directory -Exclude *-*).Name | Where-Object { $_ -ne 'AcsCore' } | Should -BeNullOrEmpty
        Get-ChildItem $folder -Recurse -Filter *.dll | Where-Object { $_.Directory.Name -ne 'AcsCore' } | ForEach-Object Name | Should -Be AliGatewaySignature.dll
    }

    It 'needs nothing beyond the platform and PowerShell' {
        Skip-WhileCounted
        $references = (Get-Command Get-AgContext).ImplementingType.Assembly.GetReferencedAssemblies().Name
        @($references | Sort-Object) | Should -Be netstandard, System.Management.Automation
    }

    It 'holds no path of the machine that built it' {
        Skip-WhileCounted
        $bytes = [System.IO.File]::ReadAllBytes((Join-Path $folder 'AliGatewaySignature.dll'))
        $root = (Get-RepositoryRoot)
        [System.Text.Encoding]::Latin1.GetString($bytes).Contains($root) | Should -BeFalse
        [System.Text.Encoding]::Unicode.GetString($bytes).Contains($root) | Should -BeFalse
    }

    It 'can be imported again with -Force, and taken away and imported; the context survives' {
        $script = @'
$ErrorActionPreference = 'Stop'
$module = $env:AG_MODULE
Import-Module $module -WarningVariable w1
$context = Connect-AgAccount -Sandbox
$null = New-AgSignature -SignatureName first_key
Import-Module $module -Force -WarningVariable w2
$after = Get-AgSignature
Remove-Module AliGatewaySignature
Import-Module $module -WarningVariable w3
$again = Get-AgSignature
$gone = Remove-AgSignature -SignatureId $again.SignatureId -WhatIf
[pscustomobject] @{
    warnings   = @($w1).Count + @($w2).Count + @($w3).Count
    same       = [object]::ReferenceEquals($context, (Get-AgContext))
    after      = $after.SignatureName
    again      = $again.SignatureName
    modules    = @(Get-Module AliGatewaySignature).Count
    commands   = @(Get-Command -Module AliGatewaySignature).Count
    assemblies = @([System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -like 'AliGateway*' }).Count
} | ForEach-Object { 'SEEN:' + (ConvertTo-Json $_ -Compress) }
'@
        $done = Invoke-ChildPowerShell $script
        $done.ExitCode | Should -Be 0 -Because $done.Error
        $seen = [regex]::Match($done.Output, 'SEEN:(.*)').Groups[1].Value | ConvertFrom-Json
        $seen.warnings | Should -Be 0
        $seen.same | Should -BeTrue
        $seen.after | Should -Be first_key
        $seen.again | Should -Be first_key
        $seen.modules | Should -Be 1
        $seen.commands | Should -Be $expected.Count
        $seen.assemblies | Should -Be 1
    }

    It 'can be imported by name from a folder of PSModulePath' {
        $done = Invoke-ChildPowerShell -Environment @{ PSModulePath = (Split-Path -Parent $folder) + [System.IO.Path]::PathSeparator + $env:PSModulePath } -Script @'
$null = Connect-AgAccount -Sandbox
'SEEN:' + @(Get-AgApiGroup).Count
'@
        $done.Output | Should -Match 'SEEN:3' -Because $done.Error
    }
}

Describe '<_>' -ForEach $all {
    BeforeAll {
        $command = Get-Command $_
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
        $own = $command.Parameters.Values | Where-Object Name -NotIn $common
    }

    It 'has an approved verb and a singular noun with the prefix' {
        (Get-Verb).Verb | Should -Contain $command.Verb
        $command.Noun | Should -MatchExactly '^Ag[A-Z][A-Za-z]*[^s]$'
    }

    It 'has its class where its name says' {
        $command.ImplementingType.FullName | Should -BeExactly "AliGatewaySignature.Commands.$($command.Verb)$($command.Noun)Command"
    }

    It 'says what it returns' {
        if ($command.Name -in 'Disconnect-AgAccount', 'Remove-AgSignature') {
            $command.OutputType | Should -BeNullOrEmpty
        }
        elseif ($command.Name -eq 'Export-AgSignatureCoverage') {
            $command.OutputType.Type | Should -Be ([System.IO.FileInfo])
        }
        else {
            @($command.OutputType.Type.Namespace | Select-Object -Unique) | Should -BeExactly 'AliGatewaySignature.Model'
        }
    }

    It 'takes secrets as SecureString only' {
        $own | Where-Object { $_.Name -match 'Secret$|Token$|Password' -and $_.ParameterType -notin [securestring], [switch] } | Should -BeNullOrEmpty
    }

    It 'has singular parameter names in Pascal case' {
        # Of what has a maximum there is more than one.
        foreach ($parameter in $own | Where-Object Name -NotLike 'Max*') {
            # Two products have a plural for a name, and so has the service's own parameter; an address is one.
            $parameter.Name | Should -MatchExactly '^([A-Z][A-Za-z]*[^s]|GitHubActions|AzurePipelines|DurationSeconds|ServerAddress)$'
        }
    }

    It 'has fewer than five positional parameters, and one by value, in each set' {
        foreach ($set in $command.ParameterSets) {
            @($set.Parameters | Where-Object { $_.Position -ge 0 }).Count | Should -BeLessThan 5
            @($set.Parameters | Where-Object ValueFromPipeline).Count | Should -BeLessOrEqual 1
        }
    }

    It 'shows its syntax in Get-Help' {
        $syntax = Get-Help $command.Name | Out-String -Width 4000
        $syntax | Should -Match $command.Name
        foreach ($parameter in $own | Where-Object { -not $_.Attributes.DontShow }) {
            $syntax | Should -Match "-$($parameter.Name)\b"
        }
    }
}

Describe 'ShouldProcess' {
    It '<_> has -WhatIf and -Confirm' -ForEach $writers {
        (Get-Command $_).Parameters.Keys | Should -Contain WhatIf
        (Get-Command $_).Parameters.Keys | Should -Contain Confirm
    }

    It 'is where a verb writes, and nowhere else' {
        $with = Get-Command -Module AliGatewaySignature | Where-Object { $_.Parameters.ContainsKey('WhatIf') }
        $writing = Get-Command -Module AliGatewaySignature -Verb New, Set, Add, Remove, Export, Move, Sync, Undo | Where-Object Name -NE New-AgSignaturePair

        # To ask a backend is no change of ours; what it accepts, it carries out.
        @($with.Name | Sort-Object) | Should -Be @($writing.Name + 'Invoke-AgBackendRequest' + 'Test-AgBackend' | Sort-Object)
    }

    It 'has -Force where the impact is or may be high or a file may be read-only, and nowhere else' {
        $forced = (Get-Command -Module AliGatewaySignature | Where-Object { $_.Parameters.ContainsKey('Force') }).Name | Sort-Object
        $forced | Should -Be Add-AgSignatureApi, Export-AgSignatureCoverage, Export-AgState, Move-AgSignatureApi, Remove-AgSignature, Remove-AgSignatureApi, Set-AgSignature, Sync-AgSignatureApi, Test-AgBackend, Undo-AgChange
    }
}

Describe 'Parameters that several cmdlets share' {
    It '<_> has -Context' -ForEach $serviceCmdlets {
        # One that only reads may look at several accounts.
        (Get-Command $_).Parameters['Context'].ParameterType.Name | Should -Be $(if ($_ -eq 'Get-AgSignatureCoverage') { 'AgContext[]' } else { 'AgContext' })
    }

    It '<_> has -First, -Skip and -IncludeTotalCount' -ForEach $listings {
        foreach ($name in 'First', 'Skip', 'IncludeTotalCount') {
            (Get-Command $_).Parameters.Keys | Should -Contain $name
        }
    }

    It 'are of the same type everywhere: <name>' -ForEach @(
        @{ name = 'SignatureId'; type = [string] }
        @{ name = 'GroupId'; type = [string] }
        @{ name = 'StageName'; type = [string] }
        @{ name = 'SignatureName'; type = [string] }
        @{ name = 'SignatureSecret'; type = [securestring] }
        @{ name = 'Force'; type = [switch] }
    ) {
        $types = (Get-Command -Module AliGatewaySignature | Where-Object { $_.Parameters.ContainsKey($name) }).ForEach({ $_.Parameters[$name].ParameterType }).ForEach({ if ($_.IsArray) { $_.GetElementType() } else { $_ } })
        $types | Select-Object -Unique | Should -Be $type
    }
}

Describe 'Completion of -StageName' {
    It '<_> offers the stages' -ForEach $stageCmdlets {
        $line = "$_ -StageName "
        $offered = (TabExpansion2 $line $line.Length).CompletionMatches
        $offered.CompletionText | Should -Be RELEASE, PRE, TEST
        $offered[0].ToolTip | Should -Match production
    }

    It 'goes on from what is typed, in any case' {
        $line = 'Add-AgSignatureApi -StageName re'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be RELEASE
        $line = "Add-AgSignatureApi -StageName 'T"
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be TEST
    }

    It 'sends nothing and needs no account' {
        $done = Invoke-ChildPowerShell 'Import-Module $env:AG_MODULE; $line = "Get-AgApi -StageName "; "SEEN:" + (TabExpansion2 $line $line.Length).CompletionMatches.Count'
        $done.Output | Should -Match 'SEEN:3'
    }
}
