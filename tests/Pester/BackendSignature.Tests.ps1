# Pairs that are made here, and requests that a backend captured. Nothing of it calls anybody.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    $null = Initialize-Sandbox
    $secretText = 'a_@#!*secret'
    $who = @{ SignatureKey = 'key_abc123'; SignatureSecret = ConvertTo-Secret $secretText }

    # As the official demo signs it.
    $captured = @(
        'GET /orders/42?b=2&a=1%202&c= HTTP/1.1'
        'Host: backend.example'
        'CaClientIp: 203.0.113.7'
        'X-Ca-Request-Id: 8A2C1E44-7D3B-4E0A-9C55-0F1B2D3E4F50'
        'X-Ca-Proxy-Signature-Headers: X-Ca-Request-Id,CaClientIp'
        'X-Ca-Proxy-Signature-Secret-Key: key_abc123'
        'X-Ca-Proxy-Signature: dQVGtQL4Z0crM2uPiOX/fOsMRImKHNrCVWVoTmDS0FI='
    )
    $headers = @{}
    foreach ($line in $captured[1..6]) {
        $name, $value = $line -split ': ', 2
        $headers[$name] = $value
    }
}

AfterAll { Close-Sandbox }

Describe 'New-AgSignaturePair' {
    BeforeEach {
        Reset-Sandbox
        Clear-SandboxJournal
    }

    It 'makes a pair within the rules, another one each time, without a call' {
        $pairs = 1..20 | ForEach-Object { New-AgSignaturePair }
        $pairs.SignatureKey | Should -Match '^[A-Za-z][A-Za-z0-9]{19}$'
        ($pairs.SignatureKey | Select-Object -Unique).Count | Should -Be 20
        $plain = $pairs | ForEach-Object { [Net.NetworkCredential]::new('', $_.SignatureSecret).Password }
        $plain | Should -MatchExactly '^[A-Za-z][A-Za-z0-9_@#!*]{29}$'
        ($plain | Select-Object -Unique).Count | Should -Be 20
        Get-SandboxCallCount | Should -Be 0
        $pairs[0] | Format-List * | Out-String | Should -Not -Match ([regex]::Escape($plain[0]))
    }

    It 'keeps the parts that are given, and refuses what the service would' {
        $pair = New-AgSignaturePair orders_2027 -SignatureSecret (ConvertTo-Secret 'my_own_Secret')
        $pair.SignatureKey | Should -BeExactly orders_2027
        [Net.NetworkCredential]::new('', $pair.SignatureSecret).Password | Should -BeExactly my_own_Secret
        Get-ErrorOf { New-AgSignaturePair 1abcdef } | Should -Not -BeNullOrEmpty
        Get-ErrorOf { New-AgSignaturePair -SignatureSecret in_plain_text } | Should -Not -BeNullOrEmpty
    }

    It 'is what New- and Set-AgSignature take as -Pair' {
        $pair = New-AgSignaturePair
        $key = New-AgSignature orders_key -Pair $pair
        $key.SignatureKey | Should -BeExactly $pair.SignatureKey
        $next = New-AgSignaturePair
        (Set-AgSignature -Name orders_key -Pair $next -Force).SignatureKey | Should -BeExactly $next.SignatureKey
        $now = Get-AgSignature orders_key -IncludeSecret
        [Net.NetworkCredential]::new('', $now.SignatureSecret).Password | Should -BeExactly ([Net.NetworkCredential]::new('', $next.SignatureSecret).Password)
    }

    It 'is the way back too: a key that came with its Secret' {
        $null = New-AgSignature orders_key
        $before = Get-AgSignature orders_key -IncludeSecret
        $null = Set-AgSignature -Name orders_key -Pair (New-AgSignaturePair) -Force
        (Set-AgSignature -Name orders_key -Pair $before -Force).SignatureKey | Should -BeExactly $before.SignatureKey
    }

    It 'is refused beside its own parts, and as a key without a Secret' {
        $null = New-AgSignature orders_key
        Clear-SandboxJournal
        Get-ErrorOf { Set-AgSignature -Name orders_key -Pair (New-AgSignaturePair) -SignatureKey NewKey1 -Force } | Get-ErrorId | Should -Be InvalidInput
        Get-SandboxWriteCount | Should -Be 0
        "$(Get-ErrorOf { Set-AgSignature -Name orders_key -Pair (Get-AgSignature orders_key) -Force })" | Should -Match '-IncludeSecret'
        Get-SandboxWriteCount | Should -Be 0
    }
}

