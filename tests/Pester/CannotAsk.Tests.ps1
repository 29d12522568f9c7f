# The four ways in which nobody can answer: the question is refused before it is asked, nothing is sent, and -Force or
# -Confirm:$false go on.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $noShell = if ($IsWindows) { 'there is no /bin/sh on Windows' }
    $noTerminal = if ($IsWindows -or -not (Get-Command script -CommandType Application -ErrorAction Ignore)) { 'there is no script(1) to play a terminal' }
    $context = Initialize-Sandbox
    $orders = Get-SampleGroupId orders
    $orderIds = @(Get-SampleApiId orders 250)

    # Runs in the other process, or in the other runspace, with $ctx, $s (a bound key), $free (an unbound one), $g and $ids.
    # First what must be refused, then what must go on.
    $tries = @'
$tries = [ordered] @{
    'Remove-AgSignatureApi'                  = { Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -ApiId $ids -Context $ctx }
    'Remove-AgSignatureApi from a pipeline'  = { $ids | Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -Context $ctx }
    'Remove-AgSignatureApi -All'             = { Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -All -Context $ctx }
    'Remove-AgSignatureApi -Force -Confirm'  = { Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -ApiId $ids -Force -Confirm -Context $ctx }
    'Remove-AgSignature'                     = { Remove-AgSignature -SignatureId $free -Context $ctx }
    'Remove-AgSignature of two'              = { $free, $s | Remove-AgSignature -Context $ctx }
    'Add-AgSignatureApi -Confirm'            = { Add-AgSignatureApi -SignatureId $s -GroupId $g -StageName PRE -ApiId $ids -Confirm -Context $ctx }
    'New-AgSignature -Confirm'               = { New-AgSignature -SignatureName third_key -Confirm -Context $ctx }
    'Set-AgSignature -Confirm'               = { Set-AgSignature -SignatureId $s -NewSignatureName renamed_key -Confirm -Context $ctx }
    'New-AgSignature, ConfirmPreference Low' = { $ConfirmPreference = 'Low'; New-AgSignature -SignatureName third_key -Context $ctx }
}
$seen = foreach ($name in $tries.Keys) {
    $out = @(try { & $tries[$name] 2>&1 } catch { $_ })
    $errors = @($out | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
    [pscustomobject] @{
        name     = $name
        outputs  = $out.Count - $errors.Count
        errors   = $errors.Count
        id       = "$($errors[0].FullyQualifiedErrorId)"
        category = "$($errors[0].CategoryInfo.Category)"
        text     = "$($errors[0].Exception.Message)"
        advice   = "$($errors[0].ErrorDetails.RecommendedAction)"
    }
}
$null = Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -ApiId $ids -WhatIf -Context $ctx
$null = Remove-AgSignature -SignatureId $free -WhatIf -Context $ctx
$null = Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -ApiId $ids[0..9] -Force -Context $ctx
$null = Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST -ApiId $ids[10..19] -Confirm:$false -Context $ctx
$null = Remove-AgSignature -SignatureId $free -Force -Context $ctx
$null = Add-AgSignatureApi -SignatureId $s -GroupId $g -StageName PRE -ApiId $ids[0] -Confirm:$false -Context $ctx
$null = New-AgSignature -SignatureName third_key -Context $ctx
$null = Set-AgSignature -SignatureId $s -NewSignatureName renamed_key -Confirm:$false -Context $ctx
'SEEN:' + (ConvertTo-Json @($seen) -Compress)
'@

    $opening = @'
$ErrorActionPreference = 'Stop'
Import-Module $env:AG_MODULE
$secret = [securestring]::new()
$env:AG_SANDBOX_ACCESS_KEY_SECRET.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
$ctx = Connect-AgAccount -Credential ([pscredential]::new($env:AG_SANDBOX_ACCESS_KEY_ID, $secret)) -Endpoint $env:AG_SANDBOX_URL -RegionId cn-hangzhou
$s = $env:AG_TEST_KEY
$free = $env:AG_TEST_FREE
$g = $env:AG_TEST_GROUP
$ids = $env:AG_TEST_IDS -split ' '

'@

    function Invoke-Alone {
        param([string] $StandardInput, [switch] $NonInteractive, [string[]] $Answer = @(), [string] $Script = $tries)
        $environment = @{ AG_TEST_KEY = $key.SignatureId; AG_TEST_FREE = $free.SignatureId; AG_TEST_GROUP = $orders; AG_TEST_IDS = $orderIds -join ' ' }
        Invoke-ChildPowerShell ($opening + $Script) -StandardInput $StandardInput -NonInteractive:$NonInteractive -Answer $Answer -Environment $environment
    }

    function Assert-Refused {
        param([string] $Text)
        $Text | Should -Match 'SEEN:'
        $Text | Should -Not -Match '\[Y\] Yes' -Because 'it is refused before it is asked'
        $seen = [regex]::Match($Text, 'SEEN:(\[.*\])').Groups[1].Value | ConvertFrom-Json
        $seen.Count | Should -Be 10
        foreach ($one in $seen) {
            $one.id | Should -BeLike 'CannotAsk,*' -Because "$($one.name): $($one.text)"
            $one.errors | Should -Be 1 -Because $one.name
            $one.outputs | Should -Be 0 -Because $one.name
            $one.category | Should -Be InvalidOperation -Because $one.name
            $one.advice | Should -Match '-Force or -Confirm:\$false' -Because $one.name
        }

        # Of the refused ones nothing was sent: what is in the journal are the six that follow them.
        @(Get-SandboxCall | Where-Object { $_.operation -notlike 'Describe*' }).operation |
            Should -Be 'RemoveSignatureApis', 'RemoveSignatureApis', 'DeleteSignature', 'SetSignatureApis', 'CreateSignature', 'ModifySignature'
        Get-SandboxBindingCount $orders TEST | Should -Be 230
        Get-SandboxBindingCount $orders PRE | Should -Be 1
    }
}

