# From the Markdown pages of the cmdlets to the MAML that Get-Help reads. PlatyPS does the reading and the frame. What it
# passes on as raw Markdown (fences, marks, line breaks), leaves out of the syntax, or makes up (an empty online link) is
# put right here.

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'HelpMarkdown.psm1')

# Another version may write another file; then a test would tell everybody who has it that the committed one is stale.
$platyPSVersion = '1.0.3'
$names = @{
    maml    = 'http://schemas.microsoft.com/maml/2004/10'
    command = 'http://schemas.microsoft.com/maml/dev/command/2004/10'
    dev     = 'http://schemas.microsoft.com/maml/dev/2004/10'
}
$titleWidth = 70

function Test-PlatyPS {
    <#
    .SYNOPSIS
    Whether the PlatyPS that makes the help is installed.
    #>
    [bool] (Get-Module -Name Microsoft.PowerShell.PlatyPS -ListAvailable | Where-Object Version -EQ $platyPSVersion)
}

function Get-PlatyPSAdvice {
    <#
    .SYNOPSIS
    What to do where it is not.
    #>
    "Microsoft.PowerShell.PlatyPS $platyPSVersion makes the help from the Markdown, and is not installed. " +
    "'Install-PSResource Microsoft.PowerShell.PlatyPS -Version $platyPSVersion' gets it."
}

function ConvertTo-CommandHelp {
    <#
    .SYNOPSIS
    Gives the help of all pages, as the text of one MAML file.
    #>
    param([Parameter(Mandatory)] [string[]] $Path)

    Import-Module Microsoft.PowerShell.PlatyPS -RequiredVersion $platyPSVersion
    $pages = @($Path | ForEach-Object { Import-MarkdownCommandHelp -Path $_ })
    $xml = Get-Frame $pages
    foreach ($page in $pages) {
        $node = @($xml.DocumentElement.ChildNodes).Where({ $_.details.name -eq $page.Title })[0]
        try {
            Edit-Page $node $page
        }
        catch {
            throw "$($page.Title): $_"
        }
    }

    Format-Xml $xml
}

function Get-Frame {
    param([object[]] $Pages)

    $folder = Join-Path ([System.IO.Path]::GetTempPath()) ('ag-help-' + [guid]::NewGuid().ToString('N'))
    try {
        $file = $Pages | Export-MamlCommandHelp -OutputFolder $folder -Force
        $xml = [xml]::new()
        $xml.Load($file.FullName)
        $xml
    }
    finally {
        Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction Ignore
    }
}

function Edit-Page {
    param([System.Xml.XmlElement] $Node, $Page)

    Edit-Paragraph (Find-Node $Node 'command:details/maml:description') $Page.Synopsis
    Edit-Paragraph (Find-Node $Node 'maml:description') $Page.Description
    foreach ($item in Select-Node $Node 'command:syntax/command:syntaxItem') {
        $set = $Page.Syntax[[array]::IndexOf(@($item.ParentNode.ChildNodes), $item)].ParameterSetName
        foreach ($parameter in Select-Node $item 'command:parameter') {
            Edit-SyntaxParameter -Node $parameter -Parameter (Find-Parameter $Page $parameter) -SetName $set
        }
    }

    foreach ($parameter in Select-Node $Node 'command:parameters/command:parameter') {
        Edit-Parameter $parameter (Find-Parameter $Page $parameter)
    }

    Edit-Type -Node $Node -Where 'command:inputTypes/command:inputType' -Types $Page.Inputs
    Edit-Type -Node $Node -Where 'command:returnValues/command:returnValue' -Types $Page.Outputs
    Edit-Paragraph (Find-Node $Node 'maml:alertSet/maml:alert') $Page.Notes
    Edit-Example (Find-Node $Node 'command:examples') $Page.Examples
    foreach ($link in Select-Node $Node 'command:relatedLinks/maml:navigationLink') {
        # Get-Help would offer "Online Version" without an address, and files that the user does not have.
        if ($link.linkText -eq 'Online Version') {
            $null = $link.ParentNode.RemoveChild($link)
        }
        elseif ($link.uri -notmatch '^https?:') {
            $link.uri = ''
        }
    }
}

