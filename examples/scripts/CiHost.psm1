# What a script of these examples says to the CI host that runs it: GitHub Actions, Azure Pipelines, or none at all.
#
# A host reads commands in whatever a step prints, so text from outside (a name, a message of the service) must not be able
# to become one. The rule here: such text reaches the log through the functions below only, and they escape it.

Set-StrictMode -Version 3.0

function Get-CiHost {
    <#
    .SYNOPSIS
    GitHub, Azure or None.
    #>
    [OutputType([string])]
    param()

    if ($env:GITHUB_ACTIONS -eq 'true') { 'GitHub' } elseif ($env:TF_BUILD -eq 'True') { 'Azure' } else { 'None' }
}

function Initialize-CiOutput {
    <#
    .SYNOPSIS
    Plain text, no progress bars: what a log can show.
    #>
    $global:ProgressPreference = 'SilentlyContinue'
    if (Test-Path Variable:PSStyle) {
        $PSStyle.OutputRendering = 'PlainText'
    }
}

# A workflow command ends at the line's end, and its properties at a colon or a comma.
function ConvertTo-GitHubData {
    param([string] $Text, [switch] $Property)

    $escaped = $Text.Replace('%', '%25').Replace("`r", '%0D').Replace("`n", '%0A')
    if ($Property) {
        $escaped = $escaped.Replace(':', '%3A').Replace(',', '%2C')
    }

    $escaped
}

# Azure's escape of a percent sign is its own; a property ends at a semicolon or a bracket.
function ConvertTo-AzureData {
    param([string] $Text)

    $Text.Replace('%', '%AZP25').Replace("`r", '%0D').Replace("`n", '%0A').Replace(']', '%5D').Replace(';', '%3B')
}

function Write-CiError {
    <#
    .SYNOPSIS
    Shows an error as the host's annotation, in one line, whatever is in it.
    #>
    param(
        # What happened.
        [Parameter(Mandatory)]
        [System.Management.Automation.ErrorRecord] $ErrorRecord,

        # What comes before its text, such as the number of a row.
        [string] $Prefix = ''
    )

    # A text that was thrown is its own id.
    $id = ($ErrorRecord.FullyQualifiedErrorId -split ',')[0]
    if ("$($ErrorRecord.FullyQualifiedErrorId)".StartsWith($ErrorRecord.Exception.Message)) {
        $id = 'Stopped'
    }

    $message = $Prefix + $ErrorRecord.Exception.Message
    if ($ErrorRecord.ErrorDetails -and $ErrorRecord.ErrorDetails.RecommendedAction) {
        $message += ' ' + $ErrorRecord.ErrorDetails.RecommendedAction
    }

    switch (Get-CiHost) {
        'GitHub' { Write-Host ('::error title={0}::{1}' -f (ConvertTo-GitHubData -Text $id -Property), (ConvertTo-GitHubData -Text $message)) }
        'Azure' { Write-Host ('##vso[task.logissue type=error]{0}: {1}' -f (ConvertTo-AzureData -Text $id), (ConvertTo-AzureData -Text $message)) }
        default { Write-Host ('ERROR {0}: {1}' -f $id, ($message -replace '\s*[\r\n]+\s*', ' ')) }
    }
}

function ConvertTo-MarkdownTable {
    <#
    .SYNOPSIS
    A table in Markdown, in which no cell can be anything but text.
    #>
    [OutputType([string])]
    param(
        # The rows; the properties of the first are the columns.
        [Parameter(Mandatory)]
        [AllowEmptyCollection()]
        [object[]] $InputObject
    )

    if ($InputObject.Count -eq 0) {
        return ''
    }

    $columns = @($InputObject[0].PSObject.Properties.Name)
    $lines = @(
        '| ' + ($columns -join ' | ') + ' |'
        '|' + (' --- |' * $columns.Count)
        foreach ($row in $InputObject) {
            $cells = foreach ($column in $columns) {
                [System.Net.WebUtility]::HtmlEncode("$($row.$column)") -replace '[\r\n]+', ' ' -replace '([\\|`*_\[\]~])', '\$1'
            }
            '| ' + ($cells -join ' | ') + ' |'
        }
    )
    $lines -join "`n"
}

function Add-CiSummary {
    <#
    .SYNOPSIS
    Adds Markdown to the summary of the job; without a host it is printed.
    #>
    param(
        # What to show.
        [Parameter(Mandatory)]
        [string] $Markdown
    )

    $utf8 = [System.Text.UTF8Encoding]::new($false)
    switch (Get-CiHost) {
        'GitHub' { [System.IO.File]::AppendAllText($env:GITHUB_STEP_SUMMARY, $Markdown + "`n", $utf8) }
        'Azure' {
            $file = Join-Path $env:AGENT_TEMPDIRECTORY ('bindings-' + [guid]::NewGuid().ToString('N') + '.md')
            [System.IO.File]::WriteAllText($file, $Markdown + "`n", $utf8)
            Write-Host "##vso[task.uploadsummary]$file"
        }
        default { Write-Host $Markdown }
    }
}

Export-ModuleMember -Function Get-CiHost, Initialize-CiOutput, Write-CiError, ConvertTo-MarkdownTable, Add-CiSummary