AfterAll { Close-Sandbox }

Describe 'Where nobody can answer' {
    BeforeEach {
        Reset-Sandbox
        $key = New-AgSignature -SignatureName first_key
        $free = New-AgSignature -SignatureName unbound_key
        $null = $orderIds | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST
        Clear-SandboxJournal
    }

    It 'pwsh -NonInteractive refuses' {
        $done = Invoke-Alone -StandardInput Closed -NonInteractive
        $done.ExitCode | Should -Be 0 -Because $done.Error
        Assert-Refused $done.Output
    }

    It 'pwsh -NonInteractive at a terminal refuses' {
        Skip-Because $noTerminal
        $done = Invoke-Alone -StandardInput Terminal -NonInteractive -Answer y
        Assert-Refused $done.Output
    }

    It 'the default host of a PowerShell object refuses' {
        $done = Invoke-SecondPowerShell $tries -DefaultHost -Variable @{ ctx = $context; s = $key.SignatureId; free = $free.SignatureId; g = $orders; ids = $orderIds }
        $done.State | Should -Be Completed -Because $done.Exception
        Assert-Refused ($done.Output -join "`n")
    }

    It 'pwsh </dev/null refuses' {
        Skip-Because $noShell
        $done = Invoke-Alone -StandardInput Null
        $done.ExitCode | Should -Be 0 -Because $done.Error
        Assert-Refused $done.Output
    }

    It 'echo | pwsh -File refuses' {
        $done = Invoke-Alone -StandardInput Line
        $done.ExitCode | Should -Be 0 -Because $done.Error
        Assert-Refused $done.Output
    }

    It 'pwsh with an input that is closed refuses' {
        $done = Invoke-Alone -StandardInput Closed
        $done.ExitCode | Should -Be 0 -Because $done.Error
        Assert-Refused $done.Output
    }

    It 'a script that does not catch the error ends with it, and with exit code 1' {
        $done = Invoke-Alone -StandardInput Line -Script 'Remove-AgSignature -SignatureId $free; "went on"'
        $done.ExitCode | Should -Be 1
        $done.Output | Should -Not -Match 'went on'
        $done.Error | Should -Match 'Nobody can answer here'
        $done.Error | Should -Match '-Force or -Confirm:\$false'
        Get-SandboxWriteCount | Should -Be 0
    }

    It 'no -Force ends the pipeline at the first question; what was read ahead of it is not sent' {
        $done = Invoke-Alone -StandardInput Null -Script '$ErrorActionPreference = "Continue"; $n = 0; $ids | ForEach-Object { $n++; $_ } | Remove-AgSignatureApi -SignatureId $s -GroupId $g -StageName TEST; "read $n"'
        Get-SandboxWriteCount | Should -Be 0
        $done.Error | Should -Match 'Nobody can answer here'
        ([regex]::Matches($done.Error, 'Nobody can answer here')).Count | Should -Be 1
    }
}

Describe 'Where somebody can answer' {
    BeforeEach {
        Reset-Sandbox
        $key = New-AgSignature -SignatureName first_key
        $free = New-AgSignature -SignatureName unbound_key
        Clear-SandboxJournal
    }

    It 'a terminal is asked; No sends nothing and Yes goes on' {
        Skip-Because $noTerminal
        $done = Invoke-Alone -StandardInput Terminal -Answer n, y -Script 'Remove-AgSignature -SignatureId $s; Remove-AgSignature -SignatureId $free; "went on"'
        $done.Output | Should -Match "Delete the backend signature key first_key\s+\($($key.SignatureId)\)"
        $done.Output | Should -Match "Delete the backend signature key unbound_key\s+\($($free.SignatureId)\)"
        $done.Output | Should -Match 'went on'
        @(Get-SandboxCall DeleteSignature).signatureId | Should -Be $free.SignatureId
    }
}
