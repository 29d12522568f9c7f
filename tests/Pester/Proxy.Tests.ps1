# -Proxy, -ProxyCredential and -NoProxy of Connect-AgAccount, against the socket of a proxy that notes who comes and lets nobody through.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox
    $server = Get-SandboxServer
    Disconnect-AgAccount

    # Asks for a password first, where it is told to, and then refuses.
    function Start-Proxy {
        param([switch] $AsksForPassword)
        $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $heads = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
        $shell = [powershell]::Create().AddScript({
                param($Listener, $Heads, $AsksForPassword)
                while ($true) {
                    try { $client = $Listener.AcceptTcpClient() } catch { return }
                    $stream = $client.GetStream()
                    $reader = [System.IO.StreamReader]::new($stream)
                    $head = ''
                    while ($line = $reader.ReadLine()) { $head += "$line`n" }
                    $Heads.Enqueue($head)
                    $status = if ($AsksForPassword -and $head -notmatch 'Proxy-Authorization') { "407 Who are you`r`nProxy-Authenticate: Basic realm=`"p`"" } else { '403 No' }
                    $bytes = [System.Text.Encoding]::ASCII.GetBytes("HTTP/1.1 $status`r`nContent-Length: 0`r`nConnection: close`r`n`r`n")
                    $stream.Write($bytes, 0, $bytes.Length)
                    $client.Dispose()
                }
            }).AddArgument($listener).AddArgument($heads).AddArgument([bool] $AsksForPassword)
        $null = $shell.BeginInvoke()
        [pscustomobject]@{ Listener = $listener; Shell = $shell; Heads = $heads; Url = "http://127.0.0.1:$($listener.LocalEndpoint.Port)/" }
    }

    function Get-Asked { param($Proxy) @($Proxy.Heads.ToArray() | ForEach-Object { ($_ -split "`n")[0] }) }

    $key = @{ Credential = Get-SandboxCredential }
    $elsewhere = $key + @{ Endpoint = 'gateway.invalid'; SkipVerification = $true }
    $role = 'acs:ram::1234567890123456:role/gateway-keys'
    $proxies = [System.Collections.Generic.List[object]]::new()
}

AfterAll {
    $proxies | ForEach-Object { $_.Listener.Stop(); $_.Shell.Dispose() }
    Stop-SandboxServer
}

Describe 'The proxy of a connection' {
    BeforeEach {
        $proxy = Start-Proxy
        $proxies.Add($proxy)
        $through = @{ Proxy = $proxy.Url }
    }

    AfterEach {
        Disconnect-AgAccount
        $proxy.Listener.Stop()
    }

    It 'takes the calls to the service, and the context shows it' {
        $context = Connect-AgAccount @elsewhere @through
        $context.Proxy | Should -Be $proxy.Url
        $context | Out-String | Should -Match 'Proxy\s*: http://127\.0\.0\.1'
        $problem = Get-ErrorOf { Get-AgSignature }

        $problem | Get-ErrorId | Should -Be ProxyRefused
        Get-Asked $proxy | Should -Be 'CONNECT gateway.invalid:443 HTTP/1.1'
    }

    It 'takes the calls to those who give keys, and is asked once when it refuses' {
        Invoke-SignedOut { Get-ErrorOf { Connect-AgAccount @elsewhere @through -RoleArn $role } } | Get-ErrorId | Should -Be ProxyRefused
        Get-Asked $proxy | Should -Be 'CONNECT sts.aliyuncs.com:443 HTTP/1.1'
    }

    It 'takes the calls to the runner of a pipeline' {
        $runner = @{ ACTIONS_ID_TOKEN_REQUEST_URL = 'https://runner.invalid/token?a=b'; ACTIONS_ID_TOKEN_REQUEST_TOKEN = 'runner-token' }
        Invoke-SignedOut -Environment $runner {
            Get-ErrorOf { Connect-AgAccount -GitHubActions -OidcProviderArn acs:ram::1:oidc-provider/p -RoleArn $role -Endpoint gateway.invalid @through }
        } | Get-ErrorId | Should -Be ProxyRefused
        Get-Asked $proxy | Should -Be 'CONNECT runner.invalid:443 HTTP/1.1'
    }

    It 'never takes those to the metadata server' {
        $userHome = Join-Path $TestDrive 'home'
        $null = New-Item -ItemType Directory -Force (Join-Path $userHome '.aliyun')
        Set-Content (Join-Path $userHome '.aliyun/config.json') '{"current":"e","profiles":[{"name":"e","mode":"EcsRamRole","ram_role_name":"r"}]}'
        if (-not $IsWindows) {
            chmod 600 (Join-Path $userHome '.aliyun/config.json')
        }

        Invoke-SignedOut -Environment @{ HOME = $userHome; USERPROFILE = $userHome; ALIBABA_CLOUD_ECS_METADATA_DISABLED = $null } {
            Get-ErrorOf { Connect-AgAccount -ProfileName e -Endpoint gateway.invalid @through }
        } | Should -Not -BeNullOrEmpty
        Get-Asked $proxy | Should -BeNullOrEmpty
    }

    It 'never takes those to this machine' {
        $context = Connect-AgAccount @key @through -Endpoint $server.Url -RegionId cn-hangzhou
        $context.Proxy | Should -BeNullOrEmpty
        { Get-AgSignature -ErrorAction Stop } | Should -Not -Throw
        Get-Asked $proxy | Should -BeNullOrEmpty
    }

    It 'is given the password when it asks, and nobody else is shown it' {
        $strict = Start-Proxy -AsksForPassword
        $proxies.Add($strict)
        $context = Connect-AgAccount @elsewhere -Proxy $strict.Url -ProxyCredential (Get-SandboxCredential 'corp\user' 'Pass-Word-1')
        $problem = Get-ErrorOf { Get-AgSignature }

        $problem | Get-ErrorId | Should -Be ProxyRefused
        $strict.Heads.Count | Should -Be 2
        $basic = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('corp\user:Pass-Word-1'))
        $strict.Heads.ToArray()[1] | Should -BeLike "*Proxy-Authorization: Basic $basic*"
        "$($context | Format-List * | Out-String) $problem $($problem.Exception)" | Should -Not -Match 'Pass-Word-1'
    }

    It 'is none with -NoProxy, whatever the environment says' {
        Invoke-SignedOut -Environment @{ HTTPS_PROXY = $proxy.Url } {
            (Connect-AgAccount @elsewhere -NoProxy).Proxy | Should -BeNullOrEmpty
            Get-ErrorOf { Get-AgSignature } | Get-ErrorId | Should -Not -Be ProxyRefused
            (Connect-AgAccount @elsewhere -NoProxy:$false).Proxy | Should -Be $proxy.Url
        }
        Get-Asked $proxy | Should -BeNullOrEmpty
    }

    It 'is that of the environment at the time of Connect-AgAccount' {
        $other = Start-Proxy
        $proxies.Add($other)
        Invoke-SignedOut -Environment @{ HTTPS_PROXY = $proxy.Url; NO_PROXY = $null } {
            $null = Connect-AgAccount @elsewhere
            $env:HTTPS_PROXY = $other.Url
            Get-ErrorOf { Get-AgSignature } | Get-ErrorId | Should -Be ProxyRefused
            (Get-Asked $proxy).Count | Should -Be 1
            Get-Asked $other | Should -BeNullOrEmpty

            (Connect-AgAccount @elsewhere).Proxy | Should -Be $other.Url
            Get-ErrorOf { Get-AgSignature } | Get-ErrorId | Should -Be ProxyRefused
            (Get-Asked $other).Count | Should -Be 1

            $env:NO_PROXY = '.invalid'
            (Connect-AgAccount @elsewhere).Proxy | Should -BeNullOrEmpty
            $env:HTTPS_PROXY = ''
            $env:NO_PROXY = ''
            (Connect-AgAccount @elsewhere).Proxy | Should -BeNullOrEmpty
        }
    }

    It 'is that of the environment at each cmdlet, with the default chain' {
        $keys = @{ ALIBABA_CLOUD_ACCESS_KEY_ID = 'LTAIchain'; ALIBABA_CLOUD_ACCESS_KEY_SECRET = 's'; ALIBABA_CLOUD_REGION_ID = 'cn-hangzhou' }
        Invoke-SignedOut -Environment ($keys + @{ HTTPS_PROXY = $null; NO_PROXY = $null }) {
            (Get-AgContext).Proxy | Should -BeNullOrEmpty
            $env:HTTPS_PROXY = $proxy.Url
            (Get-AgContext).Proxy | Should -Be $proxy.Url
            Get-ErrorOf { Get-AgSignature } | Get-ErrorId | Should -Be ProxyRefused
        }
        Get-Asked $proxy | Should -Be 'CONNECT apigateway.cn-hangzhou.aliyuncs.com:443 HTTP/1.1'
    }
}

Describe 'What cannot be a proxy' {
    AfterEach { Disconnect-AgAccount }

    It 'is refused before anything is sent: <name>' -ForEach @(
        @{ name = 'a proxy and none'; splat = @{ Proxy = 'http://127.0.0.1:1'; NoProxy = $true }; id = 'InvalidInput' }
        @{ name = 'a password for none'; splat = @{ ProxyCredential = 'user'; NoProxy = $true }; id = 'InvalidInput' }
        @{ name = 'a password without a proxy'; splat = @{ ProxyCredential = 'user' }; id = 'InvalidInput' }
        @{ name = 'a host without http'; splat = @{ Proxy = 'proxy.example:8080' }; id = 'ProxyInvalid' }
        @{ name = 'a word'; splat = @{ Proxy = 'proxy' }; id = 'ProxyInvalid' }
        @{ name = 'another scheme'; splat = @{ Proxy = 'ftp://proxy.example' }; id = 'ProxyInvalid' }
        @{ name = 'a path'; splat = @{ Proxy = 'http://proxy.example/hunter2' }; id = 'ProxyInvalid' }
        @{ name = 'a password in the address'; splat = @{ Proxy = 'http://user:hunter2@proxy.example' }; id = 'ProxyInvalid' }
        @{ name = 'null'; splat = @{ Proxy = $null }; id = 'ParameterArgumentValidationError' }
        @{ name = 'a switch that is null'; splat = @{ NoProxy = $null }; id = 'ParameterArgumentTransformationError' }
        @{ name = 'a sandbox with a proxy'; splat = @{ Proxy = 'http://proxy.example'; Sandbox = $true }; id = 'AmbiguousParameterSet' }
    ) {
        $splat = $splat.Clone()
        if ($splat.ProxyCredential) { $splat.ProxyCredential = Get-SandboxCredential 'user' 'hunter2' }
        $base = if ($splat.Sandbox) { @{} } else { $elsewhere }
        $problem = Get-ErrorOf { Connect-AgAccount @base @splat }

        $problem | Get-ErrorId | Should -Be $id
        "$problem $($problem.Exception)" | Should -Not -Match hunter2
    }

    It 'nor is a variable that holds no address' {
        Invoke-SignedOut -Environment @{ HTTPS_PROXY = 'http://user:hunter2@' } {
            $problem = Get-ErrorOf { Connect-AgAccount @elsewhere }
            $problem | Get-ErrorId | Should -Be ProxyInvalid
            "$problem" | Should -BeLike '*HTTPS_PROXY*'
            "$problem $($problem.Exception)" | Should -Not -Match hunter2
            { Connect-AgAccount @elsewhere -NoProxy } | Should -Not -Throw
        }
    }
}
