# The scripts of examples/, as a CI host runs them: on the sandbox, each in a PowerShell of its own. tests/Unit/Pipelines
# reads the YAML around them.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox
    $scripts = Join-Path (Get-RepositoryRoot) 'examples/scripts'
    $orders = Get-SampleGroupId orders
    $ids = @(Get-SampleApiId orders 250)
    $bad = 'ffffffffffffffffffffffffffffffff'
    $summary = Join-Path $TestDrive 'summary.md'
    $plan = Join-Path $TestDrive 'plan.csv'

    # What a host sets. NO_COLOR is not among it.
    $hosts = @{
        GitHub = @{ GITHUB_ACTIONS = 'true'; GITHUB_STEP_SUMMARY = $summary; NO_COLOR = ''; TERM = 'xterm' }
        Azure  = @{ TF_BUILD = 'True'; AGENT_TEMPDIRECTORY = "$TestDrive"; NO_COLOR = ''; TERM = 'xterm' }
        None   = @{ NO_COLOR = ''; TERM = 'xterm' }
    }

    # A step: signs in to the server, as the workflow's role would, and runs a line.
    function Invoke-Step {
        param([string] $Line, [string] $On = 'GitHub', [switch] $SignedOut, [hashtable] $More = @{})

        Remove-Item $summary -ErrorAction Ignore
        $signIn = if (-not $SignedOut) {
            @'
Import-Module $env:AG_MODULE
$secret = [securestring]::new()
$env:AG_SANDBOX_ACCESS_KEY_SECRET.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
$null = Connect-AgAccount -Credential ([pscredential]::new($env:AG_SANDBOX_ACCESS_KEY_ID, $secret)) -Endpoint $env:AG_SANDBOX_URL -RegionId cn-hangzhou
'@
        }
        $clean = @{ GITHUB_ACTIONS = ''; TF_BUILD = ''; AG_EXAMPLES = $scripts; AG_PLAN = $plan }
        $environment = $clean + $More
        foreach ($name in $hosts[$On].Keys) {
            $environment[$name] = $hosts[$On][$name]
        }

        $done = Invoke-ChildPowerShell -Script "$signIn`n$Line`nexit `$LASTEXITCODE" -NonInteractive -Environment $environment
        $written = @($done.Output -split '\r?\n')
        [pscustomobject] @{
            ExitCode = $done.ExitCode
            Line     = $written
            Command  = @($written | Where-Object { $_ -match '^\s*(::|##)' })
            Text     = $done.Output + $done.Error
            Summary  = $(if (Test-Path $summary) { Get-Content $summary -Raw } else { '' })
        }
    }

    function Set-Plan {
        param([string[]] $ApiId, [string] $SignatureId)
        $ApiId | ForEach-Object { [pscustomobject] @{ SignatureId = $SignatureId; GroupId = $orders; StageName = 'TEST'; ApiId = $_ } } |
            Export-Csv -Path $plan -NoTypeInformation
    }

    # What no log may hold.
    function Assert-Quiet {
        param($Step)
        $server = Get-SandboxServer
        $Step.Text + $Step.Summary | Should -Not -Match ([regex]::Escape($server.AccessKeySecret))
        $Step.Text + $Step.Summary | Should -Not -Match ([regex]::Escape($secret))
        $Step.Text | Should -Not -Match "$([char] 27)" -Because 'a log shows colours as garbage'
    }

    $apply = '& "$env:AG_EXAMPLES/Invoke-BindingPlan.ps1" -Plan $env:AG_PLAN -ModulePath $env:AG_MODULE'
}

AfterAll { Close-Sandbox }

