# Signing in the ways in which users already do, against a server that plays STS and the token endpoints of pipelines, and
# a sandbox that takes exactly the keys that were handed out there.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $caller = 'LTAIcaller0001'

    # The rule by which that server knows the secret of an AccessKey id.
    $callerSecret = [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes("secret`n$caller"))).ToLowerInvariant().Substring(0, 30)
    $null = Initialize-Sandbox @('--cloud', '--key', "$caller=$callerSecret", '--key', 'LTAIanother0002=AnotherSecret2')
    $server = Get-SandboxServer
    Disconnect-AgAccount

    $role = 'acs:ram::1234567890123456:role/gateway-keys'
    $provider = 'acs:ram::1234567890123456:oidc-provider/ci'
    $callerCredential = Get-SandboxCredential $caller $callerSecret
    $userHome = Join-Path $TestDrive 'home'
    $sts = @{ ALIBABA_CLOUD_STS_ENDPOINT = $server.CloudUrl; HOME = $userHome; USERPROFILE = $userHome }

    # Writes the file of the CLI, for its owner only.
    function Set-CliFile {
        param($Content, [string] $Mode = '600')
        $file = Join-Path $userHome '.aliyun/config.json'
        $null = New-Item -ItemType Directory -Path (Split-Path $file) -Force
        Set-Content -LiteralPath $file -Value $(if ($Content -is [string]) { $Content } else { ConvertTo-Json $Content -Depth 5 })
        if (-not $IsWindows) {
            chmod $Mode $file
        }

        $file
    }

    function Get-CloudRequest { param([string] $Endpoint) (Invoke-SandboxControl GET '/sandbox/cloud/requests') | Where-Object { -not $Endpoint -or $_.endpoint -eq $Endpoint } }
}

AfterAll {
    Stop-SandboxServer
}

