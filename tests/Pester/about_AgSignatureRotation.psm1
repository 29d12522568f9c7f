# What the scripts of about_AgSignatureRotation find around them: a real backend that accepts the pairs of its vault, and stand-ins of
# the programs of others, which take what those document and refuse everything else.

Import-Module (Join-Path $PSScriptRoot '../SampleBackend/SampleBackend.psm1') -Global

$vault = @{}
$env:ORDERS_URL = (Start-SampleBackend) + '/orders'

<#
.SYNOPSIS
Of Microsoft.PowerShell.SecretManagement: a vault from which the backend takes its pairs.
#>
function Set-Secret {
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'a stand-in')]
    [CmdletBinding()]
    param([Parameter(Mandatory, Position = 0)] [string] $Name, [Parameter(Mandatory)] [pscredential] $Secret, [string] $Vault)
    $null = $Vault
    $script:vault[$Name] = [pscustomobject]@{ SignatureKey = $Secret.UserName; SignatureSecret = $Secret.Password }
    Set-SampleBackend -Pair @($script:vault.Values)
}

<#
.SYNOPSIS
Of the aliyun CLI: an operation of the Key Management Service, 2016-01-20.
#>
function aliyun {
    $given = @{}
    for ($i = 2; $i -lt $args.Count; $i += 2) {
        $given[$args[$i]] = $args[$i + 1]
    }

    if ("$($args[0..1])" -ne 'kms PutSecretValue' -or "$($given.Keys | Sort-Object)" -ne '--SecretData --SecretName --VersionId') {
        throw "aliyun does not know: $args"
    }

    $value = $given['--SecretData'] | ConvertFrom-Json
    if (-not $value.Key -or -not $value.Secret -or $given['--VersionId'] -notmatch '^\w{1,64}$') {
        throw "The version holds no pair: $($given['--SecretName'])"
    }
}

<#
.SYNOPSIS
Of the CLI of GitHub: the value comes by --body, or else by standard input.
#>
function gh {
    $value = if ($args -contains '--body') { $args[[array]::IndexOf($args, '--body') + 1] } else { $input -join "`n" }
    if ("$($args[0..1])" -ne 'secret set' -or $args[2] -notmatch '^[A-Z_]+$' -or -not $value) {
        throw "gh does not know: $args"
    }
}

$ExecutionContext.SessionState.Module.OnRemove = {
    Stop-SampleBackend
    $env:ORDERS_URL = $null
}

Export-ModuleMember -Function Set-Secret, aliyun, gh
