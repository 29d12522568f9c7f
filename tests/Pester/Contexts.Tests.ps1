# Who is signed in: per runspace, from parameters, from the environment, and never by accident.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox @('--key', 'TemporaryKeyId=TemporarySecret=TemporaryToken==')
    $server = Get-SandboxServer
    $modulePath = Get-AgModulePath

    # What a child process says in its last line that begins with SEEN:, as objects.
    function Invoke-Child {
        param([string] $Script, [hashtable] $Environment = @{})
        $opening = @'
Import-Module $env:AG_MODULE
function Get-Facts {
    param([scriptblock] $Script)
    $out = @(try { & $Script 2>&1 } catch { $_ })
    foreach ($one in $out) {
        if ($one -is [System.Management.Automation.ErrorRecord]) {
            [pscustomobject] @{
                error    = ($one.FullyQualifiedErrorId -split ',')[0]
                category = "$($one.CategoryInfo.Category)"
                text     = "$one"
                advice   = "$($one.ErrorDetails.RecommendedAction)"
            }
        }
        elseif ($one -is [AliGatewaySignature.Model.AgContext]) {
            [pscustomobject] @{ source = $one.Source; id = $one.AccessKeyId; region = $one.RegionId; endpoint = "$($one.Endpoint)"; sandbox = $one.IsSandbox }
        }
        else {
            [pscustomobject] @{ value = "$one" }
        }
    }
}

'@
        $done = Invoke-ChildPowerShell ($opening + $Script) -Environment $Environment
        $line = [regex]::Match($done.Output, 'SEEN:(.*)')
        $line.Success | Should -BeTrue -Because ($done.Output + $done.Error)
        $line.Groups[1].Value | ConvertFrom-Json
    }
}

AfterAll { Close-Sandbox }

