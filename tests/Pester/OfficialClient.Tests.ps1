# What the cmdlets write, read by Alibaba Cloud's own client, and the other way round.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $clients = Join-Path (Get-RepositoryRoot) 'tests/OfficialClient'
    $lacking = if (-not (Get-Command node -CommandType Application -ErrorAction Ignore)) {
        'Node is not on PATH'
    }
    elseif (-not (Test-Path (Join-Path $clients 'node_modules/@alicloud'))) {
        "the packages of tests/OfficialClient are not installed ('npm ci' there does it)"
    }

    $null = Initialize-Sandbox
    $server = Get-SandboxServer
    $orders = Get-SampleGroupId orders
    $orderIds = @(Get-SampleApiId orders 250)

    # Runs one of the scripts of tests/OfficialClient and reads the JSON that it prints; -Line is its standard input.
    function Invoke-OfficialClient {
        param([string] $Script, [string[]] $Argument = @(), [string[]] $Line)
        $start = [System.Diagnostics.ProcessStartInfo]::new((Get-Command node -CommandType Application)[0].Source)
        $start.ArgumentList.Add((Join-Path $clients $Script))
        $Argument | ForEach-Object { $start.ArgumentList.Add($_) }
        $start.UseShellExecute = $false
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $start.Environment['AG_SANDBOX_URL'] = $server.Url
        $start.Environment['AG_SANDBOX_ACCESS_KEY_ID'] = $server.AccessKeyId
        $start.Environment['AG_SANDBOX_ACCESS_KEY_SECRET'] = $server.AccessKeySecret
        $start.Environment['AG_SANDBOX_REGION_ID'] = $server.RegionId
        'HTTP_PROXY', 'http_proxy', 'NODE_OPTIONS' | ForEach-Object { $null = $start.Environment.Remove($_) }
        $process = [System.Diagnostics.Process]::Start($start)
        try {
            $errors = $process.StandardError.ReadToEndAsync()
            $Line | ForEach-Object { $process.StandardInput.WriteLine($_) }
            $process.StandardInput.Close()
            $output = $process.StandardOutput.ReadToEnd()
            $process.WaitForExit()
            $process.ExitCode | Should -Be 0 -Because $errors.GetAwaiter().GetResult()
            $output | ConvertFrom-Json
        }
        finally {
            $process.Dispose()
        }
    }
}

AfterAll { Close-Sandbox }