Describe 'Invoke-BindingPlan.ps1' {
    BeforeEach {
        Reset-Sandbox
        $secret = 'a_Secret_of_a_plan'
        $key = (New-AgSignature plan_key -SignatureSecret (ConvertTo-Secret $secret)).SignatureId
        $null = $ids[0..9] | Add-AgSignatureApi -SignatureId $key -GroupId $orders -StageName TEST
        Clear-SandboxJournal
    }

    It 'shows with -WhatIf what would change, and changes nothing' {
        Set-Plan -ApiId $ids[0..129] -SignatureId $key
        $step = Invoke-Step "$apply -WhatIf"
        $step.ExitCode | Should -Be 0 -Because $step.Text
        Get-SandboxWriteCount | Should -Be 0
        $step.Line -match '^What if: Bind ' | Should -HaveCount 1
        $step.Summary | Should -Match '### 120 differences from 130 rows of the plan'
        $step.Summary | Should -Match '\| Bind \| orders \| TEST \| plan\\_key \|  \| 120 \|'
        $step.Summary | Should -Match '\| Bind \| orders \| TEST \| plan\\_key \|  \| orders\\_api\\_0011 \| 11 \|'
        $step.Summary | Should -Not -Match '### Done'
        $step.Command | Should -BeNullOrEmpty
        Assert-Quiet $step
    }

    It 'names the key that an API would lose' {
        $other = (New-AgSignature other_key).SignatureId
        Set-Plan -ApiId $ids[0..11] -SignatureId $other
        $step = Invoke-Step "$apply -WhatIf"
        $step.Summary | Should -Match '### 12 differences'
        $step.Summary | Should -Match '\| Replace \| orders \| TEST \| other\\_key \| plan\\_key \| 10 \|'
        $step.Summary | Should -Match '\| Bind \| orders \| TEST \| other\\_key \|  \| 2 \|'
    }

    It 'binds, and says in the summary what is bound (<_>)' -ForEach GitHub, Azure, None {
        Set-Plan -ApiId $ids -SignatureId $key
        $step = Invoke-Step $apply -On $_
        $step.ExitCode | Should -Be 0 -Because $step.Text
        Get-SandboxBindingCount -GroupId $orders -StageName TEST -SignatureId $key | Should -Be 250
        $shown = switch ($_) {
            'GitHub' { $step.Summary }
            'Azure' { ($step.Command | Where-Object { $_ -match '^##vso\[task\.uploadsummary\](.*)$' } | ForEach-Object { Get-Content -Raw ($_ -replace '^.*\]') }) -join "`n" }
            'None' { $step.Text }
        }
        $shown | Should -Match '### 240 differences from 250 rows of the plan'
        $shown | Should -Match 'and 40 more\.'
        $shown | Should -Match '\| Bound \| orders \| TEST \| plan\\_key \| 240 \|'
        $step.Line | Should -Contain '250 rows of the plan: 240 differences, 0 failed.'
        Assert-Quiet $step
    }

    It 'has nothing to do when all is as planned' {
        Set-Plan -ApiId $ids[0..9] -SignatureId $key
        $step = Invoke-Step $apply
        $step.ExitCode | Should -Be 0 -Because $step.Text
        Get-SandboxWriteCount | Should -Be 0
        $step.Summary | Should -Match '### 0 differences'
        $step.Line | Should -Contain '10 rows of the plan: 0 differences, 0 failed.'
    }

    It 'fails the step for a plan with a wrong row, by its number and before anything is sent (<on>)' -ForEach @(
        @{ on = 'GitHub'; annotation = '^::error title=InvalidPlan::Row 51: .*ffffffff' }
        @{ on = 'Azure'; annotation = '^##vso\[task\.logissue type=error\]InvalidPlan: Row 51: .*ffffffff' }
        @{ on = 'None'; annotation = '^ERROR InvalidPlan: Row 51: .*ffffffff' }
    ) {
        Set-Plan -ApiId ($ids[0..49] + $bad) -SignatureId $key
        $step = Invoke-Step $apply -On $on
        $step.ExitCode | Should -Be 1
        @($step.Line -match $annotation) | Should -HaveCount 1
        Get-SandboxWriteCount | Should -Be 0
        $step.Line | Should -Contain 'The plan has 1 error. Nothing was sent.'
        Assert-Quiet $step
    }

    It 'fails the step for a row that fails when it is sent, and does the others' {
        Set-Plan -ApiId $ids[0..149] -SignatureId $key
        Set-SandboxFault @{ kind = 'error'; operation = 'SetSignatureApis'; skip = 1; times = 1; code = 'ExceedLimit'; status = 400 }
        $step = Invoke-Step $apply
        $step.ExitCode | Should -Be 1
        @($step.Line -match '^::error title=QuotaExceeded::.*(40|100) APIs were not bound') | Should -Not -BeNullOrEmpty
        Get-SandboxBindingCount -GroupId $orders -StageName TEST -SignatureId $key | Should -BeIn 50, 110
    }

    It 'has one annotation for a row that no id can be read from' {
        Set-Plan -ApiId ($ids[0..4] + 'not an id') -SignatureId $key
        $step = Invoke-Step $apply
        $step.ExitCode | Should -Be 1
        $step.Command | Should -HaveCount 1
        $step.Command[0] | Should -Match "^::error title=InvalidPlan::Row 6: ApiId is 'not an id'"
        Get-SandboxWriteCount | Should -Be 0
    }

    It 'fails the step for a plan that is none' {
        'SignatureId,GroupId', 'a,b' | Set-Content $plan
        $step = Invoke-Step $apply
        $step.ExitCode | Should -Be 1
        $step.Command | Should -HaveCount 2
        $step.Command[0] | Should -Match '^::error title=InvalidPlan::Row 1: it has no StageName; it is an object with SignatureId, GroupId\.'
    }

    It 'fails the step for a plan without rows' {
        'SignatureId,GroupId,StageName,ApiId' | Set-Content $plan
        $step = Invoke-Step $apply
        $step.ExitCode | Should -Be 1
        $step.Command[0] | Should -Match '^::error title=Stopped::The plan .* has no rows\.'
    }

    It 'unbinds with -Prune what the plan does not list, and no more than -MaxUnbind' {
        Set-Plan -ApiId $ids[0..3] -SignatureId $key
        $step = Invoke-Step "$apply -Prune -MaxUnbind 5"
        $step.ExitCode | Should -Be 1
        $step.Command | Should -HaveCount 1
        $step.Command[0] | Should -Match '^::error title=TooManyUnbinds::The plan unbinds 6 APIs, and -MaxUnbind is 5'
        Get-SandboxWriteCount | Should -Be 0
        $step = Invoke-Step "$apply -Prune"
        $step.ExitCode | Should -Be 0 -Because $step.Text
        Get-SandboxBindingCount -GroupId $orders -StageName TEST -SignatureId $key | Should -Be 4
    }

    It 'counts an API once, and blames the row that is wrong' {
        Set-Plan -ApiId ($ids[0..11] + $ids[0]) -SignatureId $key
        $step = Invoke-Step "$apply -WhatIf"
        $step.Summary | Should -Match '### 2 differences from 13 rows'
        Add-Content $plan "wrong_key,$orders,TEST,$($ids[12])"
        $step = Invoke-Step $apply
        @($step.Line -match '^::error title=InvalidPlan::Row 14: .*wrong_key') | Should -HaveCount 1 -Because $step.Text
        $step.Command | Should -HaveCount 1
    }

    It 'reads a plan with blanks around its values like any other' {
        Set-Plan -ApiId $ids[0..11] -SignatureId $key
        $blank = (Get-Content $plan) -replace '","', ' "," '
        $blank[0] = $blank[0] -replace ' '
        $blank | Set-Content $plan
        $step = Invoke-Step $apply
        $step.ExitCode | Should -Be 0 -Because $step.Text
        $step.Line | Should -Contain '12 rows of the plan: 2 differences, 0 failed.'
    }

    It 'fails the step when nobody is signed in' {
        Set-Plan -ApiId $ids[0..4] -SignatureId $key
        $step = Invoke-Step $apply -SignedOut -More @{ HOME = "$TestDrive"; ALIBABA_CLOUD_ECS_METADATA_DISABLED = 'true' }
        $step.ExitCode | Should -Be 1
        $step.Command | Should -HaveCount 1
        $step.Command[0] | Should -Match '^::error title=NotSignedIn::No account is signed in'
        Assert-Quiet $step
    }

    It 'asks the host for a token when there is a role, and says what the workflow lacks (<on>)' -ForEach @(
        @{ on = 'GitHub'; lacks = 'ACTIONS_ID_TOKEN_REQUEST_URL' }
        @{ on = 'Azure'; lacks = 'SYSTEM_' }
    ) {
        Set-Plan -ApiId $ids[0..4] -SignatureId $key
        $role = '-RegionId cn-hangzhou -OidcProviderArn acs:ram::1:oidc-provider/ci -RoleArn acs:ram::1:role/ci'
        $nothing = @{ ACTIONS_ID_TOKEN_REQUEST_URL = ''; SYSTEM_OIDCREQUESTURI = ''; SYSTEM_ACCESSTOKEN = '' }
        $step = Invoke-Step "$apply $role" -On $on -SignedOut -More $nothing
        $step.ExitCode | Should -Be 1
        $step.Command | Should -HaveCount 1
        $step.Command[0] | Should -Match "CredentialIncomplete.*$lacks"
    }
}

