# Reads the Markdown of docs/en-US as far as those pages use it: headings, paragraphs, lists of one level, fenced code, and
# tables. What it does not understand it would print as it stands, so the tests look for leftovers.

$ErrorActionPreference = 'Stop'

function ConvertTo-HelpBlock {
    <#
    .SYNOPSIS
    Cuts a text into blocks.

    .DESCRIPTION
    Kind is Heading (Level, Text), Paragraph (Text), Item (Marker, Text), Code (Info, Lines), or Table (Rows: the heading
    first, each an array of cells).
    #>
    param([Parameter(Mandatory)] [AllowEmptyString()] [string] $Markdown)

    $lines = $Markdown -split '\r?\n'
    $open = $null
    for ($i = 0; $i -lt $lines.Count; $i++) {
        $line = $lines[$i].TrimEnd()
        if ($line -match '^```(.*)$') {
            $info = $Matches[1].Trim()
            $code = [System.Collections.Generic.List[string]]::new()
            for ($i++; $i -lt $lines.Count -and $lines[$i].TrimEnd() -ne '```'; $i++) {
                $code.Add($lines[$i].TrimEnd())
            }

            [pscustomobject] @{ Kind = 'Code'; Info = $info; Lines = $code.ToArray() }
        }
        elseif ($line -match '^(#{1,6}) +(.+)$') {
            [pscustomobject] @{ Kind = 'Heading'; Level = $Matches[1].Length; Text = ConvertTo-HelpPlainText $Matches[2] }
        }
        elseif ($line -match '^\|') {
            $rows = [System.Collections.Generic.List[string[]]]::new()
            for (; $i -lt $lines.Count -and $lines[$i] -match '^\|'; $i++) {
                $cells = $lines[$i].Trim().Trim('|') -split '(?<!\\)\|' | ForEach-Object { ConvertTo-HelpPlainText $_.Trim() }
                if (($cells -join '') -notmatch '^[-: ]+$') {
                    $rows.Add($cells)
                }
            }

            $i--
            [pscustomobject] @{ Kind = 'Table'; Rows = $rows.ToArray() }
        }
        elseif ($line -match $(if ($open) { '^(-|1\.) +(.+)$' } else { '^(-|\d+\.) +(.+)$' })) {
            $open = [pscustomobject] @{ Kind = 'Item'; Marker = $Matches[1]; Text = $Matches[2] }
        }
        elseif ($open) {
            $open.Text += ' ' + $line.Trim()
        }
        elseif ($line -ne '') {
            $open = [pscustomobject] @{ Kind = 'Paragraph'; Text = $line.Trim() }
        }

        # A paragraph or an item ends where something else begins. Inside a paragraph, a number is one of the text.
        $ends = '^(\s*$|```|#{1,6} |\||- |' + $(if ($open.Kind -eq 'Item') { '\d+\. ' } else { '1\. ' }) + ')'
        if ($open -and ($i + 1 -ge $lines.Count -or $lines[$i + 1] -match $ends)) {
            $open.Text = ConvertTo-HelpPlainText $open.Text
            $open
            $open = $null
        }
    }
}

function ConvertTo-HelpPlainText {
    <#
    .SYNOPSIS
    Takes the marks off a line of text: `code`, **bold**, *emphasis*, [link](where), \escape.

    .DESCRIPTION
    A link to a page of ours is its name; where a link leads elsewhere, the address stays.
    #>
    param([Parameter(Mandatory)] [AllowEmptyString()] [string] $Text)

    $marks = '`(?<code>[^`]+)`|\[(?<link>[^\]]+)\]\((?<where>[^)]+)\)|\*\*(?<bold>[^*]+)\*\*|(?<![\w*])\*(?<emphasis>[^\s*][^*]*)\*(?![\w*])|\\(?<escape>[\\`*_|<>\[\]])'
    [regex]::Replace($Text, $marks, [System.Text.RegularExpressions.MatchEvaluator] ${function:Get-MarkedText})
}

# What is left of one mark.
function Get-MarkedText {
    param([System.Text.RegularExpressions.Match] $Match)

    $groups = $Match.Groups
    if ($groups['code'].Success) {
        $groups['code'].Value
    }
    elseif ($groups['link'].Success) {
        $name = ConvertTo-HelpPlainText $groups['link'].Value
        $where = $groups['where'].Value
        if ($where -match '^https?:' -and $where -ne $name) { "$name ($where)" } else { $name }
    }
    elseif ($groups['bold'].Success) {
        ConvertTo-HelpPlainText $groups['bold'].Value
    }
    elseif ($groups['emphasis'].Success) {
        $groups['emphasis'].Value
    }
    else {
        $groups['escape'].Value
    }
}

Export-ModuleMember -Function ConvertTo-HelpBlock, ConvertTo-HelpPlainText