Describe 'Signing in' {
    BeforeEach {
        Reset-Sandbox
        $null = Set-CliFile @{
            current  = 'dev'
            profiles = @(
                @{ name = 'dev'; mode = 'AK'; access_key_id = $caller; access_key_secret = $callerSecret; region_id = 'cn-shanghai' }
                @{ name = 'other one'; mode = 'AK'; access_key_id = 'LTAIanother0002'; access_key_secret = 'AnotherSecret2'; region_id = 'eu-west-1' }
                @{ name = 'admin'; mode = 'ChainableRamRoleArn'; source_profile = 'dev'; ram_role_arn = $role; region_id = 'cn-shanghai' }
            )
        }
    }

    AfterEach { Disconnect-AgAccount }

    Context 'With the file of the CLI' {
        It 'needs no Connect-AgAccount at all' {
            $context = Invoke-SignedOut { Get-AgContext } -Environment $sts
            $context.Source | Should -Be CliProfile
            $context.ProfileName | Should -Be dev
            $context.RegionId | Should -Be cn-shanghai
            $context.RegionSource | Should -Be "profile 'dev'"
            "$($context.Endpoint)" | Should -Be 'https://apigateway.cn-shanghai.aliyuncs.com/'
            $context.AccessKeyId | Should -BeExactly 'LTAI****0001'
            $context.Expiration | Should -BeNullOrEmpty
        }

        It 'follows ALIBABA_CLOUD_PROFILE from one cmdlet to the next' {
            Invoke-SignedOut -Environment $sts {
                (Get-AgContext).ProfileName
                $env:ALIBABA_CLOUD_PROFILE = 'other one'
                (Get-AgContext).ProfileName
                $env:ALIBABA_CLOUD_PROFILE = 'gone'
                Get-ErrorOf { Get-AgContext } | Get-ErrorId
                $env:ALIBABA_CLOUD_PROFILE = $null
            } | Should -Be dev, 'other one', ProfileNotFound
        }

        It 'Connect-AgAccount keeps to what it found' {
            Invoke-SignedOut -Environment $sts { $null = Connect-AgAccount -SkipVerification }
            (Get-AgContext).ProfileName | Should -Be dev
        }

        It '-ProfileName takes another profile, which signs' {
            $context = Invoke-SignedOut -Environment $sts { Connect-AgAccount -ProfileName 'other one' -Endpoint $server.Url }
            $context.RegionId | Should -Be eu-west-1
            $null = Get-AgApiGroup
            (Get-SandboxCall DescribeApiGroups).accessKeyId | Select-Object -Unique | Should -Be LTAIanother0002
        }

        It 'completes the names of profiles and regions' {
            Invoke-SignedOut -Environment $sts {
                (TabExpansion2 'Connect-AgAccount -ProfileName ').CompletionMatches.CompletionText
                (TabExpansion2 'Connect-AgAccount -ProfileName o').CompletionMatches.ListItemText
                (TabExpansion2 'Connect-AgAccount -RegionId eu-w').CompletionMatches.CompletionText
            } | Should -Be dev, "'other one'", admin, 'other one', eu-west-1
            Get-CloudRequest | Should -BeNullOrEmpty
        }

        It 'says file and field when it is broken: <name>' -ForEach @(
            @{ name = 'JSON'; content = '{"current":'; id = 'CredentialSourceInvalid'; says = 'not a JSON object' }
            @{ name = 'a field'; content = '{"current":"p","profiles":[{"name":"p","mode":"AK","access_key_id":"x"}]}'; id = 'CredentialIncomplete'; says = 'access_key_secret' }
            @{ name = 'a mode'; content = '{"current":"p","profiles":[{"name":"p","mode":"Magic"}]}'; id = 'CredentialSourceInvalid'; says = 'Magic' }
            @{ name = 'an expired sign-in'; content = '{"current":"p","profiles":[{"name":"p","region_id":"cn-hangzhou","mode":"CloudSSO","access_key_id":"x","access_key_secret":"y","sts_token":"z","sts_expiration":1}]}'; id = 'CredentialExpired'; says = 'aliyun configure --mode CloudSSO' }
        ) {
            $file = Set-CliFile $content
            foreach ($failed in Invoke-SignedOut -Environment $sts { Get-ErrorOf { Get-AgSignature }; Get-ErrorOf { Connect-AgAccount -RegionId cn-hangzhou } }) {
                $failed | Get-ErrorId | Should -Be $id
                "$failed" | Should -Match ([regex]::Escape($file))
                "$failed" | Should -Match $says
                $failed.CategoryInfo.Category | Should -Not -Be NotSpecified
                $failed.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
            }
        }

        It 'warns once of a file that others can read' {
            Skip-Because $(if ($IsWindows) { 'files have no mode there' })
            $other = Join-Path $TestDrive 'shared.json'
            Copy-Item (Set-CliFile @{ current = 'p'; profiles = @(@{ name = 'p'; mode = 'AK'; access_key_id = 'x12345678'; access_key_secret = 'y' }) }) $other
            chmod 644 $other
            $warnings = Invoke-SignedOut -Environment ($sts + @{ ALIBABA_CLOUD_CONFIG_FILE = $other; ALIBABA_CLOUD_REGION_ID = 'cn-hangzhou' }) { 1..3 | ForEach-Object { Get-AgContext 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } } }
            @($warnings).Count | Should -Be 1
            "$warnings" | Should -Match "chmod 600 '$([regex]::Escape($other))'"
        }
    }

    Context 'The region' {
        It 'is that of the parameter, else of the environment, else of the profile' {
            Invoke-SignedOut -Environment ($sts + @{ ALIBABA_CLOUD_REGION_ID = 'cn-beijing' }) {
                (Connect-AgAccount -RegionId us-east-1 -SkipVerification).RegionId
                (Connect-AgAccount -SkipVerification).RegionId
                $env:ALIBABA_CLOUD_REGION_ID = $null
                (Connect-AgAccount -SkipVerification).RegionId
                (Connect-AgAccount -Credential $callerCredential -SkipVerification).RegionId
            } | Should -Be us-east-1, cn-beijing, cn-shanghai, cn-shanghai
        }

        It 'has hosts inside its VPCs' {
            $context = Invoke-SignedOut -Environment $sts { Connect-AgAccount -VpcEndpoint -SkipVerification }
            "$($context.Endpoint)" | Should -Be 'https://apigateway-vpc.cn-shanghai.aliyuncs.com/'
        }
    }

    Context 'A role' {
        It 'is assumed on top of a credential, and its keys sign' {
            $context = Invoke-SignedOut -Environment $sts {
                Connect-AgAccount -Credential $callerCredential -RoleArn $role -RoleSessionName night-run -ExternalId ex-1 -DurationSeconds 1800 -Policy '{"Version":"1","Statement":[]}' -Endpoint $server.Url -RegionId cn-hangzhou
            }
            $asked = @(Get-CloudRequest AssumeRole)
            $asked.Count | Should -Be 1
            $asked.parameters.RoleArn | Should -Be $role
            $asked.parameters.RoleSessionName | Should -Be night-run
            $asked.parameters.ExternalId | Should -Be ex-1
            $asked.parameters.DurationSeconds | Should -Be 1800
            $asked.parameters.Policy | Should -Be '{"Version":"1","Statement":[]}'
            $context.RoleArn | Should -Be $role
            $context.Source | Should -Be Parameter
            ($context.Expiration - [DateTimeOffset]::UtcNow).TotalMinutes | Should -BeGreaterThan 25

            (New-AgSignature -SignatureName by_role).SignatureName | Should -Be by_role
            @(Get-SandboxCall CreateSignature).accessKeyId | Should -Match '^STS\.'
            ($context | Out-String) | Should -Match 'RoleArn'
        }

        It 'can be that of a profile, or on top of one' {
            Invoke-SignedOut -Environment $sts { $null = Connect-AgAccount -ProfileName admin -RoleArn "$role-2" -Endpoint $server.Url }
            (Get-AgContext).ProfileName | Should -Be admin
            (Get-AgContext).RoleArn | Should -Be "$role-2"
            (Get-CloudRequest AssumeRole).parameters.RoleArn | Should -Be $role, "$role-2"
            $null = Get-AgApiGroup
        }

        It 'is asked for once by many cmdlets' {
            Invoke-SignedOut -Environment ($sts + @{ ALIBABA_CLOUD_PROFILE = 'admin'; ALIBABA_CLOUD_ROLE_SESSION_NAME = 'many-' + [guid]::NewGuid().ToString('N') }) {
                1..5 | ForEach-Object { $null = Get-AgContext }
            }
            @(Get-CloudRequest AssumeRole).Count | Should -Be 1
        }

        It 'that STS refuses is an error with code and request' {
            $failed = Invoke-SignedOut -Environment $sts { Get-ErrorOf { Connect-AgAccount -Credential $callerCredential -RoleArn "$role-forbidden" -RegionId cn-hangzhou } }
            $failed | Get-ErrorId | Should -Be CredentialRequestRefused
            $failed.Exception.Code | Should -Be NoPermission
            $failed.Exception.RequestId | Should -Not -BeNullOrEmpty
            "$failed" | Should -Match ([regex]::Escape("$role-forbidden"))
        }

        It 'that cannot be asked for is an error that names the host' {
            $failed = Invoke-SignedOut -Environment @{ ALIBABA_CLOUD_STS_ENDPOINT = 'http://127.0.0.1:9' } { Get-ErrorOf { Connect-AgAccount -Credential $callerCredential -RoleArn $role -RegionId cn-hangzhou } }
            $failed | Get-ErrorId | Should -Be CredentialRequestFailed
            "$failed" | Should -Match '127\.0\.0\.1:9'
        }

        It 'is refused before anything is sent: <name>' -ForEach @(
            @{ name = 'not an ARN'; splat = @{ RoleArn = 'admin' }; id = 'CredentialSourceInvalid' }
            @{ name = 'a bad session name'; splat = @{ RoleArn = 'acs:ram::1:role/r'; RoleSessionName = 'a b' }; id = 'CredentialSourceInvalid' }
            @{ name = 'too short a session'; splat = @{ RoleArn = 'acs:ram::1:role/r'; DurationSeconds = 60 }; id = 'ParameterArgumentValidationError' }
            @{ name = 'an external id without a role'; splat = @{ ExternalId = 'x' }; id = 'InvalidInput' }
            @{ name = 'a duration without a role'; splat = @{ DurationSeconds = 900 }; id = 'InvalidInput' }
            @{ name = 'two endpoints'; splat = @{ VpcEndpoint = $true; Endpoint = 'x.example' }; id = 'InvalidInput' }
        ) {
            Invoke-SignedOut -Environment $sts { Get-ErrorOf { Connect-AgAccount -Credential $callerCredential -RegionId cn-hangzhou @splat } } | Get-ErrorId | Should -Be $id
            Get-CloudRequest | Should -BeNullOrEmpty
        }
    }

    Context 'A token of an identity provider' {
        It 'comes from a file, by a path relative to the location' {
            Set-Content (Join-Path $TestDrive 'token.jwt') 'file.jwt.token'
            Push-Location $TestDrive
            try {
                $context = Invoke-SignedOut -Environment $sts { Connect-AgAccount -OidcProviderArn $provider -OidcTokenFile ./token.jwt -RoleArn $role -RegionId cn-hangzhou -Endpoint $server.Url }
            }
            finally {
                Pop-Location
            }

            $context.Source | Should -Be Oidc
            (Get-CloudRequest AssumeRoleWithOidc).parameters.OIDCToken | Should -Be file.jwt.token
            $null = Get-AgApiGroup
        }

        It 'is given as such' {
            Invoke-SignedOut -Environment $sts { $null = Connect-AgAccount -OidcProviderArn $provider -OidcToken (ConvertTo-Secret given.jwt.token) -RoleArn $role -RegionId cn-hangzhou -Endpoint $server.Url }
            (Get-CloudRequest AssumeRoleWithOidc).parameters.OIDCToken | Should -Be given.jwt.token
            (Get-CloudRequest AssumeRoleWithOidc).parameters.OIDCProviderArn | Should -Be $provider
        }

        It 'comes from GitHub Actions' {
            Invoke-SignedOut -Environment ($sts + @{ ACTIONS_ID_TOKEN_REQUEST_URL = "$($server.CloudUrl)/idtoken?v=1"; ACTIONS_ID_TOKEN_REQUEST_TOKEN = 'bearer-of-the-job' }) {
                $null = Connect-AgAccount -GitHubActions -OidcAudience my-audience -OidcProviderArn $provider -RoleArn $role -RegionId cn-hangzhou -Endpoint $server.Url
            }
            (Get-CloudRequest GitHubToken).parameters.audience | Should -Be my-audience
            (Get-CloudRequest AssumeRoleWithOidc).parameters.OIDCToken | Should -Match '^github\.jwt\.'
            $null = Get-AgApiGroup
        }

        It 'comes from Azure Pipelines' {
            Invoke-SignedOut -Environment ($sts + @{ SYSTEM_OIDCREQUESTURI = "$($server.CloudUrl)/p/oidctoken"; SYSTEM_ACCESSTOKEN = 'bearer-of-the-job' }) {
                $null = Connect-AgAccount -AzurePipelines -ServiceConnectionId c-1 -OidcProviderArn $provider -RoleArn $role -RegionId cn-hangzhou -Endpoint $server.Url
            }
            (Get-CloudRequest AzureToken).parameters.serviceConnectionId | Should -Be c-1
            (Get-CloudRequest AssumeRoleWithOidc).parameters.OIDCToken | Should -Match '^azure\.jwt\.'
            $null = Get-AgApiGroup
        }

        It 'that a runner does not give says what to do' {
            $failed = Invoke-SignedOut -Environment $sts {
                Get-ErrorOf { Connect-AgAccount -GitHubActions -OidcProviderArn $provider -RoleArn $role -RegionId cn-hangzhou }
                Get-ErrorOf { Connect-AgAccount -AzurePipelines -OidcProviderArn $provider -RoleArn $role -RegionId cn-hangzhou }
            }
            $failed | Get-ErrorId | Should -Be CredentialIncomplete, CredentialIncomplete
            $failed[0].ErrorDetails.RecommendedAction | Should -Match 'id-token: write'
            $failed[1].ErrorDetails.RecommendedAction | Should -Match 'SYSTEM_ACCESSTOKEN'
        }
    }

    Context 'Keys that run out' {
        It 'are renewed once in the middle of a pipeline, for all calls side by side' {
            Invoke-SignedOut -Environment $sts { $null = Connect-AgAccount -Credential $callerCredential -RoleArn $role -RoleSessionName renew-me -RegionId cn-hangzhou -Endpoint $server.Url }
            $key = New-AgSignature -SignatureName renewed
            $ids = Get-SampleApiId catalog 1000
            $before = @(Get-CloudRequest AssumeRole).Count
            $seen = 0
            $results = Invoke-SignedOut -Environment $sts {
                $ids | ForEach-Object {
                    if (++$seen -eq 450) { $null = Invoke-SandboxControl POST '/sandbox/cloud/expire' @{} }
                    $_
                } | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId (Get-SampleGroupId catalog) -StageName TEST
            }

            @($results).Count | Should -Be 1000
            Get-SandboxBindingCount -SignatureId $key.SignatureId | Should -Be 1000
            @(Get-CloudRequest AssumeRole).Count | Should -Be ($before + 1)
            $calls = @(Get-SandboxCall | Where-Object operation -In SetSignatureApis, DescribeApiSignatures, DescribeSignatures)
            @($calls.accessKeyId | Select-Object -Unique).Count | Should -Be 2
            @($calls | Where-Object errorCode -EQ 'InvalidSecurityToken.Expired').Count | Should -BeIn (1..8)
        }

        It 'and cannot be renewed end in an error that tells why' {
            Invoke-SignedOut -Environment $sts { $null = Connect-AgAccount -Credential $callerCredential -RoleArn $role -RoleSessionName renew-not -RegionId cn-hangzhou -Endpoint $server.Url }
            $null = Invoke-SandboxControl POST '/sandbox/cloud/expire' @{}
            $null = Invoke-SandboxControl POST '/sandbox/cloud/refuse' @{ code = 'NoPermission'; message = 'not any more' }
            $failed = Get-ErrorOf { Get-AgSignature }
            $failed | Get-ErrorId | Should -Be CredentialRequestRefused
            "$failed" | Should -Match 'not any more'
        }
    }

    Context 'Two accounts' {
        BeforeEach {
            Invoke-SignedOut -Environment $sts {
                $script:one = Connect-AgAccount -Credential $callerCredential -RoleArn $role -RegionId cn-hangzhou -Endpoint $server.Url
                $script:two = Connect-AgAccount -ProfileName 'other one' -Endpoint $server.Url
            }
        }

        It 'work in one pipeline' {
            $key = New-AgSignature -SignatureName of_two -Context $two
            $bound = Get-AgApi -GroupId (Get-SampleGroupId orders) -Context $one | Add-AgSignatureApi -SignatureId $key.SignatureId -StageName TEST -Context $two
            @($bound).Count | Should -Be 250
            (Get-SandboxCall DescribeApis).accessKeyId | Select-Object -Unique | Should -Match '^STS\.'
            (Get-SandboxCall SetSignatureApis).accessKeyId | Select-Object -Unique | Should -Be LTAIanother0002
        }

        It 'work in parallel blocks' {
            $seen = $one, $two | ForEach-Object -Parallel {
                Import-Module $using:modulePath
                (Get-AgApiGroup -Context $_ | Measure-Object).Count
            } -ThrottleLimit 2
            $seen | Should -Be 3, 3
            @((Get-SandboxCall DescribeApiGroups).accessKeyId | Select-Object -Unique).Count | Should -Be 2
        }

        BeforeAll { $modulePath = Get-AgModulePath }
    }

    Context 'Stopping' {
        It 'ends a sign-in that hangs' {
            $null = Invoke-SandboxControl POST '/sandbox/cloud/hold' @{}
            Invoke-SignedOut -Environment $sts {
                $shell = [powershell]::Create()
                try {
                    $null = $shell.AddScript({
                            param($module, $credential, $role)
                            Import-Module $module
                            Connect-AgAccount -Credential $credential -RoleArn $role -RoleSessionName hangs -RegionId cn-hangzhou
                        }).AddArgument((Get-AgModulePath)).AddArgument($callerCredential).AddArgument($role)
                    $running = $shell.BeginInvoke()
                    $deadline = [datetime]::UtcNow.AddSeconds(30)
                    while (-not (Get-CloudRequest AssumeRole) -and [datetime]::UtcNow -lt $deadline) { }
                    $shell.Stop()
                    $shell.InvocationStateInfo.State | Should -Be Stopped
                    $running.IsCompleted | Should -BeTrue
                }
                finally {
                    $shell.Dispose()
                }
            }
        }
    }

    Context 'Secrets' {
        It 'stay out of all streams, of the transcript and of the views' {
            $transcript = Join-Path $TestDrive 'transcript.txt'
            $token = 'jwt-' + [guid]::NewGuid().ToString('N')
            Set-Content (Join-Path $TestDrive 'secret.jwt') $token
            $done = Invoke-ChildPowerShell -Environment ($sts + @{ AG_TRANSCRIPT = $transcript; AG_TOKEN_FILE = (Join-Path $TestDrive 'secret.jwt'); AG_ROLE = $role; AG_PROVIDER = $provider; ACTIONS_ID_TOKEN_REQUEST_URL = "$($server.CloudUrl)/idtoken"; ACTIONS_ID_TOKEN_REQUEST_TOKEN = 'bearer-of-the-job' }) @'
Import-Module $env:AG_MODULE
$VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
$null = Start-Transcript -Path $env:AG_TRANSCRIPT -IncludeInvocationHeader
function Show($thing) { $thing; $thing | Format-List * -Force; $thing | ConvertTo-Json -Depth 3 -WarningAction Ignore; $thing | Format-Custom -Depth 4 }
Show (Get-AgContext)
Show (Connect-AgAccount -Endpoint $env:AG_SANDBOX_URL)
Show (Connect-AgAccount -ProfileName admin -Endpoint $env:AG_SANDBOX_URL)
$null = Get-AgApiGroup
Show (Connect-AgAccount -OidcProviderArn $env:AG_PROVIDER -OidcTokenFile $env:AG_TOKEN_FILE -RoleArn $env:AG_ROLE -RegionId cn-hangzhou -Endpoint $env:AG_SANDBOX_URL)
Show (Connect-AgAccount -GitHubActions -OidcProviderArn $env:AG_PROVIDER -RoleArn $env:AG_ROLE -RegionId cn-hangzhou -Endpoint $env:AG_SANDBOX_URL)
$null = Get-AgApiGroup
Connect-AgAccount -OidcProviderArn $env:AG_PROVIDER -OidcTokenFile $env:AG_TOKEN_FILE -RoleArn "$env:AG_ROLE-forbidden" -RegionId cn-hangzhou
Connect-AgAccount -ProfileName nobody -RegionId cn-hangzhou
$env:ACTIONS_ID_TOKEN_REQUEST_TOKEN = 'wrong-bearer-of-nobody'
Connect-AgAccount -GitHubActions -OidcProviderArn $env:AG_PROVIDER -RoleArn $env:AG_ROLE -RegionId cn-hangzhou -RoleSessionName again
Get-Error -Newest 5
$Error | Format-List * -Force
'the end'
'@
            $all = (Get-Content $transcript -Raw) + $done.Output + $done.Error
            $all | Should -Match 'the end'
            $all | Should -Match 'VERBOSE: Signs as'
            $all | Should -Match 'CredentialRequestRefused'
            $keys = @(Invoke-SandboxControl GET '/sandbox/cloud/keys')
            $keys.Count | Should -BeGreaterThan 2
            $unbroken = $all -replace '\s'
            foreach ($secret in @($callerSecret, $caller, $token, 'bearer-of-the-job', 'wrong-bearer-of-nobody', 'github.jwt.') + $keys.accessKeySecret + $keys.securityToken + $keys.accessKeyId) {
                $unbroken.Contains($secret, [StringComparison]::OrdinalIgnoreCase) | Should -BeFalse -Because "$secret is nobody's business"
            }
        }
    }
}
