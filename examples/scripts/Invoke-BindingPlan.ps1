<#
.SYNOPSIS
Carries out a plan of which API carries which key; with -WhatIf it only says what that would change.

.DESCRIPTION
The plan is a CSV file with the columns SignatureName or SignatureId, GroupName or GroupId, StageName, and ApiName or ApiId. What
differs from it is found by Compare-AgSignatureApi, and the very differences that the summary of the job shows are carried out by
Sync-AgSignatureApi. What is not in the plan stays as it is, unless -Prune is given.

Every row is read and checked before anything is sent. What is wrong with the plan is an annotation with the number of its row (1 is the
first below the header); nothing is changed then, and the exit code is 1. What fails only when it is sent is an annotation too, the
rest is done, and the exit code is 1.

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
    [string] $RoleArn,

    # Unbinds also what the plan does not list, within the keys, groups and stages that it names.
    [switch] $Prune,

    # How many APIs may be unbound. If it were more, nothing is sent.
    [int] $MaxUnbind = 50
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module (Join-Path $PSScriptRoot 'CiHost.psm1')
Initialize-CiOutput

# What is shown is read by a person: after some, the number of the others says enough.
$mostAnnotations = 8
$mostRows = 200

# The identity of the pipeline, in exchange for the role: no key is stored anywhere.
function Connect-Pipeline {
    param([hashtable] $As)

    switch (Get-CiHost) {
        'GitHub' { Connect-AgAccount -GitHubActions @As }
        'Azure' { Connect-AgAccount -AzurePipelines @As }
        default { throw '-RoleArn signs in as the identity of a pipeline: this is neither GitHub Actions nor Azure Pipelines.' }
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

# What differs, in numbers and API by API.
function Get-Summary {
    param([object[]] $Difference, [int] $RowCount)

    '### {0} from {1} of the plan' -f (Format-Count $Difference.Count difference), (Format-Count $RowCount row)
    if ($Difference.Count -gt 0) {
        $named = @($Difference | Select-Object @{ n = 'Change'; e = { $_.Action } }, @{ n = 'Group'; e = { $_.GroupName } },
            @{ n = 'Stage'; e = { $_.StageName } }, @{ n = 'Key'; e = { $_.SignatureName } }, @{ n = 'Was'; e = { $_.PreviousSignatureName } },
            @{ n = 'Api'; e = { $_.ApiName } }, @{ n = 'Row'; e = { $_.RowNumber } })
        ''
        ConvertTo-MarkdownTable -InputObject @(Get-Count -Row $named -By Change, Group, Stage, Key, Was)
        ''
        ConvertTo-MarkdownTable -InputObject @($named | Select-Object -First $mostRows)
        if ($named.Count -gt $mostRows) {
            "`nand {0} more." -f ($named.Count - $mostRows)
        }
    }
}

# One annotation for each row that is wrong; any other error is one itself.
function Write-PlanError {
    param([System.Management.Automation.ErrorRecord] $ErrorRecord)

    $problems = @($ErrorRecord.TargetObject | Where-Object { $_ -is [AliGatewaySignature.Model.AgPlanProblem] })
    if ($problems.Count -eq 0) {
        Write-CiError -ErrorRecord $ErrorRecord
        return
    }

    $id = ($ErrorRecord.FullyQualifiedErrorId -split ',')[0]
    foreach ($one in $problems | Select-Object -First $mostAnnotations) {
        Write-CiError -ErrorRecord ([System.Management.Automation.ErrorRecord]::new([System.Exception]::new("$one"), $id, 'InvalidData', $one))
    }

    Write-Host ('The plan has {0}. Nothing was sent.' -f (Format-Count $problems.Count error))
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

    $differences = @($rows | Compare-AgSignatureApi -Prune:$Prune)
    Add-CiSummary -Markdown ((Get-Summary -Difference $differences -RowCount $rows.Count) -join "`n")

    # In a pipeline nobody answers: the pull request was the question. -WhatIf of this script counts here too.
    $failed = @()
    if ($differences.Count -gt 0) {
        $done = @($differences | Sync-AgSignatureApi -MaxUnbind $MaxUnbind -Verify -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed)
        if (-not $WhatIfPreference) {
            Add-CiSummary -Markdown ("### Done`n`n{0}" -f (ConvertTo-MarkdownTable -InputObject @(Get-Count -Row $done -By Action, GroupName, StageName, SignatureName)))
        }
    }

    @($failed) | Select-Object -First $mostAnnotations | ForEach-Object { Write-CiError -ErrorRecord $_ }
    Write-Host ('{0} of the plan: {1}, {2} failed.' -f (Format-Count $rows.Count row), (Format-Count $differences.Count difference), @($failed).Count)
    exit $(if (@($failed).Count -gt 0) { 1 } else { 0 })
}
catch {
    Write-PlanError -ErrorRecord $_
    exit 1
}
