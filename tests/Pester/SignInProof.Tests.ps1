# Connect-AgAccount finds out whether the service takes the key, whose key it is, and what a region was meant to be.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $caller = 'LTAIcaller0001'

    # The rule by which the server that plays STS knows the secret of an AccessKey id.
    $callerSecret = [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes("secret`n$caller"))).ToLowerInvariant().Substring(0, 30)
    $null = Initialize-Sandbox @('--cloud', '--key', "$caller=$callerSecret")
    $server = Get-SandboxServer
    $key = @{ Credential = Get-SandboxCredential $caller $callerSecret }
    $here = $key + @{ Endpoint = $server.Url; RegionId = 'cn-hangzhou' }

    # The service itself cannot be reached this way, and STS can: it is on this machine.
    $nowhere = $key + @{ Proxy = 'http://127.0.0.1:9' }
    $sts = @{ ALIBABA_CLOUD_STS_ENDPOINT = $server.CloudUrl }

    function Get-CloudRequest { param([string] $Endpoint) (Invoke-SandboxControl GET '/sandbox/cloud/requests') | Where-Object { $_.endpoint -eq $Endpoint } }

    # Signs in, and gives what came of it.
    function Connect-Seen {
        param([hashtable] $With)
        $all = @(Invoke-SignedOut -Environment $sts { try { Connect-AgAccount @With 3>&1 } catch { $_ } })
        [pscustomobject] @{
            Context = $all | Where-Object { $_ -is [AliGatewaySignature.Model.AgContext] }
            Warning = @($all | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })
            Failed  = $all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }
        }
    }
}

AfterAll { Close-Sandbox }