Describe 'The official client' {
    BeforeEach {
        Reset-Sandbox
    }

    It 'reads back the 250 bindings of Add-AgSignatureApi, and none after Remove-AgSignatureApi' {
        if ($lacking) { Set-ItResult -Skipped -Because $lacking; return }

        $key = New-AgSignature -SignatureName first_key
        $null = Get-AgApi -GroupId $orders | Add-AgSignatureApi -SignatureId $key.SignatureId -StageName TEST
        Get-SandboxCallCount SetSignatureApis | Should -Be 3
        Get-SandboxMaxIds SetSignatureApis | Should -Be 100

        $bound = @(Invoke-OfficialClient bindings.mjs --group, $orders, --stage, TEST)
        $bound.Count | Should -Be 250
        Compare-Object $bound.apiId $orderIds | Should -BeNullOrEmpty
        $bound.signatureId | Select-Object -Unique | Should -Be $key.SignatureId

        $null = Get-AgSignature -GroupId $orders -StageName TEST | Remove-AgSignatureApi -Force
        @(Invoke-OfficialClient bindings.mjs --group, $orders, --stage, TEST).Count | Should -Be 0
    }

    It 'reads back a plan of Sync-AgSignatureApi, and the differences of the next' {
        if ($lacking) { Set-ItResult -Skipped -Because $lacking; return }

        $first = New-AgSignature -SignatureName first_key
        $second = New-AgSignature -SignatureName second_key
        $plan = foreach ($number in 0..119) {
            [pscustomobject] @{ SignatureName = 'first_key'; GroupName = 'orders'; StageName = 'TEST'; ApiId = $orderIds[$number] }
        }
        $null = $plan | Sync-AgSignatureApi
        $bound = @(Invoke-OfficialClient bindings.mjs --group, $orders, --stage, TEST)
        Compare-Object $bound.apiId $orderIds[0..119] | Should -BeNullOrEmpty

        $plan[0..29] | ForEach-Object { $_.SignatureName = 'second_key' }
        $null = $plan[0..99] | Compare-AgSignatureApi -Prune | Sync-AgSignatureApi -Force
        $bound = @(Invoke-OfficialClient bindings.mjs --group, $orders, --stage, TEST)
        $bound.Count | Should -Be 100
        Compare-Object ($bound | Where-Object signatureId -EQ $second.SignatureId).apiId $orderIds[0..29] | Should -BeNullOrEmpty
        Compare-Object ($bound | Where-Object signatureId -EQ $first.SignatureId).apiId $orderIds[30..99] | Should -BeNullOrEmpty
    }

    It 'reads back what Move-AgSignatureApi has moved, by replacing and with a gap' -ForEach @(
        @{ otherKeyBound = 'replace'; with = @{} }
        @{ otherKeyBound = 'refuse'; with = @{ AllowUnsignedGap = $true } }
    ) {
        if ($lacking) { Set-ItResult -Skipped -Because $lacking; return }

        Set-SandboxOption @{ otherKeyBound = $otherKeyBound }
        $old = New-AgSignature -SignatureName old_key
        $new = New-AgSignature -SignatureName new_key
        $null = $orderIds[0..119] | Add-AgSignatureApi -SignatureId $old.SignatureId -GroupId $orders -StageName TEST
        $journaled = Connect-AgAccount -Credential (Get-SandboxCredential) -Endpoint $server.Url -RegionId $server.RegionId -JournalPath (Join-Path $TestDrive "$otherKeyBound.jsonl")
        $null = Move-AgSignatureApi $old $new -MaxCount 110 -Force @with -Context $journaled
        $null = Connect-Sandbox

        $read = @(Invoke-OfficialClient bindings.mjs --group, $orders, --stage, TEST)
        @($read | Where-Object signatureId -EQ $new.SignatureId).Count | Should -Be 110
        @($read | Where-Object signatureId -EQ $old.SignatureId).Count | Should -Be 10
    }

    It 'reads back what Undo-AgChange put back' {
        if ($lacking) { Set-ItResult -Skipped -Because $lacking; return }

        $first = New-AgSignature first_key
        $second = New-AgSignature second_key
        $null = $orderIds[0..149] | Add-AgSignatureApi -SignatureId $first.SignatureId -GroupId $orders -StageName TEST
        $results = @($orderIds[0..99] | Add-AgSignatureApi -SignatureId $second.SignatureId -GroupId $orders -StageName TEST -Replace -Force)
        $results += $orderIds[100..149] | Remove-AgSignatureApi -SignatureId $first.SignatureId -GroupId $orders -StageName TEST -Force
        $results += $orderIds[150..199] | Add-AgSignatureApi -SignatureId $second.SignatureId -GroupId $orders -StageName TEST
        $null = $results | Undo-AgChange -Force
        $bound = @(Invoke-OfficialClient bindings.mjs --group, $orders, --stage, TEST)
        Compare-Object $bound.apiId $orderIds[0..149] | Should -BeNullOrEmpty
        $bound.signatureId | Select-Object -Unique | Should -Be $first.SignatureId
    }

    It 'reads back what Undo-AgChange put back from a journal, in a session of its own' {
        if ($lacking) { Set-ItResult -Skipped -Because $lacking; return }

        $signIn = @{ Credential = Get-SandboxCredential; Endpoint = $server.Url; RegionId = $server.RegionId; JournalPath = Join-Path $TestDrive 'undo.jsonl' }
        $journaled = Connect-AgAccount @signIn
        $key = New-AgSignature first_key -Context $journaled
        $null = $orderIds[0..119] | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST -Context $journaled
        $null = Remove-AgSignatureApi -All -SignatureId $key.SignatureId -GroupId $orders -StageName TEST -Force -Context $journaled
        @(Invoke-OfficialClient bindings.mjs --group, $orders, --stage, TEST).Count | Should -Be 0
        $run = $journaled.LastRun.RunId
        Disconnect-AgAccount -Context $journaled
        $null = Undo-AgChange -RunId $run -Force -Context (Connect-AgAccount @signIn)
        $null = Connect-Sandbox
        $bound = @(Invoke-OfficialClient bindings.mjs --group, $orders, --stage, TEST)
        Compare-Object $bound.apiId $orderIds[0..119] | Should -BeNullOrEmpty
        $bound.signatureId | Select-Object -Unique | Should -Be $key.SignatureId
    }

    It 'reads back a pair that Set-AgSignature -Pair switched to, and the one before after its way back' {
        if ($lacking) { Set-ItResult -Skipped -Because $lacking; return }

        $key = New-AgSignature first_key -SignatureKey FirstKey1 -SignatureSecret (ConvertTo-Secret 'First_@#!*signs')
        $null = $orderIds[0..4] | Add-AgSignatureApi -SignatureId $key.SignatureId -GroupId $orders -StageName TEST
        $pair = New-AgSignaturePair
        $switched = Set-AgSignature $key.SignatureId -Pair $pair -Force
        $read = Invoke-OfficialClient keys.mjs
        $read.signatureKey | Should -BeExactly $pair.SignatureKey
        $read.signatureSecret | Should -BeExactly (ConvertFrom-Secret $pair.SignatureSecret)
        $null = Set-AgSignature $key.SignatureId -Pair $switched.Previous -Force
        $read = Invoke-OfficialClient keys.mjs
        $read.signatureKey, $read.signatureSecret | Should -BeExactly FirstKey1, 'First_@#!*signs'
        $read.signatureName | Should -BeExactly first_key
    }

    It 'reads back the key of New-AgSignature and of Set-AgSignature, Secret included' {
        if ($lacking) { Set-ItResult -Skipped -Because $lacking; return }

        $key = New-AgSignature -SignatureName first_key -SignatureKey FirstKey1 -SignatureSecret (ConvertTo-Secret 'Odd_@#!*signs')
        $name = -join [char[]] (0x8ba2, 0x5355, 0x7b7e, 0x540d)
        $null = Set-AgSignature -SignatureId $key.SignatureId -NewSignatureName $name
        $made = New-AgSignature -SignatureName made_key

        $read = @(Invoke-OfficialClient keys.mjs)
        $read.signatureId | Should -Be $key.SignatureId, $made.SignatureId
        $read[0].signatureName | Should -BeExactly $name
        $read[0].signatureKey | Should -BeExactly FirstKey1
        $read[0].signatureSecret | Should -BeExactly 'Odd_@#!*signs'
        $read[1].signatureSecret | Should -BeExactly (ConvertFrom-Secret $made.SignatureSecret)
    }

    It 'makes a key and binds it with <_>, and the cmdlets read it, unbind it and delete it' -ForEach 'acs3', 'post' {
        if ($lacking) { Set-ItResult -Skipped -Because $lacking; return }

        $made = Invoke-OfficialClient create-key.mjs --name, official_key, --key, OfficialKey1, --secret, 'Odd_@#!*signs'
        $read = Get-AgSignature -SignatureName official_key -IncludeSecret
        $read.SignatureId | Should -Be $made.signatureId
        $read.SignatureKey | Should -BeExactly OfficialKey1
        ConvertFrom-Secret $read.SignatureSecret | Should -BeExactly 'Odd_@#!*signs'

        $written = Invoke-OfficialClient bind.mjs --signature, $read.SignatureId, --group, $orders, --stage, PRE, --client, $_ -Line $orderIds
        $written.calls | Should -Be 3
        $bound = Get-AgSignature -GroupId $orders -StageName PRE
        $bound.Count | Should -Be 250
        Compare-Object $bound.ApiId $orderIds | Should -BeNullOrEmpty

        $null = Get-AgSignatureApi -SignatureId $read.SignatureId | Remove-AgSignatureApi -Force
        $read | Remove-AgSignature -Force
        (Get-SandboxState).signatures | Should -Be 0
    }

    It 'reads the same groups and APIs as the cmdlets' {
        if ($lacking) { Set-ItResult -Skipped -Because $lacking; return }

        $groups = @(Invoke-OfficialClient groups.mjs)
        $groups.groupId | Should -Be (Get-AgApiGroup -Sort asc).GroupId
        $apis = @(Invoke-OfficialClient apis.mjs --group, $orders)
        $apis.apiId | Should -Be (Get-AgApi -GroupId $orders).ApiId
    }
}