function Find-Parameter {
    param($Page, [System.Xml.XmlElement] $Node)

    $name = (Find-Node $Node 'maml:name').InnerText
    $found = @($Page.Parameters | Where-Object Name -EQ $name)
    if ($found.Count -ne 1) {
        throw "the syntax names -$name, which has no section of its own."
    }

    $found[0]
}

# In the syntax, what holds in this very parameter set.
function Edit-SyntaxParameter {
    param([System.Xml.XmlElement] $Node, $Parameter, [string] $SetName)

    $set = @($Parameter.ParameterSets | Where-Object Name -In $SetName, '(All)')[0]
    $Node.SetAttribute('pipelineInput', (Get-PipelineInput @($set)))
    $Node.SetAttribute('aliases', (Get-AliasList $Parameter))
    foreach ($empty in Select-Node $Node 'maml:description') {
        $null = $Node.RemoveChild($empty)
    }

    # Get-Help shows the values or the type, and takes the type where there are both.
    if (Select-Node $Node 'command:parameterValueGroup') {
        foreach ($value in Select-Node $Node 'command:parameterValue') {
            $null = $Node.RemoveChild($value)
        }
    }
}

# In the list of parameters, what holds in all sets: mandatory is what is so in each.
function Edit-Parameter {
    param([System.Xml.XmlElement] $Node, $Parameter)

    $sets = @($Parameter.ParameterSets)
    $Node.SetAttribute('required', ([string] (-not ($sets.IsRequired -contains $false))).ToLowerInvariant())
    $position = @($sets.Position | Where-Object { $_ -ne 'Named' } | Sort-Object)[0]
    $Node.SetAttribute('position', $(if ($null -eq $position) { 'named' } else { $position }))
    $Node.SetAttribute('pipelineInput', (Get-PipelineInput $sets))
    $Node.SetAttribute('aliases', (Get-AliasList $Parameter))
    Edit-Paragraph (Find-Node $Node 'maml:description') $Parameter.Description
    foreach ($group in Select-Node $Node 'command:parameterValueGroup') {
        $null = $Node.RemoveChild($group)
    }

    foreach ($value in Select-Node $Node 'command:parameterValue') {
        # As in the syntax: string[] rather than System.String[].
        $value.InnerText = Get-ShortTypeName $Parameter.Type
        $value.SetAttribute('variableLength', ([string] $Parameter.Type.EndsWith('[]')).ToLowerInvariant())
    }

    foreach ($value in Select-Node $Node 'dev:defaultValue') {
        $null = $Node.RemoveChild($value)
    }

    (Add-Node -Parent $Node -Prefix dev -Name defaultValue).InnerText = $Parameter.DefaultValue
}

function Get-PipelineInput {
    param([object[]] $Sets)

    $ways = @(
        if ($Sets.ValueFromPipeline -contains $true) { 'ByValue' }
        if ($Sets.ValueFromPipelineByPropertyName -contains $true) { 'ByPropertyName' }
    )
    if ($ways.Count) { "true ($($ways -join ', '))" } else { 'false' }
}

function Get-AliasList {
    param($Parameter)
    if ($Parameter.Aliases.Count) { $Parameter.Aliases -join ', ' } else { 'none' }
}

function Get-ShortTypeName {
    param([string] $Name)

    switch ($Name -replace '\[\]$') {
        'System.Int32' { $short = 'int' }
        'System.UInt64' { $short = 'ulong' }
        'System.TimeSpan' { $short = 'timespan' }
        'System.Guid' { $short = 'guid' }
        'System.Collections.Hashtable' { $short = 'hashtable' }
        'System.Security.SecureString' { $short = 'securestring' }
        'System.Uri' { $short = 'uri' }
        'System.Management.Automation.PSCredential' { $short = 'pscredential' }
        'System.Management.Automation.PSObject' { $short = 'psobject' }
        'System.String' { $short = 'string' }
        default { $short = ($_ -split '\.')[-1] }
    }

    $short + $(if ($Name.EndsWith('[]')) { '[]' })
}

function Edit-Type {
    param([System.Xml.XmlElement] $Node, [string] $Where, [object[]] $Types)

    $nodes = @(Select-Node $Node $Where)
    for ($i = 0; $i -lt $nodes.Count; $i++) {
        Edit-Paragraph (Find-Node $nodes[$i] 'maml:description') $Types[$i].Description
    }
}

