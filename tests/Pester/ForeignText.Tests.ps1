# What the service says reaches a person only after it was made safe: no sign moves the cursor, no line commands a runner, no secret
# comes back in any form.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Import-Module (Join-Path $PSScriptRoot '../../examples/scripts/CiHost.psm1')
    $null = Initialize-Sandbox
    $orders = Get-SampleGroupId orders
    $ids = @(Get-SampleApiId orders 3)
    $esc = [char] 27
    $bad = '[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]'

    # All that a person or a log sees of a job, as lines.
    function Get-Shown {
        param([scriptblock] $Job)
        $ErrorActionPreference = 'Continue'
        $VerbosePreference = 'Continue'
        $PSStyle.OutputRendering = 'PlainText'
        $things = @(try { & $Job *>&1 } catch { $_ })
        $things | ForEach-Object {
            $_ | Out-String -Width 300
            if ($_ -is [System.Management.Automation.ErrorRecord]) {
                $_ | Get-Error | Out-String -Width 300
                "$($_.Exception.Code)"
                "$($_.Exception.RequestId)"
                "$($_.Exception)"
            }
        } | ForEach-Object { $_ -split '\r?\n' }
    }
}

AfterAll { Close-Sandbox }

Describe 'Foreign text' {
    AfterEach { Clear-SandboxFault }

    It 'of an error shows its signs and commands nobody (<kind>)' -ForEach @(
        @{ kind = 'error' }
        @{ kind = 'throttle' }
        @{ kind = 'error500' }
    ) {
        $hostile = "$esc[2J$([char]7)$([char]0x9b)31m`r`n::error::pwned`n##vso[task.complete result=Succeeded]`u{202e}x`u{2028}y"
        Set-SandboxFault @{ operation = 'SetSignatureApis'; kind = $kind; code = "Bad$esc[31m`n::stop"; message = $hostile; status = 400 }
        $lines = Get-Shown { $ids | Add-AgSignatureApi -SignatureId k -GroupId $orders -StageName TEST -SkipRead -Replace -Confirm:$false }
        ($lines -join '') | Should -Match 'pwned'
        $lines | Where-Object { $_ -match $bad } | Should -BeNullOrEmpty
        $lines | Where-Object { $_ -match '^\W*(::\w|##vso|##\[)' } | Should -BeNullOrEmpty
    }

    It 'that repeats the secret hides it: <form>' -ForEach @(
        @{ form = 'plain'; encode = { $args[0] } }
        @{ form = 'percent'; encode = { [uri]::EscapeDataString($args[0]) } }
        @{ form = 'form'; encode = { [System.Net.WebUtility]::UrlEncode($args[0]) } }
        @{ form = 'Java'; encode = { [System.Net.WebUtility]::UrlEncode($args[0]).Replace('!', '%21').Replace('+', '%20') } }
        @{ form = 'Base64'; encode = { [System.Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($args[0])) } }
        @{ form = 'Base64 of a pair'; encode = { [System.Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes("id:$($args[0])")) } }
        @{ form = 'JSON'; encode = { ($args[0] | ConvertTo-Json -EscapeHandling EscapeHtml).Trim('"') } }
    ) {
        $plain = 'Se_cret#!@*' + [guid]::NewGuid().ToString('N').Substring(0, 12)
        $shown = & $encode $plain
        Set-SandboxFault @{ operation = '*'; kind = 'error'; status = 403; code = "Forbidden.$shown"; message = "You sent $shown." }
        $lines = Get-Shown { New-AgSignature -SignatureName a_key -SignatureSecret (ConvertTo-Secret $plain) -Confirm:$false }
        $text = $lines -join ''
        $text | Should -Match 'Forbidden'
        $text | Should -Not -Match ([regex]::Escape($plain))
        $text | Should -Not -Match ([regex]::Escape($shown.TrimEnd('=')))
    }

    It 'of a proxy never shows its password' {
        $script = @"
`$PSStyle.OutputRendering = 'PlainText'
Import-Module '$(Get-AgModulePath)'
`$key = [securestring]::new(); 'abcdefgh'.ToCharArray() | ForEach-Object { `$key.AppendChar(`$_) }
Connect-AgAccount -Credential ([pscredential]::new('id', `$key)) -Endpoint https://apigateway.invalid -RegionId cn-hangzhou -MaxAttempts 1 | Out-String
`$VerbosePreference = 'Continue'
Get-AgSignature *>&1 | ForEach-Object { `$_ | Out-String; if (`$_ -is [System.Management.Automation.ErrorRecord]) { `$_ | Get-Error | Out-String; "`$(`$_.Exception)" } }
"@
        $proxy = 'http://proxy_user:pass_w0rd@' + ([uri] (Get-SandboxServer).Url).Authority
        $said = Invoke-ChildPowerShell -Script $script -Environment @{ HTTPS_PROXY = $proxy; NO_PROXY = 'nowhere.invalid' }
        "$($said.Output)$($said.Error)" | Should -Match 'DescribeSignatures'
        "$($said.Output)$($said.Error)" | Should -Not -Match 'pass_w0rd'
    }

    It 'of a view shows a question mark for what nobody sees, and the object keeps it' {
        $api = Get-AgApi -GroupId $orders -First 1
        $api.GetType().GetProperty('ApiName').SetValue($api, "evil$esc[31m`u{202e}name")
        $api.GetType().GetProperty('GroupName').SetValue($api, "gr$([char]7)oup")
        $text = $api | Format-Table | Out-String -Width 200
        $text | Should -Match 'evil\?\[31m\?name'
        $text | Should -Match 'gr\?oup'
        $text | Should -Not -Match $bad.Replace('\x0b-\x1f', '\x0b-\x0c\x0e-\x1f')
        $api.ApiName | Should -Match $esc
    }

    It 'of the list of <type> shows a question mark too, in full names' -ForEach @(
        @{ type = 'AgSignature'; names = 'SignatureName', 'SignatureKey' }
        @{ type = 'AgApi'; names = 'ApiName', 'ApiPath', 'Description', 'GroupName' }
        @{ type = 'AgApiGroup'; names = 'GroupName', 'BasePath', 'SubDomain', 'Description' }
        @{ type = 'AgSignatureBinding'; names = 'SignatureName', 'GroupName', 'ApiName' }
    ) {
        $thing = switch ($type) {
            AgSignature { New-AgSignature -SignatureName "list_$(Get-Random)" -Confirm:$false }
            AgApi { Get-AgApi -GroupId $orders -First 1 }
            AgApiGroup { Get-AgApiGroup -First 1 }
            AgSignatureBinding {
                $key = New-AgSignature -SignatureName "list_$(Get-Random)" -Confirm:$false
                $ids[0] | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST -Confirm:$false
            }
        }
        foreach ($name in $names) {
            $thing.GetType().GetProperty($name).SetValue($thing, "evil$esc[31m`r`u{202e}$name")
        }

        $text = $thing | Format-List | Out-String -Width 200
        foreach ($name in $names) {
            $text | Should -Match "evil\?\[31m\?\?$name"
        }

        $text | Should -Not -Match $bad.Replace('\x0b-\x1f', '\x0b-\x0c\x0e-\x1f')
        $text | Should -Not -Match 'SignatureSecret'
    }

    It 'of a file of profiles is safe in what signing in says, and in the view of the context' {
        $file = Join-Path $TestDrive 'config.json'
        $name = "evil$esc[2J`n::error::pwned"
        @{
            current  = $name
            profiles = @(@{
                    name = $name; mode = 'AK'; access_key_id = 'id_of_profile'; access_key_secret = 'secret_of_profile'; region_id = 'cn-hangzhou'
                })
        } | ConvertTo-Json -Depth 4 | Set-Content -Path $file
        try {
            $lines = Invoke-SignedOut -Environment @{ ALIBABA_CLOUD_CONFIG_FILE = $file } {
                Get-Shown { Connect-AgAccount -ProfileName $name -Endpoint (Get-SandboxServer).Url -Verbose; Get-AgContext }
            }
            ($lines -join '') | Should -Match 'pwned'
            $lines | Where-Object { $_ -match $bad } | Should -BeNullOrEmpty
            $lines | Where-Object { $_ -match '^\W*(::\w|##vso|##\[)' } | Should -BeNullOrEmpty
        }
        finally {
            $null = Connect-Sandbox
        }
    }

    It 'of an annotation is one line of the runner' {
        $env:GITHUB_ACTIONS = 'true'
        try {
            $record = Get-ErrorOf {
                Set-SandboxFault @{ operation = '*'; kind = 'error'; status = 403; code = 'Forbidden'; message = "x`n::set-output name=a::b" }
                Get-AgSignature
            }
            $said = & { Write-CiError -ErrorRecord $record[0] } 6>&1 | ForEach-Object { "$_" }
            @($said -split '\n').Count | Should -Be 1
        }
        finally {
            $env:GITHUB_ACTIONS = $null
        }
    }
}