Describe 'CiHost.psm1' {
    It 'lets no text become a command of the host (<on>)' -ForEach @(
        @{ on = 'GitHub'; text = "100% lost`r`n::add-mask::x`n##[error]y"; command = '::error title=a%3Ab::100%25 lost%0D%0A::add-mask::x%0A##[error]y' }
        @{ on = 'Azure'; text = "100% lost`n##vso[task.setvariable variable=x]y;"; command = '##vso[task.logissue type=error]a:b: 100%AZP25 lost%0A##vso[task.setvariable variable=x%5Dy%3B' }
        @{ on = 'None'; text = "lost`r`n  ::add-mask::x"; command = '' }
    ) {
        $step = Invoke-Step -SignedOut -On $on -More @{ AG_TEST_TEXT = $text } -Line @'
Import-Module "$env:AG_EXAMPLES/CiHost.psm1"
Write-CiError -ErrorRecord ([System.Management.Automation.ErrorRecord]::new([System.Exception]::new($env:AG_TEST_TEXT), 'a:b', 'NotSpecified', $null))
'@
        "$($step.Command)" | Should -BeExactly $command
    }

    It 'lets no text become more than a cell of a table' {
        Import-Module (Join-Path $scripts 'CiHost.psm1')
        $table = ConvertTo-MarkdownTable -InputObject ([pscustomobject] @{ Name = "a|b`r`n<b>[c](d)*``"; Count = 3 })
        $table -split "`n" | Should -HaveCount 3
        $table | Should -BeExactly "| Name | Count |`n| --- | --- |`n| a\|b &lt;b&gt;\[c\](d)\*\`` | 3 |"
    }
}

