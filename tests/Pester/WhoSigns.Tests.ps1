# That nobody signs but whom the user chose.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox
    Disconnect-AgAccount
    $userHome = Join-Path $TestDrive 'home'
    $noMetadata = @{ HOME = $userHome; USERPROFILE = $userHome; ALIBABA_CLOUD_ECS_METADATA_DISABLED = 'true'; ALIBABA_CLOUD_REGION_ID = 'cn-hangzhou' }

    # Writes the file of the CLI, with one profile.
    function Set-CliProfile {
        param([hashtable] $Fields)
        $file = Join-Path $userHome '.aliyun/config.json'
        $null = New-Item -ItemType Directory -Path (Split-Path $file) -Force
        @{ current = 'p'; profiles = @(@{ name = 'p' } + $Fields) } | ConvertTo-Json -Depth 5 | Set-Content -LiteralPath $file
        if (-not $IsWindows) {
            chmod 600 $file
        }
    }
}

AfterAll {
    Stop-SandboxServer
}

Describe 'A program that a profile names without a path' {
    BeforeEach {
        # A repository that somebody checked out: it has a program of the very name.
        $checkout = Join-Path $TestDrive 'checkout'
        $null = New-Item -ItemType Directory -Path $checkout -Force
        $ran = Join-Path $TestDrive 'ran'
        $program = if ($IsWindows) { Join-Path $checkout 'company-keys.cmd' } else { Join-Path $checkout 'company-keys' }
        Set-Content -LiteralPath $program -Value $(if ($IsWindows) { "@echo off`r`necho > `"$ran`"" } else { "#!/bin/sh`n> '$ran'`n" }) -NoNewline
        if (-not $IsWindows) {
            chmod +x $program
        }

        Set-CliProfile @{ mode = 'External'; process_command = 'company-keys --quiet' }
        $before = [Environment]::CurrentDirectory
        [Environment]::CurrentDirectory = $checkout
        Push-Location $checkout
    }

    AfterEach {
        Pop-Location
        [Environment]::CurrentDirectory = $before
    }

    It 'is not run from the current folder' -ForEach @('', '.', 'elsewhere') {
        $path = ($_, $env:PATH) -join [IO.Path]::PathSeparator
        $problem = Invoke-SignedOut -Environment ($noMetadata + @{ PATH = $path }) { Get-ErrorOf { Get-AgContext } }

        $problem | Get-ErrorId | Should -Be CredentialRequestFailed
        "$problem" | Should -BeLike "*'company-keys' is in no folder of PATH*"
        "$($problem.ErrorDetails.RecommendedAction)" | Should -BeLike '*whole path*'
        Test-Path $ran | Should -BeFalse
    }

    It 'is run where the profile writes a path' -Skip:$IsWindows {
        Set-CliProfile @{ mode = 'External'; process_command = './company-keys' }

        Invoke-SignedOut -Environment $noMetadata { Get-ErrorOf { Get-AgContext } } | Get-ErrorId | Should -Be CredentialRequestFailed
        Test-Path $ran | Should -BeTrue
        Remove-Item $ran
    }
}

Describe 'Two users of one machine' {
    # A program, or an address, that gives the keys of whoever is signed in there.
    BeforeAll {
        $printed = Join-Path $TestDrive 'printed.json'
        function Set-User {
            param([string] $Name)
            @{ mode = 'StsToken'; access_key_id = "LTAI$Name-$Name"; access_key_secret = 's'; sts_token = 't' } | ConvertTo-Json | Set-Content $printed
        }

        $command = if ($IsWindows) { "cmd /c type `"$printed`"" } else { "cat '$printed'" }
    }

    BeforeEach { Set-CliProfile @{ mode = 'External'; process_command = $command } }
    AfterEach { Disconnect-AgAccount }

    It 'are told apart by Disconnect-AgAccount, also where nobody connected' {
        Invoke-SignedOut -Environment $noMetadata {
            Set-User first
            (Get-AgContext).AccessKeyId | Should -BeLike 'LTAI*irst'
            Set-User second
            (Get-AgContext).AccessKeyId | Should -BeLike 'LTAI*irst' -Because 'keys that were obtained serve until somebody signs out'
            Disconnect-AgAccount
            (Get-AgContext).AccessKeyId | Should -BeLike 'LTAI*cond'
        }
    }

    It 'are told apart by Connect-AgAccount' -ForEach @(
        @{ name = 'the chain'; splat = @{} }
        @{ name = 'the profile'; splat = @{ ProfileName = 'p' } }
    ) {
        Invoke-SignedOut -Environment $noMetadata {
            Set-User first
            $null = Get-AgContext
            $one = Connect-AgAccount @splat -SkipVerification
            $one.AccessKeyId | Should -BeLike 'LTAI*irst'
            Set-User second
            $two = Connect-AgAccount @splat -SkipVerification
            $two.AccessKeyId | Should -BeLike 'LTAI*cond'
            $one.AccessKeyId | Should -BeLike 'LTAI*irst' -Because 'a context stays with its user'
        }
    }
}

Describe 'A key that no header can carry' {
    BeforeAll {
        $server = Get-SandboxServer
        $id = 'LTAIcaller'
        function ConvertTo-Secure {
            param([string] $Text)
            $secret = [securestring]::new()
            foreach ($c in $Text.ToCharArray()) { $secret.AppendChar($c) }
            $secret
        }
    }

    BeforeEach { Reset-Sandbox }
    AfterEach { Disconnect-AgAccount }

    It 'is refused by <name>, and nothing is sent' -ForEach @(
        @{ name = 'an id with a line break'; id = "LTAI`r`nx-injected: 1"; secret = 'Secret1Secret1'; token = $null; part = 'AccessKey id' }
        @{ name = 'a secret with a line break'; id = 'LTAIcaller'; secret = "Secret1`nSecret1"; token = $null; part = 'AccessKey secret' }
        @{ name = 'a token with a header in it'; id = 'LTAIcaller'; secret = 'Secret1Secret1'; token = "Token1`r`nx-injected: 1"; part = 'security token' }
        @{ name = 'a token in another script'; id = 'LTAIcaller'; secret = 'Secret1Secret1'; token = "Token$([char]0x5BC6)"; part = 'security token' }
        @{ name = 'a NUL'; id = 'LTAIcaller'; secret = "Secret1`0Secret1"; token = $null; part = 'AccessKey secret' }
    ) {
        $splat = @{ Credential = [pscredential]::new($id, (ConvertTo-Secure $secret)); Endpoint = $server.Url }
        if ($token) { $splat.SecurityToken = ConvertTo-Secure $token }
        $problem = Get-ErrorOf { Connect-AgAccount @splat }

        $problem | Get-ErrorId | Should -Be KeyMalformed
        $problem.CategoryInfo.Category | Should -Be InvalidData
        "$problem" | Should -BeLike "*-Credential*$part*"
        "$problem $($problem.Exception)" | Should -Not -Match 'Secret1|Token1|injected'
        Get-SandboxCall | Should -BeNullOrEmpty
    }

    It 'is not one with blanks at its ends: <what>' -ForEach @(
        @{ what = 'the id'; before = " `t"; around = '' }
        @{ what = 'the secret'; before = ''; around = " `r`n" }
    ) {
        $known = Get-SandboxCredential
        $secret = ConvertTo-Secure "$around$($known.GetNetworkCredential().Password)$around"
        $null = Connect-AgAccount -Credential ([pscredential]::new("$before$($known.UserName)$before", $secret)) -Endpoint " $($server.Url) " -RegionId ' cn-hangzhou '
        $secret.Dispose()

        { Get-AgSignature -ErrorAction Stop } | Should -Not -Throw -Because 'whoever gave the secret may dispose it'
        (Get-AgContext).RegionId | Should -Be cn-hangzhou
    }

    It 'nor is a host: <endpoint>' -ForEach @(
        @{ endpoint = "host.example`r`nx-injected: 1" }
        @{ endpoint = "host`0.example" }
    ) {
        Get-ErrorOf { Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint $endpoint } | Get-ErrorId | Should -Be EndpointRefused
    }

    It 'but a host in another script works' {
        (Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint "gateway.b$([char]0xFC)cher.example" -SkipVerification).Endpoint.Authority | Should -Be gateway.xn--bcher-kva.example
    }
}
