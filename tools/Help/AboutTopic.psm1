# From a Markdown topic (docs/en-US/about_*.md) to the plain text that Get-Help shows: 80 columns, headings in the first
# one, text in the fifth.

$ErrorActionPreference = 'Stop'
Import-Module (Join-Path $PSScriptRoot 'HelpMarkdown.psm1')

$columns = 80
$textIndent = 4
$codeIndent = 8

function ConvertTo-AboutTopic {
    <#
    .SYNOPSIS
    Gives the whole topic, with a line feed after every line.
    #>
    param(
        [Parameter(Mandatory)] [string] $Name,
        [Parameter(Mandatory)] [string] $Markdown
    )

    $blocks = @(ConvertTo-HelpBlock $Markdown)
    if ($blocks[0].Kind -ne 'Heading' -or $blocks[0].Level -ne 1 -or $blocks[0].Text -ne $Name) {
        throw "The topic $Name does not begin with the heading '# $Name'."
    }

    # Get-Help takes the fifth line for the synopsis.
    if ($blocks[1].Text -ne 'Short description' -or $blocks[2].Kind -ne 'Paragraph' -or $blocks[2].Text.Length -gt $columns - $textIndent) {
        throw "The topic $Name does not go on with '## Short description' and one line of at most $($columns - $textIndent) characters."
    }

    $lines = @('TOPIC', (' ' * $textIndent + $Name))
    $before = $blocks[0]
    foreach ($block in $blocks | Select-Object -Skip 1) {
        $underHeading = $before.Kind -eq 'Heading' -and $before.Level -le 2 -and $block.Kind -ne 'Heading'
        $inList = $before.Kind -eq 'Item' -and $block.Kind -eq 'Item'
        if (-not $underHeading -and -not $inList) {
            $lines += ''
        }

        $lines += Format-AboutBlock $block
        $before = $block
    }

    foreach ($line in $lines) {
        if ($line.Length -gt $columns) {
            throw "The topic $Name has a line of more than $columns columns: '$line'."
        }
    }

    ($lines -join "`n") + "`n"
}

function Format-AboutBlock {
    param($Block)

    switch ($Block.Kind) {
        'Heading' { if ($Block.Level -eq 2) { $Block.Text.ToUpperInvariant() } else { '  ' + $Block.Text } }
        'Paragraph' { Format-Wrapped $Block.Text (' ' * $textIndent) }
        'Item' { Format-Wrapped $Block.Text (' ' * $textIndent + $Block.Marker + ' ') }
        'Code' { $Block.Lines | ForEach-Object { (' ' * $codeIndent + $_).TrimEnd() } }
        'Table' { Format-AboutTable $Block.Rows }
    }
}

# Wraps a text; the first line begins with the lead, the others hang below its end.
function Format-Wrapped {
    param([string] $Text, [string] $Lead)

    $first = $Lead
    foreach ($line in Split-Text $Text ($columns - $Lead.Length)) {
        $first + $line
        $first = ' ' * $Lead.Length
    }
}

# Cuts a text between words into lines of at most this width; a longer word has a line of its own.
function Split-Text {
    param([string] $Text, [int] $Width)

    $line = ''
    foreach ($word in $Text -split ' +') {
        if ($line -ne '' -and $line.Length + 1 + $word.Length -gt $Width) {
            $line
            $line = $word
        }
        else {
            $line = ($line + ' ' + $word).TrimStart()
        }
    }

    $line
}

# A table in columns. The widest ones are made narrower until it fits, and their cells are wrapped.
function Format-AboutTable {
    param([object[]] $Rows)

    $gap = 2
    $places = 0..($Rows[0].Count - 1)
    $natural = @($places | ForEach-Object { $place = $_; ($Rows | ForEach-Object { $_[$place].Length } | Measure-Object -Maximum).Maximum })
    $least = @($places | ForEach-Object { $place = $_; ($Rows | ForEach-Object { $_[$place] -split ' ' } | Measure-Object Length -Maximum).Maximum })
    $room = $columns - $textIndent - $gap * ($natural.Count - 1)
    $widths = $natural.Clone()
    while (($widths | Measure-Object -Sum).Sum -gt $room) {
        $widest = $places | Where-Object { $widths[$_] -gt $least[$_] } | Sort-Object { $widths[$_] } | Select-Object -Last 1
        if ($null -eq $widest) {
            throw "A table does not fit into $columns columns; its first row: $($Rows[0] -join ', ')."
        }

        $widths[$widest]--
    }

    $wraps = ($natural | Measure-Object -Sum).Sum -gt $room
    Format-AboutRow -Cells $Rows[0] -Widths $widths -Gap $gap
    Format-AboutRow -Cells @($places | ForEach-Object { '-' * $widths[$_] }) -Widths $widths -Gap $gap
    for ($i = 1; $i -lt $Rows.Count; $i++) {
        if ($wraps -and $i -gt 1) {
            ''
        }

        Format-AboutRow -Cells $Rows[$i] -Widths $widths -Gap $gap
    }
}

function Format-AboutRow {
    param([string[]] $Cells, [int[]] $Widths, [int] $Gap)

    $columnsOfRow = for ($i = 0; $i -lt $Cells.Count; $i++) {
        , @(Split-Text $Cells[$i] $Widths[$i])
    }

    $height = ($columnsOfRow | ForEach-Object { $_.Count } | Measure-Object -Maximum).Maximum
    for ($line = 0; $line -lt $height; $line++) {
        $parts = for ($i = 0; $i -lt $Cells.Count; $i++) {
            ([string] $columnsOfRow[$i][$line]).PadRight($Widths[$i])
        }

        (' ' * $textIndent + ($parts -join (' ' * $Gap))).TrimEnd()
    }
}

Export-ModuleMember -Function ConvertTo-AboutTopic