Describe 'Install-AgModule.ps1' {
    BeforeAll {
        $cache = Join-Path $TestDrive 'cache'

        # Gives one file to whoever asks, until it is stopped.
        function Start-FileServer {
            param([string] $Path)
            $tcp = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
            $tcp.Start()
            $port = $tcp.LocalEndpoint.Port
            $tcp.Stop()
            $http = [System.Net.HttpListener]::new()
            $http.Prefixes.Add("http://127.0.0.1:$port/")
            $http.Start()
            $serving = [powershell]::Create().AddScript({
                    param($http, $bytes)
                    while ($http.IsListening) {
                        $context = $http.GetContext()
                        $context.Response.OutputStream.Write($bytes, 0, $bytes.Length)
                        $context.Response.Close()
                    }
                }).AddArgument($http).AddArgument([System.IO.File]::ReadAllBytes($Path))
            $null = $serving.BeginInvoke()
            @{ Uri = "http://127.0.0.1:$port/module.nupkg"; Stop = { $http.Stop(); $http.Close() }.GetNewClosure() }
        }

        $install = '& "$env:AG_EXAMPLES/Install-AgModule.ps1" -Version 0.1.0 -Path $env:AG_CACHE -Repository AgNowhere'
    }

    It 'fetches nothing that is in the cache' {
        $folder = Join-Path $cache 'AliGatewaySignature/0.1.0'
        Copy-Item (Split-Path (Get-AgModulePath)) $folder -Recurse
        $step = Invoke-Step $install -SignedOut -More @{ AG_CACHE = $cache }
        $step.ExitCode | Should -Be 0 -Because $step.Text
        $step.Text.Trim() | Should -BeExactly (Join-Path $folder 'AliGatewaySignature.psd1')
    }

    It 'gives a folder that the other script can import' {
        $step = Invoke-Step '$module = Import-Module $env:AG_CACHE/AliGatewaySignature -PassThru; exit (@((Import-PowerShellDataFile $module.Path.Replace(".dll", ".psd1")).CmdletsToExport).Count - (Get-Command -Module AliGatewaySignature).Count)' -SignedOut -More @{ AG_CACHE = $cache }
        $step.ExitCode | Should -Be 0 -Because $step.Text
    }

    It 'takes a package from an address when its hash is the one that was given' {
        $files = Join-Path $TestDrive 'package'
        Copy-Item (Split-Path (Get-AgModulePath)) $files -Recurse
        $package = Join-Path $TestDrive 'AliGatewaySignature.0.1.0.zip'
        Compress-Archive -Path (Join-Path $files '*') -DestinationPath $package
        $hash = (Get-FileHash -LiteralPath $package -Algorithm SHA256).Hash
        $listener = Start-FileServer $package
        try {
            $line = '& "$env:AG_EXAMPLES/Install-AgModule.ps1" -Version 0.1.0 -Path $env:AG_CACHE -PackageUri $env:AG_URI -Sha256 $env:AG_HASH'
            $wrong = Invoke-Step $line -SignedOut -More @{ AG_CACHE = Join-Path $TestDrive 'wrong'; AG_URI = $listener.Uri; AG_HASH = '0' * 64 }
            $wrong.ExitCode | Should -Be 1
            $wrong.Command[0] | Should -Match "hashes to $hash, not to 0{64}\. Nothing of it was unpacked"
            Test-Path (Join-Path $TestDrive 'wrong/AliGatewaySignature') | Should -BeFalse

            $right = Invoke-Step $line -SignedOut -More @{ AG_CACHE = Join-Path $TestDrive 'right'; AG_URI = $listener.Uri; AG_HASH = $hash }
            $right.ExitCode | Should -Be 0 -Because $right.Text
            Test-Path $right.Text.Trim() | Should -BeTrue
        }
        finally {
            $listener.Stop.Invoke()
        }
    }

    It 'refuses the gallery, where the name is not ours yet' {
        $step = Invoke-Step ($install -replace 'AgNowhere', 'PSGallery') -SignedOut -More @{ AG_CACHE = Join-Path $TestDrive 'gallery' }
        $step.ExitCode | Should -Be 1
        $step.Command[0] | Should -Match 'not in the PowerShell Gallery yet'
    }

    It 'fails the step when the version cannot be had' {
        $step = Invoke-Step $install -SignedOut -More @{ AG_CACHE = Join-Path $TestDrive 'empty'; HOME = "$TestDrive" }
        $step.ExitCode | Should -Be 1
        $step.Command | Should -HaveCount 1
        $step.Command[0] | Should -Match '^::error title='
    }
}
