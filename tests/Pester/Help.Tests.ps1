# What Get-Help says: against the binary, against docs/en-US, and every script in it against the sandbox.

BeforeDiscovery {
    $root = Join-Path $PSScriptRoot '../..'
    $cmdlets = (Import-PowerShellDataFile (Join-Path $root 'AliGatewaySignature.psd1')).CmdletsToExport
    $topics = (Get-ChildItem (Join-Path $root 'docs/en-US/about_*.md')).BaseName

    # Blocks of PowerShell, with the heading above each. Those marked "norun" need an account or a runner.
    function Get-Block {
        param([string] $Name)
        $text = Get-Content -Raw (Join-Path $root "docs/en-US/$Name.md")
        foreach ($match in [regex]::Matches($text, '(?ms)^```powershell(?<info>[^\r\n]*)\r?\n(?<code>.*?)^```(?:\s+```\r?\n(?<shows>.*?)^```)?')) {
            $heading = [regex]::Matches($text.Substring(0, $match.Index), '(?m)^#+ +(.+?)\r?$') | Select-Object -Last 1
            @{
                page    = $Name
                heading = $heading.Groups[1].Value
                norun   = $match.Groups['info'].Value.Trim() -eq 'norun'
                info    = $match.Groups['info'].Value.Trim()
                code    = $match.Groups['code'].Value
                shows   = $match.Groups['shows'].Value
            }
        }
    }

    $examples = $cmdlets | ForEach-Object { Get-Block $_ }
    $blocks = $topics | ForEach-Object { Get-Block $_ }
    $notRun = @($examples) + @($blocks) | Where-Object { $_.norun }
}

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Import-AgModule
    $root = Get-RepositoryRoot
    $pages = Join-Path $root 'docs/en-US'
    $helpFolder = Join-Path (Split-Path (Get-AgModulePath)) 'en-US'
    $maml = [xml] (Get-Content -Raw (Join-Path $helpFolder 'AliGatewaySignature.dll-Help.xml'))
    $common = [System.Management.Automation.PSCmdlet]::CommonParameters

    # Parallel blocks find the module as an installed one.
    $path = $env:PSModulePath
    $env:PSModulePath = (Split-Path (Split-Path (Get-AgModulePath))) + [IO.Path]::PathSeparator + $env:PSModulePath

    function New-Session {
        $session = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
        $session.Open()
        Invoke-InSession $session "Set-Location '$TestDrive'; Import-Module AliGatewaySignature" | Should -BeNullOrEmpty
        $session
    }

    # Runs a script as somebody pastes it; gives its errors and warnings, and with -AsText what it shows in 80 columns.
    function Invoke-InSession {
        param($Session, [string] $Code, [switch] $AsText)
        $shell = [powershell]::Create()
        $shell.Runspace = $Session
        try {
            $null = $shell.AddScript($Code)
            if ($AsText) { $null = $shell.AddCommand('Out-String').AddParameter('Width', 80) }
            $text = $shell.Invoke()
            if ($AsText) { $text }
            $shell.Streams.Error
            $shell.Streams.Warning
        }
        finally {
            $shell.Dispose()
        }
    }

    # The YAML of a parameter's section, as far as PlatyPS writes it.
    function Get-PageParameter {
        param([string] $Page, [string] $Name)
        $yaml = [regex]::Match($Page, "(?ms)^### -$Name\r?\n(?<text>.*?)^``````yaml\r?\n(?<yaml>.*?)^``````")
        $yaml.Success | Should -BeTrue -Because "-$Name has a section"
        $lines = $yaml.Groups['yaml'].Value -split '\r?\n'
        $seen = @{ Text = $yaml.Groups['text'].Value.Trim(); Aliases = @(); AcceptedValues = @(); Sets = @{} }
        $list = $null
        $set = $null
        foreach ($line in $lines) {
            switch -Regex ($line) {
                '^(Aliases|AcceptedValues):' { $list = $Matches[1]; break }
                '^- Name: (.+)$' { if ($list -eq 'Sets') { $set = $Matches[1]; $seen.Sets[$set] = @{}; break } }
                '^ParameterSets:' { $list = 'Sets'; break }
                '^- (.+)$' { $seen[$list] += $Matches[1]; break }
                '^  (\w+): (.+)$' { $seen.Sets[$set][$Matches[1]] = $Matches[2]; break }
                '^(\w+): (.*)$' { $seen[$Matches[1]] = $Matches[2].Trim("'"); break }
            }
        }

        $seen
    }

    # Every command that a script names must be there, and have the parameters that it gives.
    function Assert-Bindable {
        param([string] $Code)
        $errors = $null
        $ast = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $errors)
        $errors | Should -BeNullOrEmpty
        foreach ($use in $ast.FindAll({ param($node) $node -is [System.Management.Automation.Language.CommandAst] }, $true)) {
            $command = Get-Command $use.GetCommandName() -ErrorAction Stop
            foreach ($parameter in $use.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                $command.Parameters.Keys | Should -Contain $parameter.ParameterName -Because "$use is written in the help"
            }
        }
    }
}