Describe 'Contexts' {
    BeforeEach { $context = Connect-Sandbox }

    Context 'Connect-AgAccount' {
        It 'gives the context that Get-AgContext gives' {
            $context | Should -BeOfType ([AliGatewaySignature.Model.AgContext])
            [object]::ReferenceEquals($context, (Get-AgContext)) | Should -BeTrue
            $context.Source | Should -Be Parameter
            $context.RegionId | Should -Be cn-hangzhou
            "$($context.Endpoint)" | Should -Be "$($server.Url)/"
            $context.IsSandbox | Should -BeFalse
        }

        It 'masks the AccessKey id' {
            $context.AccessKeyId | Should -BeExactly 'sand****y-id'
            "$context" | Should -Not -Match ([regex]::Escape($server.AccessKeyId))
        }

        It '-Sandbox works with a service inside the process, fresh each time' {
            $first = Connect-AgAccount -Sandbox
            $first.IsSandbox | Should -BeTrue
            $first.Source | Should -Be Sandbox
            $null = New-AgSignature -SignatureName inside_key
            @(Get-AgSignature).Count | Should -Be 1
            @(Get-AgApiGroup).GroupName | Sort-Object | Should -Be catalog, orders, payments
            $null = Connect-AgAccount -Sandbox
            Get-AgSignature | Should -BeNullOrEmpty
        }

        It '-Sandbox:$false signs in to nothing' {
            Get-ErrorOf { Connect-AgAccount -Sandbox:$false } | Get-ErrorId | Should -Be InvalidInput
            [object]::ReferenceEquals($context, (Get-AgContext)) | Should -BeTrue
        }

        It 'takes a host name for -Endpoint and means https' {
            "$((Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint gateway.example -SkipVerification).Endpoint)" | Should -Be 'https://gateway.example/'
        }

        It 'makes the endpoint out of -RegionId, also as -Region' {
            "$((Connect-AgAccount -Credential (Get-SandboxCredential) -RegionId eu-central-1 -SkipVerification).Endpoint)" | Should -Be 'https://apigateway.eu-central-1.aliyuncs.com/'
            (Connect-AgAccount -Credential (Get-SandboxCredential) -Region ap-southeast-1 -SkipVerification).RegionId | Should -Be ap-southeast-1
        }

        It 'refuses the endpoint <endpoint>' -ForEach @(
            @{ endpoint = 'http://gateway.example' }
            @{ endpoint = 'http://10.0.0.1:8080' }
            @{ endpoint = 'http://127.0.0.1.evil.example' }
            @{ endpoint = 'ftp://gateway.example' }
            @{ endpoint = 'https://gateway.example/path' }
            @{ endpoint = 'https://gateway.example/?a=b' }
            @{ endpoint = 'https://' }
            @{ endpoint = 'not a host' }
        ) {
            $failed = @(Get-ErrorOf { Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint $endpoint })
            $failed | Get-ErrorId | Should -Be EndpointRefused
            $failed.CategoryInfo.Category | Should -Be InvalidArgument
            [object]::ReferenceEquals($context, (Get-AgContext)) | Should -BeTrue
        }

        It 'does not repeat what stands before the @ of an endpoint' {
            $endpoint = 'https://someone:Hidden_Word_1@gateway.example'
            $failed = @(Get-ErrorOf { Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint $endpoint })
            $failed | Get-ErrorId | Should -Be EndpointRefused
            $failed | Format-List * -Force | Out-String | Should -Not -Match 'Hidden_Word_1|someone'
        }

        It 'refuses the region <_>' -ForEach 'cn-hangzhou.evil.example', 'evil.example/', 'CN_HANGZHOU_1', '-cn', 'a b', '#' {
            $region = $_
            Get-ErrorOf { Connect-AgAccount -Credential (Get-SandboxCredential) -RegionId $region } | Get-ErrorId | Should -Be EndpointRefused
        }

        It 'refuses a credential without a password' {
            $credential = [pscredential]::new('some-id', [securestring]::new())
            Get-ErrorOf { Connect-AgAccount -Credential $credential -RegionId cn-hangzhou } | Get-ErrorId | Should -Be CredentialIncomplete
        }

        It 'refuses -SecurityToken without -Credential' {
            $token = ConvertTo-Secret 'TemporaryToken=='
            Get-ErrorOf { Connect-AgAccount -SecurityToken $token -RegionId cn-hangzhou } | Get-ErrorId | Should -Be CredentialIncomplete
        }

        It 'signs with temporary keys' {
            $temporary = Get-SandboxCredential TemporaryKeyId TemporarySecret
            $with = @{ Endpoint = $server.Url; SkipVerification = $true }
            $null = Connect-AgAccount -Credential $temporary -SecurityToken (ConvertTo-Secret 'TemporaryToken==') @with
            { Get-AgSignature } | Should -Not -Throw
            $null = Connect-AgAccount -Credential $temporary -SecurityToken (ConvertTo-Secret 'AnotherToken==') @with
            Get-ErrorOf { Get-AgSignature } | Get-ErrorId | Should -Be SecurityTokenRefused
            $null = Connect-AgAccount -Credential $temporary @with
            Get-ErrorOf { Get-AgSignature } | Get-ErrorId | Should -Be SecurityTokenRefused
        }

        It 'refuses a token in plain text without repeating it' {
            $token = 'Hidden_Token_1'
            $failed = @(Get-ErrorOf { Connect-AgAccount -Credential (Get-SandboxCredential) -SecurityToken $token -RegionId cn-hangzhou })
            $failed.Count | Should -Be 1
            $failed | Format-List * -Force | Out-String | Should -Not -Match 'Hidden_Token_1'
        }
    }

    Context '-Context' {
        It 'wins over the context of the runspace' {
            $inside = Connect-AgAccount -Sandbox
            $null = New-AgSignature -SignatureName inside_key
            Reset-Sandbox
            Get-AgSignature -Context $context | Should -BeNullOrEmpty
            @(Get-AgSignature -Context $inside).Count | Should -Be 1
        }

        It 'is there on <_>' -ForEach @(
            'New-AgSignature', 'Set-AgSignature', 'Get-AgSignature', 'Remove-AgSignature', 'Add-AgSignatureApi', 'Remove-AgSignatureApi',
            'Get-AgSignatureApi', 'Get-AgApi', 'Get-AgApiGroup'
        ) {
            (Get-Command $_).Parameters['Context'].ParameterType | Should -Be ([AliGatewaySignature.Model.AgContext])
        }

        It 'must not be $null' {
            Clear-SandboxJournal
            Get-ErrorOf { Get-AgSignature -Context $null } | Should -Not -BeNullOrEmpty
            Get-SandboxCallCount | Should -Be 0
        }
    }

    Context 'Disconnect-AgAccount' {
        It 'closes the context, also where it is held in a variable' {
            Disconnect-AgAccount
            Get-ErrorOf { Get-AgSignature -Context $context } | Get-ErrorId | Should -Be ContextClosed
        }

        It 'leaves the runspace without a context' {
            Disconnect-AgAccount
            Invoke-SignedOut { Get-ErrorOf { Get-AgSignature } } | Get-ErrorId | Should -Be NotSignedIn
        }

        It 'takes a context from the pipeline and leaves the own one alone' {
            $other = $context
            $own = Connect-Sandbox
            $other | Disconnect-AgAccount
            Get-ErrorOf { Get-AgSignature -Context $other } | Get-ErrorId | Should -Be ContextClosed
            [object]::ReferenceEquals($own, (Get-AgContext)) | Should -BeTrue
            { Get-AgSignature } | Should -Not -Throw
        }

        It 'may be repeated, and returns nothing' {
            Disconnect-AgAccount | Should -BeNullOrEmpty
            { Disconnect-AgAccount } | Should -Not -Throw
        }
    }

    Context 'Two runspaces' {
        It 'work with contexts of their own at the same time' {
            Reset-Sandbox
            $meet = [System.Threading.Barrier]::new(2)
            $script = @'
$mine = if ($place -eq 'inside') { Connect-AgAccount -Sandbox } else { Connect-AgAccount -Credential $credential -Endpoint $url }
if (-not $meet.SignalAndWait(30000)) { throw 'alone' }
$null = New-AgSignature -SignatureName "${place}_key"
if (-not $meet.SignalAndWait(30000)) { throw 'alone' }
(Get-AgSignature).SignatureName
if (-not $meet.SignalAndWait(30000)) { throw 'alone' }
(Get-AgContext).IsSandbox
[object]::ReferenceEquals($mine, (Get-AgContext))
'@
            $common = @{ meet = $meet; credential = Get-SandboxCredential; url = $server.Url }
            $inside = Start-SecondPowerShell $script -Variable (@{ place = 'inside' } + $common)
            $outside = Start-SecondPowerShell $script -Variable (@{ place = 'outside' } + $common)
            $inside = $inside | Complete-SecondPowerShell
            $outside = $outside | Complete-SecondPowerShell

            $inside.Error | Should -BeNullOrEmpty
            $outside.Error | Should -BeNullOrEmpty
            $inside.Output | Should -Be 'inside_key', $true, $true
            $outside.Output | Should -Be 'outside_key', $false, $true
            [object]::ReferenceEquals($context, (Get-AgContext)) | Should -BeTrue
        }

        It 'without a context refuses, and says how to hand it over' {
            $done = Invoke-SecondPowerShell 'Get-AgSignature'
            $done.Error.Count | Should -Be 1
            $done.Error[0] | Get-ErrorId | Should -Be ContextInOtherRunspace
            $done.Error[0].CategoryInfo.Category | Should -Be SecurityError
            "$($done.Error[0])" | Should -Match '-Context \$using:ctx'
        }

        It 'so does <what>' -ForEach @(
            @{ what = 'Get-AgContext'; script = 'Get-AgContext' }
            @{ what = 'New-AgSignature'; script = 'New-AgSignature -SignatureName stray_key' }
            @{ what = 'Remove-AgSignature'; script = 'Remove-AgSignature -SignatureId abc -Force' }
        ) {
            (Invoke-SecondPowerShell $script).Error[0] | Get-ErrorId | Should -Be ContextInOtherRunspace
        }

        It 'ForEach-Object -Parallel refuses without -Context' {
            Clear-SandboxJournal
            $failed = @(1..2 | ForEach-Object -Parallel {
                    Import-Module $using:modulePath
                    try { Get-AgSignature } catch { $_ }
                })
            $failed.Count | Should -Be 2
            $failed | Get-ErrorId | Should -Be ContextInOtherRunspace, ContextInOtherRunspace
            "$($failed[0])" | Should -Match '-Context \$using:ctx'
            Get-SandboxCallCount | Should -Be 0
        }

        It 'ForEach-Object -Parallel works with -Context $using:ctx' {
            Reset-Sandbox
            $ctx = Get-AgContext
            $made = 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
                Import-Module $using:modulePath
                New-AgSignature -SignatureName "parallel_$_" -Context $using:ctx
            }
            $made.SignatureName | Sort-Object | Should -Be parallel_1, parallel_2, parallel_3, parallel_4
            (Get-SandboxState).signatures | Should -Be 4
        }

        It 'a thread job refuses without -Context and works with it' {
            $ctx = Get-AgContext
            $job = Start-ThreadJob {
                Import-Module $using:modulePath
                try { Get-AgSignature } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
                @(Get-AgApiGroup -Context $using:ctx).Count
            }
            $job | Receive-Job -Wait -AutoRemoveJob | Should -Be 'ContextInOtherRunspace', 3
        }
    }

    Context 'The environment' {
        BeforeAll {
            $keys = @{ ALIBABA_CLOUD_ACCESS_KEY_ID = 'EnvironmentKeyId'; ALIBABA_CLOUD_ACCESS_KEY_SECRET = 'EnvironmentSecret'; ALIBABA_CLOUD_REGION_ID = 'cn-shanghai' }
        }

        It 'that names nobody is an error that says what was looked for' {
            $seen = Invoke-Child "'SEEN:' + (ConvertTo-Json @((Get-Facts { Get-AgSignature }), (Get-Facts { Connect-AgAccount -RegionId cn-hangzhou })) -Compress)"
            $seen.error | Should -Be NotSignedIn, NotSignedIn
            $seen.category | Select-Object -Unique | Should -Be AuthenticationError
            foreach ($one in $seen) {
                $one.text | Should -Match 'ALIBABA_CLOUD_ACCESS_KEY_ID'
                $one.text | Should -Match 'ALIBABA_CLOUD_ACCESS_KEY_SECRET'
                $one.advice | Should -Match 'Connect-AgAccount'
            }
        }

        It 'that names nobody is no failure of Get-AgContext, which says so' {
            $seen = Invoke-Child "'SEEN:' + (ConvertTo-Json @{ out = @(Get-AgContext -WarningVariable said -WarningAction SilentlyContinue); said = `"`$said`" } -Compress)"
            $seen.out | Should -BeNullOrEmpty
            $seen.said | Should -Match 'No account is signed in.*ALIBABA_CLOUD_ACCESS_KEY_ID.*Run Connect-AgAccount'
        }

        It 'signs in without Connect-AgAccount, and is read anew each time' {
            $seen = Invoke-Child -Environment $keys @'
$facts = @(Get-Facts { Get-AgContext })
$env:ALIBABA_CLOUD_REGION_ID = 'cn-beijing'
$env:ALIBABA_CLOUD_ACCESS_KEY_ID = 'AnotherKeyId0000'
$facts += Get-Facts { Get-AgContext }
$env:ALIBABA_CLOUD_REGION_ID = ''
$facts += Get-Facts { Get-AgContext }
$env:ALIBABA_CLOUD_REGION_ID = 'evil.example/'
$facts += Get-Facts { Get-AgSignature }
$env:ALIBABA_CLOUD_ACCESS_KEY_SECRET = ''
$facts += Get-Facts { Get-AgSignature }
$env:ALIBABA_CLOUD_ACCESS_KEY_SECRET = 'EnvironmentSecret'
$env:ALIBABA_CLOUD_ACCESS_KEY_ID = ' '
$facts += Get-Facts { Get-AgSignature }
$facts += Get-Facts { Connect-AgAccount -RegionId cn-hangzhou }
'SEEN:' + (ConvertTo-Json $facts -Compress)
'@
            $seen[0].source | Should -Be Environment
            $seen[0].id | Should -BeExactly 'Envi****eyId'
            $seen[0].region | Should -Be cn-shanghai
            $seen[0].endpoint | Should -Be 'https://apigateway.cn-shanghai.aliyuncs.com/'
            $seen[0].sandbox | Should -BeFalse
            $seen[1].id | Should -BeExactly 'Anot****0000'
            $seen[1].endpoint | Should -Be 'https://apigateway.cn-beijing.aliyuncs.com/'
            $seen[2].error | Should -Be RegionMissing
            $seen[3].error | Should -Be EndpointRefused
            $seen[4].error | Should -Be CredentialIncomplete
            $seen[4].text | Should -Match 'ALIBABA_CLOUD_ACCESS_KEY_SECRET is not'
            $seen[5].error | Should -Be CredentialIncomplete
            $seen[5].text | Should -Match 'ALIBABA_CLOUD_ACCESS_KEY_ID is not'
            $seen[6].error | Should -Be CredentialIncomplete
            ($seen | ConvertTo-Json -Depth 5) | Should -Not -Match 'EnvironmentSecret'
        }

        It 'gives its keys to Connect-AgAccount, with an endpoint of its own' {
            Reset-Sandbox
            $seen = Invoke-Child -Environment @{ ALIBABA_CLOUD_ACCESS_KEY_ID = 'TemporaryKeyId'; ALIBABA_CLOUD_ACCESS_KEY_SECRET = 'TemporarySecret'; ALIBABA_CLOUD_SECURITY_TOKEN = 'TemporaryToken==' } @'
$facts = @(Get-Facts { Connect-AgAccount -Endpoint $env:AG_SANDBOX_URL })
$facts += Get-Facts { (New-AgSignature -SignatureName from_environment).SignatureName }
'SEEN:' + (ConvertTo-Json $facts -Compress)
'@
            $seen[0].source | Should -Be Environment
            $seen[1].value | Should -Be from_environment
            @(Get-SandboxCall CreateSignature).accessKeyId | Should -BeExactly TemporaryKeyId
        }

        It 'does not serve a parallel block of a script that works on the sandbox' {
            $seen = Invoke-Child -Environment $keys @'
$facts = @(Get-Facts { Connect-AgAccount -Sandbox })
$facts += 1 | ForEach-Object -Parallel {
    Import-Module $env:AG_MODULE
    try { Get-AgContext } catch { [pscustomobject] @{ error = ($_.FullyQualifiedErrorId -split ',')[0] } }
}
'SEEN:' + (ConvertTo-Json $facts -Compress)
'@
            $seen[0].source | Should -Be Sandbox
            $seen[1].error | Should -Be ContextInOtherRunspace
        }

        It 'serves a parallel block when nobody signed in explicitly, or no longer' {
            $seen = Invoke-Child -Environment $keys @'
$block = { Import-Module $env:AG_MODULE; try { (Get-AgContext).Source } catch { ($_.FullyQualifiedErrorId -split ',')[0] } }
$facts = @(1 | ForEach-Object -Parallel $block)
$null = Connect-AgAccount -Sandbox
$facts += 1 | ForEach-Object -Parallel $block
Disconnect-AgAccount
$facts += 1 | ForEach-Object -Parallel $block
$other = [powershell]::Create()
$null = $other.AddScript('Import-Module $env:AG_MODULE; Connect-AgAccount -Sandbox').Invoke()
$facts += & $block
$other.Dispose()
$facts += & $block
'SEEN:' + (ConvertTo-Json $facts -Compress)
'@
            $seen | Should -Be Environment, ContextInOtherRunspace, Environment, ContextInOtherRunspace, Environment
        }
    }
}