Describe 'A sign-in' {
    BeforeEach {
        Disconnect-AgAccount
        Reset-Sandbox
    }

    Context 'Whether the service takes the key' {
        It 'is found out with one call that changes nothing' {
            $done = Connect-Seen $here
            $done.Context | Should -Not -BeNullOrEmpty
            $done.Warning | Should -BeNullOrEmpty
            (Get-SandboxCall).operation | Should -Be DescribeRegions
        }

        It 'is not asked with -SkipVerification, nor on the sandbox' {
            (Connect-Seen ($here + @{ SkipVerification = $true })).Context | Should -Not -BeNullOrEmpty
            (Connect-Seen @{ Sandbox = $true }).Context.IsSandbox | Should -BeTrue
            Get-SandboxCallCount | Should -Be 0
            Get-CloudRequest CallerIdentity | Should -BeNullOrEmpty
        }

        It 'fails the sign-in where it does not: <what>' -ForEach @(
            @{ what = 'a wrong secret'; with2 = { @{ Credential = Get-SandboxCredential $caller 'Wrong_secret_1' } }; id = 'RequestSignatureRefused' }
            @{ what = 'an unknown id'; with2 = { @{ Credential = Get-SandboxCredential 'NobodysAccessKey' 'Wrong_secret_1' } }; id = 'AccessKeyRefused' }
            @{ what = 'a token that is none'; with2 = { @{ SecurityToken = ConvertTo-Secret 'AnotherToken==' } }; id = 'SecurityTokenRefused' }
            @{ what = 'an expired token'; with2 = { @{} }; fault = @{ kind = 'expiredToken' }; id = 'SecurityTokenExpired' }
            @{ what = 'a clock that is off'; with2 = { @{} }; fault = @{ kind = 'clockSkew'; minutes = 30 }; id = 'ClockSkewed' }
        ) {
            if ($fault) { Set-SandboxFault $fault }
            $with = $here.Clone()
            (& $with2).GetEnumerator() | ForEach-Object { $with[$_.Key] = $_.Value }
            $done = Connect-Seen $with
            $done.Context | Should -BeNullOrEmpty
            $done.Failed | Get-ErrorId | Should -Be $id
            $done.Failed.CategoryInfo.Category | Should -Be AuthenticationError
            $done.Failed | Format-List * -Force | Out-String | Should -Not -Match "Wrong_secret_1|$callerSecret"
            Get-SandboxCallCount | Should -Be 1
            Invoke-SignedOut { Get-AgContext -WarningAction SilentlyContinue } | Should -BeNullOrEmpty
        }

        It 'is shown by a refusal of the operation as well: <code>' -ForEach @(
            @{ code = 'Forbidden.RAM'; status = 403 }, @{ code = 'NoPermission'; status = 403 }
            @{ code = 'InvalidAction.NotFound'; status = 404 }, @{ code = 'InvalidApi.NotFound'; status = 404 }
        ) {
            Set-SandboxFault @{ kind = 'error'; operation = 'DescribeRegions'; code = $code; status = $status }
            $done = Connect-Seen $here
            $done.Context | Should -Not -BeNullOrEmpty
            $done.Warning | Should -BeNullOrEmpty
            Get-SandboxCallCount | Should -Be 1
        }

        It 'stays open, with a warning and after one attempt, where there is no answer: <fault.kind>' -ForEach @(
            @{ fault = @{ kind = 'throttle' } }, @{ fault = @{ kind = 'html503' } }, @{ fault = @{ kind = 'reset' } }, @{ fault = @{ kind = 'notJson' } }
            @{ fault = @{ kind = 'hang' } }
        ) {
            Set-SandboxFault $fault
            $done = Connect-Seen ($here + @{ TimeoutSec = 1 })
            $done.Context | Should -Not -BeNullOrEmpty
            $done.Failed | Should -BeNullOrEmpty
            $done.Warning.Count | Should -Be 1
            "$($done.Warning)" | Should -Match '^Signed in, but whether the service takes this key was not found out.*DescribeRegions'
            Get-SandboxCallCount | Should -Be 1
        }

        It 'stays open where nobody listens' {
            $done = Connect-Seen ($nowhere + @{ RegionId = 'cn-hangzhou' })
            $done.Context | Should -Not -BeNullOrEmpty
            $done.Warning.Count | Should -Be 1
        }
    }

    Context 'Whose key it is' {
        It 'is what STS says' {
            $context = (Connect-Seen ($nowhere + @{ RegionId = 'cn-hangzhou' })).Context
            $context.AccountId | Should -BeExactly 1234567890123456
            $context.Arn | Should -BeExactly "acs:ram::1234567890123456:user/$caller"
            $context | Out-String | Should -Match 'AccountId\s+: 1234567890123456'
            @(Get-CloudRequest CallerIdentity).Count | Should -Be 1
        }

        It 'is not asked with <name>, which say that the network is another one' -ForEach @(
            @{ name = '-Endpoint'; with = { $here } }
            @{ name = '-VpcEndpoint'; with = { $nowhere + @{ RegionId = 'cn-hangzhou'; VpcEndpoint = $true } } }
        ) {
            $done = Connect-Seen (& $with)
            $done.Context | Should -Not -BeNullOrEmpty
            $done.Context.AccountId | Should -BeNullOrEmpty
            Get-CloudRequest CallerIdentity | Should -BeNullOrEmpty
        }

        It 'is left open where STS gives no answer, without a word' {
            $unknown = Get-SandboxCredential 'NobodysAccessKey' 'Wrong_secret_1'
            $done = Connect-Seen @{ Credential = $unknown; Proxy = 'http://127.0.0.1:9'; RegionId = 'cn-hangzhou' }
            $done.Context.AccountId | Should -BeNullOrEmpty
            $done.Warning.Count | Should -Be 1
            "$($done.Warning)" | Should -Not -Match 'GetCallerIdentity'
        }

        It 'stands in questions, with the region' {
            $with = $nowhere + @{ RegionId = 'cn-hangzhou' }
            $null = Connect-Seen $with
            $done = Invoke-SecondPowerShell 'New-AgSignature -SignatureName third_key -Context $c -WhatIf' -Variable @{ c = Get-AgContext }
            "$($done.Line)" | Should -Match '\[account 1234567890123456, cn-hangzhou\]$'
            $done = Invoke-SecondPowerShell 'New-AgSignature -SignatureName third_key -Context $c -Confirm' -Answer No -Variable @{ c = Get-AgContext }
            $done.Question[0].Caption | Should -Match '\[account 1234567890123456, cn-hangzhou\]$'
        }
    }

    Context 'The region' {
        It "<given> is <id>" -ForEach @(
            @{ given = 'China (Hangzhou)'; id = 'cn-hangzhou' }, @{ given = 'hangzhou'; id = 'cn-hangzhou' }, @{ given = 'CN-Hangzhou '; id = 'cn-hangzhou' }
            @{ given = 'Germany (Frankfurt)'; id = 'eu-central-1' }, @{ given = 'Silicon Valley'; id = 'us-west-1' }, @{ given = 'singapore'; id = 'ap-southeast-1' }
        ) {
            $done = Connect-Seen ($key + @{ RegionId = $given; SkipVerification = $true })
            $done.Context.RegionId | Should -BeExactly $id
            $done.Warning | Should -BeNullOrEmpty
        }

        It 'that is not known is taken, with a warning that names the nearest' {
            $done = Connect-Seen ($key + @{ RegionId = 'cn-hangzou'; SkipVerification = $true })
            $done.Context.RegionId | Should -BeExactly cn-hangzou
            "$($done.Warning)" | Should -Match "'cn-hangzou' is none that this module knows.* cn-hangzhou may be meant"
        }

        It 'of a host that is named does not matter' {
            $with = $here.Clone()
            $with.RegionId = 'cn-hangzou'
            (Connect-Seen $with).Warning | Should -BeNullOrEmpty
        }
    }
}