AfterAll { $env:PSModulePath = $path }

Describe 'The help of <_>' -ForEach $cmdlets {
    BeforeAll {
        $name = $_
        $command = Get-Command $name
        $help = Get-Help $name -Full
        $page = Get-Content -Raw (Join-Path $pages "$name.md")
        $node = $maml.helpItems.command | Where-Object { $_.details.name -eq $name }
        $own = @($command.Parameters.Values | Where-Object Name -NotIn $common)
    }

    It 'comes from the file that the module ships' {
        $help.PSObject.TypeNames | Should -Contain 'MamlCommandHelpInfo#FullView'
        @($node).Count | Should -Be 1
        $page | Should -Match "(?m)^title: $name\r?$"
    }

    It 'has a synopsis, a description and notes' {
        $help.Synopsis.Trim() | Should -Match '^[A-Z].{5,120}\.$'
        ($help.description.Text -join ' ').Length | Should -BeGreaterThan 100
        ($help.alertSet.alert.Text -join ' ') | Should -Match '\bRAM: '
    }

    It 'has two examples or more, each with code and a text' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        foreach ($example in $help.examples.example) {
            $example.title | Should -Match '^-+ Example \d+: .+ -+$'
            $example.code | Should -Not -BeNullOrEmpty
            $example.remarks[0].Text | Should -Match '\.\)?$'
        }
    }

    It 'tells of the parameters that there are, and of no other' {
        @($help.parameters.parameter.name | Sort-Object) | Should -Be @($own.Name | Sort-Object)
        foreach ($parameter in $help.parameters.parameter) {
            ($parameter.description.Text -join ' ').Length | Should -BeGreaterThan 10 -Because $parameter.name
        }
    }

    It 'has the syntax of the binary' {
        $said = [regex]::Matches([regex]::Match($page, '(?ms)^## SYNTAX(.*?)^## ').Groups[1].Value, '(?ms)^### (?<set>\S+)(?<default> \(Default\))?\r?\n.*?```\r?\n(?<text>.*?)```')
        @($said | ForEach-Object { $_.Groups['set'].Value } | Sort-Object) | Should -Be @($command.ParameterSets.Name | Sort-Object)
        foreach ($one in $said) {
            $set = $command.ParameterSets | Where-Object Name -EQ $one.Groups['set'].Value
            $one.Groups['default'].Success | Should -Be ($set.IsDefault -and $set.Name -ne '__AllParameterSets')
            $expected = "$name $set" -replace ' \[<CommonParameters>\]' -replace '<uint64>', '<ulong>'
            ($one.Groups['text'].Value.Trim() -replace '\s+', ' ') | Should -BeExactly $expected
        }

        # What Get-Help shows: the same names in the same order.
        for ($i = 0; $i -lt $said.Count; $i++) {
            $set = $command.ParameterSets | Where-Object Name -EQ $said[$i].Groups['set'].Value
            $names = [regex]::Matches("$set", '(?<=[\[ ]|^)-(\w+)').ForEach({ $_.Groups[1].Value })
            @($help.syntax.syntaxItem)[$i].parameter.name | Should -Be $names
        }
    }

    It 'agrees with the attributes of each parameter' {
        foreach ($parameter in $own) {
            $because = "-$($parameter.Name)"
            $shown = $help.parameters.parameter | Where-Object name -EQ $parameter.Name
            $sets = @($parameter.ParameterSets.Values)
            $ways = @(
                if ($sets.ValueFromPipeline -contains $true) { 'ByValue' }
                if ($sets.ValueFromPipelineByPropertyName -contains $true) { 'ByPropertyName' }
            )
            $position = @($sets.Position | Where-Object { $_ -ge 0 })

            $shown.required | Should -Be ([string] ($sets.IsMandatory -notcontains $false)).ToLowerInvariant() -Because $because
            $shown.position | Should -Be $(if ($position.Count) { $position[0] } else { 'named' }) -Because $because
            $shown.pipelineInput | Should -Be $(if ($ways) { "true ($($ways -join ', '))" } else { 'false' }) -Because $because
            $shown.aliases | Should -Be $(if ($parameter.Aliases) { $parameter.Aliases -join ', ' } else { 'none' }) -Because $because
            $hasWildcards = [bool] $parameter.Attributes.Where({ $_ -is [System.Management.Automation.SupportsWildcardsAttribute] })
            $shown.globbing | Should -Be "$hasWildcards".ToLowerInvariant() -Because $because
            if (-not $parameter.SwitchParameter) {
                $wanted = [Microsoft.PowerShell.ToStringCodeMethods]::Type($parameter.ParameterType) -replace '^uint64$', 'ulong' -split '\.' | Select-Object -Last 1
                $shown.parameterValue | Should -BeExactly $wanted -Because $because
            }

            $section = Get-PageParameter $page $parameter.Name
            $section.Type | Should -BeExactly $parameter.ParameterType.FullName -Because $because
            @($section.Aliases) | Should -Be @($parameter.Aliases) -Because $because
            @($section.Sets.Keys | Sort-Object) | Should -Be @($parameter.ParameterSets.Keys -replace '__AllParameterSets', '(All)' | Sort-Object) -Because $because
            foreach ($set in $parameter.ParameterSets.Keys) {
                $real = $parameter.ParameterSets[$set]
                $said = $section.Sets[($set -replace '__AllParameterSets', '(All)')]
                $said.IsRequired | Should -Be "$($real.IsMandatory)" -Because $because
                $said.Position | Should -Be $(if ($real.Position -ge 0) { $real.Position } else { 'Named' }) -Because $because
                $said.ValueFromPipeline | Should -Be "$($real.ValueFromPipeline)" -Because $because
                $said.ValueFromPipelineByPropertyName | Should -Be "$($real.ValueFromPipelineByPropertyName)" -Because $because
            }
        }
    }

    It 'names the values and bounds that a parameter accepts' {
        foreach ($parameter in $own) {
            $section = Get-PageParameter $page $parameter.Name
            $values = @(
                if ($parameter.ParameterType.IsEnum) { [Enum]::GetNames($parameter.ParameterType) }
                $parameter.Attributes | Where-Object { $_ -is [ValidateSet] } | ForEach-Object ValidValues
            )
            @($section.AcceptedValues) | Should -Be $values -Because "-$($parameter.Name)"
            foreach ($syntax in $help.syntax.syntaxItem.parameter | Where-Object { $_.name -eq $parameter.Name }) {
                @($syntax.parameterValueGroup.parameterValue | Where-Object { $_ }) | Should -Be $values -Because "-$($parameter.Name)"
            }

            $range = $parameter.Attributes | Where-Object { $_ -is [ValidateRange] }
            $bounds = @(if ($range) { $range.MinRange, $range.MaxRange })
            foreach ($value in @($values) + $bounds) {
                $section.Text | Should -MatchExactly "\b$value\b" -Because "-$($parameter.Name)"
            }
        }
    }

    It 'names the defaults' {
        $instance = [Activator]::CreateInstance($command.ImplementingType)
        try {
            foreach ($parameter in $own) {
                $shown = ($help.parameters.parameter | Where-Object name -EQ $parameter.Name).defaultValue
                if ($parameter.SwitchParameter) {
                    $shown | Should -Be 'False'
                }
                elseif ($parameter.ParameterType.IsEnum) {
                    $shown | Should -Be $instance.($parameter.Name)
                }
                elseif ($parameter.ParameterType -eq [int] -and $instance.($parameter.Name) -ne 0) {
                    $shown | Should -Be $instance.($parameter.Name)
                }
                else {
                    $shown | Should -Not -BeNullOrEmpty
                }
            }
        }
        finally {
            $instance.Dispose()
        }
    }

    It 'names what goes in and what comes out' {
        @($help.returnValues.returnValue.type.name) | Should -Be $(if ($command.OutputType) { $command.OutputType.Name } else { 'None' })
        $takes = [bool] ($own.ParameterSets.Values | Where-Object { $_.ValueFromPipeline -or $_.ValueFromPipelineByPropertyName })
        (@($help.inputTypes.inputType.type.name) -notcontains 'None') | Should -Be $takes
        foreach ($type in @($help.inputTypes.inputType.type.name) + @($help.returnValues.returnValue.type.name) -ne 'None') {
            $type -as [type] | Should -Not -BeNullOrEmpty -Because $type
        }
    }

    It 'links to pages that are there' {
        foreach ($link in $help.relatedLinks.navigationLink.linkText) {
            Join-Path $pages "$link.md" | Should -Exist
            $page | Should -Match ([regex]::Escape("[$link]($link.md)"))
        }
    }

    It 'reads well: <view>' -ForEach @(
        @{ view = '-Full'; arguments = @{ Full = $true } }
        @{ view = '-Examples'; arguments = @{ Examples = $true } }
        @{ view = '-Parameter *'; arguments = @{ Parameter = '*' } }
    ) {
        # Get-AgContext has no parameters to list.
        if ($arguments.Parameter -and -not $own) {
            return
        }

        $text = Get-Help $name @arguments | Out-String -Width 80
        $text | Should -Match $(if ($arguments.Parameter) { "(?m)^-$($own[-1].Name)" } else { $name })
        $text | Should -Not -Match '```|\*\*|\]\(|\{\{|\bFill in\b|[^\x00-\x7F]'
        # A mark of Markdown around a word; at the end of a line of code it continues it.
        $text | Should -Not -Match '`\S'
    }
}