# An example is one piece of code, and what there is to say about it.
function Edit-Example {
    param([System.Xml.XmlElement] $Node, [object[]] $Examples)

    $Node.RemoveAll()
    foreach ($example in $Examples) {
        $blocks = @(ConvertTo-HelpBlock $example.Remarks)
        if ($blocks.Count -lt 2 -or $blocks[0].Kind -ne 'Code' -or @($blocks.Kind) -contains 'Heading' -or @($blocks | Where-Object Kind -EQ Code).Count -gt 1) {
            throw "'$($example.Title)' is not one piece of code followed by text."
        }

        $one = Add-Node -Parent $Node -Prefix command -Name example
        (Add-Node -Parent $one -Prefix maml -Name title).InnerText = " $($example.Title) ".PadLeft(($titleWidth + $example.Title.Length + 2) / 2, '-').PadRight($titleWidth, '-')
        (Add-Node -Parent $one -Prefix dev -Name code).InnerText = $blocks[0].Lines -join "`n"
        $remarks = Add-Node -Parent $one -Prefix dev -Name remarks
        Add-Paragraph $remarks ($blocks | Select-Object -Skip 1)

        # Keeps the next example apart.
        (Add-Node -Parent $remarks -Prefix maml -Name para).InnerText = ' '
    }
}

# Replaces what a node has by the blocks of a text.
function Edit-Paragraph {
    param([System.Xml.XmlElement] $Node, [string] $Markdown)

    $Node.RemoveAll()
    Add-Paragraph $Node @(ConvertTo-HelpBlock $Markdown)
}

# A list becomes one paragraph of several lines: Get-Help shows MAML's own lists in some places only.
function Add-Paragraph {
    param([System.Xml.XmlElement] $Node, [object[]] $Blocks)

    $before = $null
    foreach ($block in $Blocks) {
        switch ($block.Kind) {
            'Paragraph' { (Add-Node -Parent $Node -Prefix maml -Name para).InnerText = $block.Text }
            'Item' {
                if ($before -eq 'Item') {
                    $Node.LastChild.InnerText += "`n$($block.Marker) $($block.Text)"
                }
                else {
                    (Add-Node -Parent $Node -Prefix maml -Name para).InnerText = "$($block.Marker) $($block.Text)"
                }
            }
            default { throw "a $_ has no place in this text: $($block.Lines)$($block.Text)" }
        }

        $before = $block.Kind
    }
}

function Select-Node {
    param([System.Xml.XmlElement] $Node, [string] $Where)

    $manager = [System.Xml.XmlNamespaceManager]::new($Node.OwnerDocument.NameTable)
    foreach ($name in $names.Keys) {
        $manager.AddNamespace($name, $names[$name])
    }

    @($Node.SelectNodes($Where, $manager))
}

function Find-Node {
    param([System.Xml.XmlElement] $Node, [string] $Where)

    $found = @(Select-Node $Node $Where)
    if ($found.Count -ne 1) {
        throw "$($found.Count) nodes $Where in the MAML, where one is expected."
    }

    $found[0]
}

function Add-Node {
    param([System.Xml.XmlElement] $Parent, [string] $Prefix, [string] $Name)
    $Parent.AppendChild($Parent.OwnerDocument.CreateElement($Prefix, $Name, $names[$Prefix]))
}

function Format-Xml {
    param([xml] $Xml)

    $note = $Xml.CreateComment(' Made from docs/en-US by ./build.ps1 Help. What is changed here is lost. ')
    $null = $Xml.InsertBefore($note, $Xml.DocumentElement)
    $settings = [System.Xml.XmlWriterSettings]::new()
    $settings.Indent = $true
    $settings.NewLineChars = "`n"
    $settings.Encoding = [System.Text.UTF8Encoding]::new($false)
    $stream = [System.IO.MemoryStream]::new()
    $writer = [System.Xml.XmlWriter]::Create($stream, $settings)
    $Xml.Save($writer)
    $writer.Dispose()
    [System.Text.Encoding]::UTF8.GetString($stream.ToArray()) + "`n"
}

Export-ModuleMember -Function ConvertTo-CommandHelp, Test-PlatyPS, Get-PlatyPSAdvice
