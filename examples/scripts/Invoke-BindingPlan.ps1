<#
.SYNOPSIS
Binds what a plan names; with -WhatIf it only says what that would change.

.DESCRIPTION
The plan is a CSV file with the columns SignatureId, GroupId, StageName and ApiId. What is in it becomes bound; what is not
in it stays as it is. Every row is read and checked before anything is sent. What is wrong with the plan is an annotation with
the number of its row (1 is the first below the header); nothing is bound then, and the exit code is 1.

The first section of the job's summary is what differs from the plan; the second what is bound afterwards. A row that fails
only when it is sent is an annotation too, the others are done, and the exit code is 1.

Signs in without a stored key when -RoleArn is given, by the identity of the GitHub or Azure pipeline. Otherwise the
session's own sign-in serves, or the credentials of the environment.

.EXAMPLE
./Invoke-BindingPlan.ps1 -Plan plan.csv -WhatIf
What a pull request shows.

.EXAMPLE
./Invoke-BindingPlan.ps1 -Plan plan.csv
What happens on merge.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The file.
    [Parameter(Mandatory)]
    [string] $Plan,

    # The module, as Install-AgModule.ps1 printed it; found by its name when left out.
    [string] $ModulePath = 'AliGatewaySignature',

    # The region to sign in to.
    [string] $RegionId,

    # The identity provider that the role trusts.
    [string] $OidcProviderArn,

    # The role to sign in as.
    [string] $RoleArn
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'CiHost.psm1')
Initialize-CiOutput

# An annotation is read by a person: after some, the number of the others says enough.
$mostAnnotations = 8

# The identity of the pipeline, in exchange for the role: no key is stored anywhere.
function Connect-Pipeline {
    param([hashtable] $As)

    switch (Get-CiHost) {
        'GitHub' { Connect-AgAccount -GitHubActions @As }
        'Azure' { Connect-AgAccount -AzurePipelines @As }
        default { throw '-RoleArn signs in as the identity of a pipeline: this is neither GitHub Actions nor Azure Pipelines.' }
    }
}

# The rows of the plan whose API does not carry the key of its row, each with what it carries now.
function Get-Difference {
    param([object[]] $Row)

    foreach ($stage in $Row | Group-Object GroupId, StageName) {
        $carried = @{}
        $seen = @{}
        Get-AgSignature -GroupId $stage.Group[0].GroupId -StageName $stage.Group[0].StageName |
            ForEach-Object { $carried[$_.ApiId] = $_.SignatureId }
        foreach ($item in $stage.Group) {
            $now = "$($carried[$item.ApiId])"
            if ($now -ne $item.SignatureId -and -not $seen.Contains($item.ApiId)) {
                $seen[$item.ApiId] = $true
                [pscustomobject] @{ Group = $item.GroupId; Stage = $item.StageName; Now = $(if ($now) { $now } else { '(none)' }); Then = $item.SignatureId; Api = $item.ApiId }
            }
        }
    }
}

# What tells rows apart: all that is sent.
function Get-RowKey {
    param([object] $Row)

    $Row.SignatureId, $Row.GroupId, "$($Row.StageName)".ToUpperInvariant(), $Row.ApiId -join "`n"
}

# The numbers of the rows that an error is about. An error that names one itself has it in its text.
function Get-RowNumber {
    param([System.Management.Automation.ErrorRecord] $ErrorRecord, [System.Collections.Generic.Dictionary[string, object[]]] $NumberOf)

    if ("$ErrorRecord" -notmatch '^Row \d') {
        $ErrorRecord.TargetObject |
            Where-Object { $_ -is [AliGatewaySignature.Model.AgSignatureBinding] } |
            Where-Object { $NumberOf.ContainsKey((Get-RowKey $_)) } |
            ForEach-Object { $NumberOf[(Get-RowKey $_)] } |
            Sort-Object -Unique
    }
}