Describe '<page>, <heading>' -ForEach ($examples | Where-Object { -not $_.norun }) {
    It 'runs on the sandbox' {
        $info | Should -BeExactly ''
        $code | Should -Match '^.*Connect-AgAccount -Sandbox'
        $session = New-Session
        try {
            Invoke-InSession $session $code | Should -BeNullOrEmpty
        }
        finally {
            $session.Dispose()
        }
    }

    It 'is what Get-Help shows, within 76 columns' {
        $shown = (Get-Help $page).examples.example | Where-Object title -Like "* $heading *"
        $shown.code | Should -BeExactly ($code.TrimEnd() -replace '\r')
        ($code -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 76
    }

    It 'uses what there is' { Assert-Bindable $code }
}

# Whoever does not know the words of this module asks in his own.
Describe 'Get-Help <word>' -ForEach @(
    @{ word = 'audit'; finds = 'Get-AgSignatureCoverage', 'Export-AgSignatureCoverage' }
    @{ word = 'inventory'; finds = 'Get-AgSignature', 'Get-AgSignatureApi' }
    @{ word = 'rollback'; finds = 'Undo-AgChange', 'Set-AgSignature', 'about_AgJournal' }
    @{ word = 'revert'; finds = 'Undo-AgChange', 'about_AgJournal' }
    @{ word = 'undo'; finds = 'Undo-AgChange' }
    @{ word = 'backup'; finds = 'Export-AgState', 'about_AgJournal' }
    @{ word = 'snapshot'; finds = 'Export-AgState', 'about_AgSandbox' }
    @{ word = 'rehearse'; finds = 'Export-AgState', 'about_AgSandbox' }
    @{ word = 'drift'; finds = 'Compare-AgSignatureApi', 'Sync-AgSignatureApi' }
    @{ word = 'rotate'; finds = 'Set-AgSignature', 'Move-AgSignatureApi', 'about_AgSignatureRotation' }
    @{ word = 'expire'; finds = 'Get-AgSignatureCoverage', 'about_AgSignatureRotation' }
    @{ word = 'leak'; finds = 'about_AgEmergency' }
    @{ word = 'compromised'; finds = 'about_AgEmergency', 'Move-AgSignatureApi', 'Remove-AgSignature' }
    @{ word = 'revoke'; finds = 'about_AgEmergency', 'Move-AgSignatureApi', 'Remove-AgSignature' }
) {
    It 'finds what it is about' {
        $found = @((Get-Help $word).Name)
        foreach ($page in $finds) { $found | Should -Contain $page }
    }
}

Describe '<_>' -ForEach $topics {
    BeforeAll {
        $name = $_
        $text = [System.IO.File]::ReadAllText((Join-Path $helpFolder "$name.help.txt"))
    }

    It 'is what Get-Help gives by its name' {
        (Get-Help $name | Out-String).Trim() -replace '\r' | Should -BeExactly $text.Trim()
    }

    It 'has the form of such topics, and a synopsis in lists' {
        $listed = Get-Help about_A* | Where-Object { $_.PSObject.Properties['Synopsis'] -and $_.Name -eq $name }
        $listed.Synopsis | Should -BeExactly ($text -split '\n')[4].Trim()
        $listed.Synopsis | Should -Match '^[A-Z].+\.$'
        $text | Should -Match "(?s)^TOPIC\n    $name\n\nSHORT DESCRIPTION\n    [^\n]+\n\nLONG DESCRIPTION\n.*\n\nSEE ALSO\n    - "
    }

    It 'fits into 80 columns of plain text' {
        $text | Should -Not -Match '[^\x0A\x20-\x7E]|```|\*\*|\]\('
        ($text -split '\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
    }

    It 'refers to what is there' {
        $see = [regex]::Match($text, '(?s)SEE ALSO\n(.*)$').Groups[1].Value -split '\n' | Where-Object { $_ } | ForEach-Object { $_.Trim(' -') }
        foreach ($other in $see) {
            Join-Path $pages "$other.md" | Should -Exist
        }

        foreach ($other in [regex]::Matches($text, '\babout_\w+').Value) {
            $other -eq 'about_CommonParameters' -or (Test-Path (Join-Path $pages "$other.md")) | Should -BeTrue -Because $other
        }
    }

    It 'runs from its first block to its last in one session' -ForEach @{ mine = @($blocks | Where-Object page -EQ $_ | Where-Object { -not $_.norun }) } {
        $mine.Count | Should -BeGreaterThan 0
        $session = New-Session

        # Some find a backend around them, or programs of others.
        $around = Join-Path $PSScriptRoot "$name.psm1"
        try {
            if (Test-Path $around) {
                Invoke-InSession $session "Import-Module '$around'" | Should -BeNullOrEmpty
            }

            foreach ($block in $mine) {
                if ($block.shows) {
                    $shown = -join (Get-Statement $block.code | ForEach-Object { Invoke-InSession $session $_ -AsText })
                    Get-OutputPattern $shown | Should -Be (Get-OutputPattern $block.shows) -Because $block.code
                }
                else {
                    Invoke-InSession $session $block.code | Should -BeNullOrEmpty -Because $block.code
                }
            }
        }
        finally {
            $null = Invoke-InSession $session "Get-Module $name | Remove-Module"
            $session.Dispose()
        }
    }
}

Describe '<page>, <heading> (needs an account)' -ForEach $notRun {
    It 'parses, and uses what there is' { Assert-Bindable $code }
}

Describe 'Scripts that are not run' {
    It 'are few, and nothing else is marked' -ForEach @{ few = @($notRun).Count; marks = @((@($examples) + @($blocks)).info | Select-Object -Unique) } {
        $few | Should -BeLessOrEqual 6
        $marks | ForEach-Object { $_ | Should -BeIn '', 'norun' }
    }
}

Describe 'The topics' {
    It 'about_AliGatewaySignature names every cmdlet' {
        $text = Get-Content -Raw (Join-Path $pages 'about_AliGatewaySignature.md')
        foreach ($cmdlet in (Import-PowerShellDataFile (Get-AgModulePath)).CmdletsToExport) {
            $text | Should -Match "(?m)^\| $cmdlet \|"
        }
    }

    It 'about_AgError has the rows of docs/errors.md' {
        $row = '(?m)^\| `(?<id>\w+)` \| (?<category>\w+) \| (?<happened>.+?) \|'
        $told = [regex]::Matches((Get-Content -Raw (Join-Path $pages 'about_AgError.md')), $row).ForEach({ $_.Groups['id', 'category', 'happened'].Value -join '|' })
        $real = [regex]::Matches((Get-Content -Raw (Join-Path $root 'docs/errors.md')), $row).ForEach({ $_.Groups['id', 'category', 'happened'].Value -join '|' })
        $told.Count | Should -BeGreaterThan 30
        $told | Should -Be $real
    }

    It 'about_AgCredential names every variable, every source and every way to sign in' {
        $text = Get-Content -Raw (Join-Path $pages 'about_AgCredential.md')
        $assembly = (Get-Command Get-AgContext).ImplementingType.Assembly
        $flags = [System.Reflection.BindingFlags] 'Static, Public, NonPublic'
        foreach ($type in 'Variables', 'SourceNames') {
            $values = $assembly.GetType("AliGatewaySignature.Credentials.$type", $true).GetFields($flags).ForEach({ $_.GetValue($null) })
            $values.Count | Should -BeGreaterThan 5
            foreach ($value in $values) {
                # What names begin with is no word of its own.
                $text | Should -MatchExactly ($value.EndsWith('_') ? "\b$value" : "\b$value\b")
            }
        }

        foreach ($set in (Get-Command Connect-AgAccount).ParameterSets.Name) {
            $text | Should -Match "-$set"
        }
    }

    It 'about_AgSandbox has the groups of the sandbox' {
        $text = Get-Content -Raw (Join-Path $pages 'about_AgSandbox.md')
        $context = Connect-AgAccount -Sandbox
        try {
            $groups = Get-AgApiGroup
            $groups.Count | Should -Be 3
            foreach ($group in $groups) {
                $apis = @($group | Get-AgApi)
                $text | Should -Match ('(?m)^\| {0} \| {1:N0} \| {2} \|' -f $group.GroupName, $apis.Count, 'RELEASE, PRE and TEST')
                @($apis.DeployedStages | Select-Object -Unique) | Should -Be RELEASE, PRE, TEST
            }
        }
        finally {
            $context | Disconnect-AgAccount
        }
    }
}

Describe 'What the module ships' {
    BeforeAll {
        function Compare-Made {
            param([string] $Made, [string[]] $Name)
            foreach ($file in $Name) {
                $text = [System.IO.File]::ReadAllText((Join-Path $Made $file))
                $committed = [System.IO.File]::ReadAllText((Join-Path $root "src/AliGatewaySignature/Module/en-US/$file")) -replace '\r'
                $text -ceq $committed | Should -BeTrue -Because "$file must be made from docs/en-US: ./build.ps1 Help does it"
            }
        }
    }

    It 'is what the repository has' {
        $committed = Get-ChildItem (Join-Path $root 'src/AliGatewaySignature/Module/en-US') -Exclude help.sha256
        @((Get-ChildItem $helpFolder).Name | Sort-Object) | Should -Be @($committed.Name | Sort-Object)
        foreach ($file in $committed) {
            (Get-FileHash (Join-Path $helpFolder $file.Name)).Hash | Should -Be (Get-FileHash $file).Hash -Because "'dotnet build -c Release' copies $($file.Name)"
        }
    }

    It 'are the topics of docs/en-US' {
        $made = Join-Path $TestDrive 'about'
        & (Join-Path $root 'tools/Help/Build-Help.ps1') -Destination $made -AboutOnly
        $names = @((Get-ChildItem $made).Name | Sort-Object)
        $names | Should -Be @((Get-ChildItem $helpFolder -Filter about_*).Name | Sort-Object)
        Compare-Made $made $names
    }

    It 'is what PlatyPS makes of docs/en-US' {
        $platyPS = Get-Module -Name Microsoft.PowerShell.PlatyPS -ListAvailable | Where-Object Version -EQ '1.0.3'
        Skip-Because $(if (-not $platyPS) { 'Microsoft.PowerShell.PlatyPS 1.0.3 is not installed' })
        # In a process of its own: PlatyPS brings assemblies along.
        $made = Join-Path $TestDrive 'all'
        $script = Join-Path $root 'tools/Help/Build-Help.ps1'
        $done = Invoke-ChildPowerShell "& '$script' -Destination '$made'"
        $done.ExitCode | Should -Be 0 -Because $done.Error
        Compare-Made $made 'AliGatewaySignature.dll-Help.xml', 'help.sha256'
    }
}