Describe 'Test-AgBackendSignature' {
    BeforeAll {
        $file = Join-Path $TestDrive 'request.http'
        [System.IO.File]::WriteAllText($file, ($captured -join "`r`n") + "`r`n`r`n")
    }

    It 'finds the captured request valid: <from>' -ForEach @(
        @{ from = 'lines of the pipeline'; test = { $captured | Test-AgBackendSignature @who } }
        @{ from = 'one text of the pipeline'; test = { ($captured -join "`n") | Test-AgBackendSignature @who } }
        @{ from = 'Get-Content'; test = { Get-Content $file | Test-AgBackendSignature @who } }
        @{ from = 'Get-Content -Raw'; test = { Get-Content $file -Raw | Test-AgBackendSignature @who } }
        @{ from = 'a parameter'; test = { Test-AgBackendSignature ($captured -join "`r`n") @who } }
        @{ from = 'a path'; test = { Test-AgBackendSignature -Path $file @who } }
        @{ from = 'a file of the pipeline'; test = { Get-Item $file | Test-AgBackendSignature @who } }
        @{ from = 'its parts'; test = { Test-AgBackendSignature -Uri '/orders/42?b=2&a=1%202&c=' -Headers $headers @who } }
        @{ from = 'its parts, with a whole address'; test = { Test-AgBackendSignature -Uri 'http://backend.example:8080/orders/42?b=2&a=1%202&c=' -Header $headers @who } }
        @{ from = 'a pair'; test = { $captured | Test-AgBackendSignature -Pair (New-AgSignaturePair @who) } }
        @{ from = 'several pairs'; test = { $captured | Test-AgBackendSignature -Pair (New-AgSignaturePair), (New-AgSignaturePair @who) } }
    ) {
        $check = @(& $test)
        $check.Count | Should -Be 1
        $check[0].IsValid | Should -BeTrue -Because $check[0].Advice
        $check[0].Reading | Should -BeExactly "the official demo's"
        $check[0].StringToSign -split "`n" | Select-Object -Last 1 | Should -BeExactly '/orders/42?a=1 2&b=2&c='
    }

    It 'takes keys of the account, with their Secrets' {
        Reset-Sandbox
        $null = New-AgSignature orders_key -Pair (New-AgSignaturePair @who)
        $null = New-AgSignature other_key
        ($captured | Test-AgBackendSignature -Pair (Get-AgSignature -IncludeSecret)).IsValid | Should -BeTrue
    }

    It 'takes a body as <what>' -ForEach @(
        @{ what = 'text'; body = { '{"name":"caf' + [char] 0xE9 + '"}' } }
        @{ what = 'bytes'; body = { [System.Text.Encoding]::UTF8.GetBytes('{"name":"caf' + [char] 0xE9 + '"}') } }
    ) {
        $with = @{
            'X-Ca-Request-Id'                 = '8A2C1E44-7D3B-4E0A-9C55-0F1B2D3E4F50'
            'X-Ca-Proxy-Signature-Headers'    = 'X-Ca-Request-Id'
            'X-Ca-Proxy-Signature-Secret-Key' = 'key_abc123'
            'X-Ca-Proxy-Signature'            = 'bZUTWPxu0vn29d7rBeUzhADAlZaJQu/Dt1tzfRfwoAk='
        }
        (Test-AgBackendSignature -Method Post -Uri /orders -Headers $with -Body (& $body) @who).IsValid | Should -BeTrue
    }

    It 'takes a form as a dictionary' {
        $with = @{ 'X-Ca-Proxy-Signature-Secret-Key' = 'key_abc123'; 'X-Ca-Proxy-Signature' = '8VIUwb0VW3M6IrqX9ft31sR6I2OurKc4kXUHP0aq200=' }
        (Test-AgBackendSignature -Method PUT -Uri /p -Headers $with -Body @{ FormKey = "$([char] 0x503C)"; z = 9 } @who).IsValid | Should -BeTrue
    }

    It 'says why not, and never the Secret' {
        $check = ($captured -replace 'a=1%202', 'a=2') | Test-AgBackendSignature @who
        $check.IsValid | Should -BeFalse
        $check.Reason | Should -Be NoReading
        $check | Format-List * -Force | Out-String | Should -Not -Match ([regex]::Escape($secretText))
        $check | Out-String | Should -Match '(?m)^ +/orders/42\?a=2&b=2&c='
    }

    It 'takes several files, and says which is which: <how>' -ForEach @(
        @{ how = 'a pattern'; test = { Test-AgBackendSignature -Path (Join-Path $several '*.http') @who } }
        @{ how = 'files of the pipeline'; test = { Get-ChildItem $several -Filter *.http | Test-AgBackendSignature @who } }
    ) {
        $several = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        Copy-Item $file (Join-Path $several '[a].http')
        Set-Content (Join-Path $several 'b.http') ($captured -replace 'a=1%202', 'a=2')
        $checks = @(& $test | Sort-Object Path)
        $checks.Path | Should -Be (Join-Path $several '[a].http'), (Join-Path $several 'b.http')
        $checks.IsValid | Should -Be $true, $false
        $checks[0] | Out-String | Should -Match '(?m)^Path +: '
    }

    It 'says what is wrong with a file: <what>' -ForEach @(
        @{ what = 'its name in the place of its text'; test = { Test-AgBackendSignature request.http @who }; says = 'a file goes to -Path' }
        @{ what = 'a folder'; test = { Test-AgBackendSignature -Path $TestDrive @who }; says = 'it is a folder' }
        @{ what = 'a pattern of nothing'; test = { Test-AgBackendSignature -Path (Join-Path $TestDrive '*.nothing') @who }; says = 'no file matches it' }
        @{ what = 'another provider'; test = { Test-AgBackendSignature -Path Env:PATH @who }; says = 'of Environment' }
        @{ what = 'wildcards as letters'; test = { Test-AgBackendSignature -LiteralPath (Join-Path $TestDrive '*.http') @who }; says = 'could not be read' }
    ) {
        $problem = @(Get-ErrorOf { & $test })
        $problem.Count | Should -Be 1
        $problem[0] | Get-ErrorId | Should -Be InvalidInput
        "$($problem[0])" | Should -Match $says
    }

    It 'refuses what is no request, and nobody to check with' {
        Get-ErrorOf { 'hello' | Test-AgBackendSignature @who } | Get-ErrorId | Should -Be InvalidInput
        Get-ErrorOf { $captured | Test-AgBackendSignature } | Get-ErrorId | Should -Be InvalidInput
        Get-ErrorOf { $captured | Test-AgBackendSignature -SignatureKey key_abc123 } | Get-ErrorId | Should -Be InvalidInput
        Get-ErrorOf { Test-AgBackendSignature -Path (Join-Path $TestDrive 'nowhere.http') @who } | Get-ErrorId | Should -Be InvalidInput
        Get-ErrorOf { Test-AgBackendSignature -Uri / -Headers @{} -Body (Get-Item $TestDrive) @who } | Get-ErrorId | Should -Be InvalidInput
    }
}