# One annotation for each error, with the rows that it is about.
function Write-PlanError {
    param([object[]] $Failed, [object[]] $Row)

    $numberOf = [System.Collections.Generic.Dictionary[string, object[]]]::new()
    for ($i = 0; $i -lt $Row.Count; $i++) {
        $rowKey = Get-RowKey $Row[$i]
        $numberOf[$rowKey] = @(if ($numberOf.ContainsKey($rowKey)) { $numberOf[$rowKey] }) + ($i + 1)
    }

    foreach ($one in $Failed | Select-Object -First $mostAnnotations) {
        $numbers = @(Get-RowNumber -ErrorRecord $one -NumberOf $numberOf)
        $shown = ($numbers | Select-Object -First 10) -join ', '
        Write-CiError -ErrorRecord $one -Prefix $(if ($numbers) { "Row$(if ($numbers.Count -gt 1) { 's' }) ${shown}$(if ($numbers.Count -gt 10) { ' and more' }): " } else { '' })
    }
}

# "1 row", "2 rows".
function Format-Count {
    param([int] $Count, [string] $Noun)

    '{0} {1}{2}' -f $Count, $Noun, $(if ($Count -ne 1) { 's' })
}

# Many APIs share key, group and stage: one line for them.
function Get-Count {
    param([object[]] $Row, [string[]] $By)

    $Row | Group-Object $By | ForEach-Object {
        $line = [ordered] @{}
        foreach ($name in $By) {
            $line[$name] = $_.Group[0].$name
        }

        $line['APIs'] = $_.Count
        [pscustomobject] $line
    }
}

try {
    Import-Module $ModulePath
    if ($RoleArn) {
        $null = Connect-Pipeline -As @{ OidcProviderArn = $OidcProviderArn; RoleArn = $RoleArn; RegionId = $RegionId }
    }

    $rows = @(Import-Csv -LiteralPath $Plan)
    if ($rows.Count -eq 0) {
        throw "The plan $Plan has no rows."
    }

    $columns = $rows[0].PSObject.Properties.Name
    $missing = @('SignatureId', 'GroupId', 'StageName', 'ApiId' | Where-Object { $_ -notin $columns })
    if ($missing.Count -gt 0) {
        throw "The plan lacks the columns $($missing -join ', '). It has: $(($columns | ForEach-Object { "'$_'" }) -join ', ')."
    }

    # Spreadsheets leave blanks around values. What is compared below must be what the command sends.
    foreach ($row in $rows) {
        foreach ($cell in $row.PSObject.Properties) {
            $cell.Value = "$($cell.Value)".Trim()
        }
    }

    # -WhatIf reads all that the plan names, and sends nothing.
    Write-Host 'The plan, tried without sending anything:'
    $wrong = @()
    $null = $rows | Add-AgSignatureApi -Replace -WhatIf -ErrorAction SilentlyContinue -ErrorVariable wrong
    if (@($wrong).Count -gt 0) {
        Write-PlanError -Failed $wrong -Row $rows
        Write-Host ('{0} of the plan: {1}. Nothing was sent.' -f (Format-Count $rows.Count row), (Format-Count @($wrong).Count error))
        exit 1
    }

    # A row may stand there twice.
    $planned = @($rows | Group-Object GroupId, StageName, ApiId -NoElement).Count
    $changes = @(Get-Difference -Row $rows)
    Add-CiSummary -Markdown ("### {0} of {1} APIs differ from the plan`n`n{2}" -f $changes.Count, $planned, (ConvertTo-MarkdownTable -InputObject @(Get-Count -Row $changes -By Group, Stage, Now, Then)))

    # In a pipeline nobody answers: the pull request was the question.
    $failed = @()
    $bound = @(if (-not $WhatIfPreference) { $rows | Add-AgSignatureApi -Replace -Verify -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed })

    if (-not $WhatIfPreference) {
        Add-CiSummary -Markdown ("### Bound`n`n{0}" -f (ConvertTo-MarkdownTable -InputObject @(Get-Count -Row $bound -By GroupId, StageName, SignatureId, State)))
    }

    Write-PlanError -Failed $failed -Row $rows
    Write-Host ('{0} of the plan: {1} differed, {2} failed.' -f (Format-Count $rows.Count row), $changes.Count, @($failed).Count)
    exit $(if (@($failed).Count -gt 0) { 1 } else { 0 })
}
catch {
    Write-CiError -ErrorRecord $_
    exit 1
}
