# Invoke-AgBackendRequest and Test-AgBackend against a backend that verifies with its own code.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')
    Import-AgModule
    Import-Module (Join-Path $PSScriptRoot '../SampleBackend/SampleBackend.psm1') -Force
    $oldText, $newText = 'old_Secret_42', 'new_Secret_43'
    $old = New-AgSignaturePair old_key_1 -SignatureSecret (ConvertTo-Secret $oldText)
    $new = New-AgSignaturePair new_key_1 -SignatureSecret (ConvertTo-Secret $newText)
    $oldPair, $newPair = "old_key_1:$oldText", "new_key_1:$newText"
    $url = Start-SampleBackend -Argument '--pair', $oldPair
    $uri = "$url/orders?b=2&a=1"
    $null = $uri, $newPair
}

AfterAll { Stop-SampleBackend }

Describe 'Invoke-AgBackendRequest' {
    BeforeAll { Set-SampleBackend -Argument '--pair', $oldPair }

    It 'sends what a backend accepts: <what>' -ForEach @(
        @{ what = 'GET'; with = @{} }
        @{ what = 'a JSON body'; with = @{ Method = 'POST'; Body = '{"a":1}'; ContentType = 'application/json' } }
        @{ what = 'a form'; with = @{ Method = 'PUT'; Body = @{ name = "caf$([char] 0xE9)"; z = '1 2' } } }
        @{ what = 'bytes with PATCH'; with = @{ Method = 'PATCH'; Body = [byte[]] (1..200) } }
        @{ what = 'two signed headers'; with = @{ Headers = @{ 'X-Tenant' = 'acme' }; SignedHeader = 'X-Tenant', 'X-Ca-Request-Id' } }
        @{ what = 'no signed header'; with = @{ SignedHeader = @() } }
        @{ what = 'an encoded path'; with = @{ Path = '/a%2Fb/%E5%80%BC?q=%E5%80%BC&q=2&e=&n' } }
    ) {
        $all = @{ Uri = $uri; Pair = $old }
        foreach ($name in $with.Keys) { $all[$name] = $with[$name] }
        if ($all.ContainsKey('Path')) {
            $all.Uri = $url + $all.Path
            $all.Remove('Path')
        }

        $reply = Invoke-AgBackendRequest @all
        $reply.StatusCode | Should -Be 200 -Because $reply.StringToSign
        $reply.SignatureKey | Should -BeExactly 'old_key_1'
    }

    It 'shows what was signed' {
        $reply = Invoke-AgBackendRequest $uri -Pair $old
        $lines = $reply.StringToSign -split "`n"
        $lines[0, 1] | Should -Be 'GET', ''
        $lines[2] | Should -Match '^x-ca-request-id:[0-9A-F-]{36}$'
        $lines[3] | Should -BeExactly '/orders?a=1&b=2'
        $reply.SignedHeader | Should -Be 'X-Ca-Request-Id'
        $reply.Reading | Should -BeExactly "the official demo's"
    }

    It 'arrives as somebody would capture it' {
        Set-SampleBackend -Argument '--pair', $oldPair
        $null = Invoke-AgBackendRequest $uri -Pair $old
        $reply = Invoke-AgBackendRequest $uri -Pair $old -Method POST -Body "caf$([char] 0xE9)"
        $captured = @(Get-SampleRequest -Raw)
        $captured.Count | Should -Be 2
        $check = $captured[-1] | Test-AgBackendSignature -Pair $old
        $check.IsValid | Should -BeTrue
        $check.StringToSign | Should -BeExactly $reply.StringToSign
        $wrong = New-AgSignaturePair old_key_1
        "$(($captured[0] | Test-AgBackendSignature -Pair $wrong).Reason)" | Should -Be NoReading
        "$(($captured[0] | Test-AgBackendSignature -Pair $wrong, $old).Reason)" | Should -Be OtherPair
    }

    It 'is never called well when the backend refused it: <what>' -ForEach @(
        @{ what = 'it lacks the new pair'; as = @(); who = { $new }; says = "'new_key_1' signed it, and not 'old_key_1'" }
        @{ what = 'it builds another string'; as = '--reading', 'path=decoded'; who = { $old }; says = "'old_key_1' signed it\. " }
    ) {
        Set-SampleBackend -Argument (@('--pair', $oldPair) + $as)
        (Invoke-AgBackendRequest "$url/a%20b" -Pair (& $who)).StatusCode | Should -Be 403
        $check = Get-SampleRequest -Raw | Select-Object -Last 1 | Test-AgBackendSignature -Pair $old, $new
        $check.IsValid | Should -BeTrue
        $check.Advice | Should -Match $says
        $check.Advice | Should -Match 'it lacks this pair or builds another string to sign'
    }

    It 'gives a refusal as a status, not as an error' {
        (Invoke-AgBackendRequest $uri -Pair $new).StatusCode | Should -Be 403
    }

    It 'takes a key with its Secret, and Key and Secret apart' {
        (Invoke-AgBackendRequest $uri -SignatureKey old_key_1 -SignatureSecret $old.SignatureSecret).StatusCode | Should -Be 200
        (Invoke-AgBackendRequest $uri $old).StatusCode | Should -Be 200
    }

    It 'has to be told who signs, or that nobody does' {
        $sets = (Get-Command Invoke-AgBackendRequest).ParameterSets
        @($sets | ForEach-Object { "$(($_.Parameters | Where-Object IsMandatory).Name)" }) | Should -Be 'Pair Uri', 'SignatureKey SignatureSecret Uri', 'Unsigned Uri'
        Get-ErrorOf { Invoke-AgBackendRequest $uri -Unsigned:$false } | Get-ErrorId | Should -Be InvalidInput
        Get-ErrorOf { Invoke-AgBackendRequest $uri $old -Unsigned } | Should -Not -BeNullOrEmpty
    }

    It 'sends an unsigned request, and says that it was' {
        Set-SampleBackend -Argument '--pair', $oldPair, '--mode', 'lenient'
        $reply = Invoke-AgBackendRequest $uri -Unsigned -Method POST -Body text
        $reply.StatusCode | Should -Be 200
        $reply.SignatureKey, $reply.StringToSign, $reply.Reading | Should -Be $null, $null, $null
        $reply | Out-String | Should -Match 'SignatureKey : none, the request was not signed'
        @(Get-SampleRequest)[-1].headers.name -match '^X-Ca-' | Should -BeNullOrEmpty
        "$((Get-SampleRequest -Raw | Test-AgBackendSignature -Pair $old).Reason)" | Should -Be NoSignature
    }

    It 'follows no redirect' {
        Set-SampleBackend -Argument '--pair', $oldPair, '--redirect', 'https://example.com/'
        $reply = Invoke-AgBackendRequest $uri -Pair $old
        $reply.StatusCode | Should -Be 302
        $reply.Headers['Location'] | Should -Be 'https://example.com/'
        @(Get-SampleRequest).Count | Should -Be 1
    }

    It 'sends nothing with -WhatIf' {
        Set-SampleBackend -Argument '--pair', $oldPair
        Invoke-AgBackendRequest $uri -Pair $old -Method POST -WhatIf | Should -BeNullOrEmpty
        @(Get-SampleRequest).Count | Should -Be 0
    }

    It 'signs in another reading when it is named' -ForEach @(
        @{ reading = 'Content-MD5 left empty'; backend = 'md5=empty' }
        @{ reading = "the official demo's, but the path decoded"; backend = 'path=decoded' }
        @{ reading = "AN EMPTY VALUE WITHOUT '='"; backend = 'empty=bare' }
    ) {
        Set-SampleBackend -Argument '--pair', $oldPair, '--reading', $backend
        $with = @{ Uri = "$url/a%20b?e=&x=1"; Method = 'POST'; Body = 'text'; Pair = $old }
        (Invoke-AgBackendRequest @with).StatusCode | Should -Be 403
        (Invoke-AgBackendRequest @with -Reading $reading).StatusCode | Should -Be 200
    }

    It 'refuses what cannot be, before anything is sent: <what>' -ForEach @(
        @{ what = 'an unknown reading'; with = @{ Reading = 'mine' }; id = 'InvalidInput' }
        @{ what = 'a header of the signature'; with = @{ Headers = @{ 'x-ca-proxy-signature' = 'x' } }; id = 'InvalidInput' }
        @{ what = 'a header of two lines'; with = @{ Headers = @{ 'X-A' = "1`r`nX-B: 2" } }; id = 'InvalidInput' }
        @{ what = 'a GET with a body'; with = @{ Body = 'text' }; id = 'InvalidInput' }
        @{ what = 'a path without a host'; with = @{ Uri = '/orders' }; id = 'InvalidInput' }
        @{ what = 'a password in the address'; with = @{ Uri = 'https://me:hidden@example.com/' }; id = 'InvalidInput' }
        @{ what = 'http to a public address'; with = @{ Uri = 'http://8.8.8.8/'; AllowUnencrypted = $true }; id = 'Unencrypted' }
        @{ what = 'http to a private address'; with = @{ Uri = 'http://10.1.2.3/' }; id = 'Unencrypted' }
        @{ what = 'http to a mapped public address'; with = @{ Uri = 'http://[::ffff:8.8.8.8]/'; AllowUnencrypted = $true }; id = 'Unencrypted' }
        @{ what = 'a header of HTTP itself'; with = @{ Header = @{ Host = 'other.example' } }; id = 'InvalidInput' }
        @{ what = 'a signed header of HTTP itself'; with = @{ SignedHeader = 'content-length' }; id = 'InvalidInput' }
        @{ what = 'a content type of two lines'; with = @{ Method = 'POST'; Body = 'a'; ContentType = "text/plain`r`nX-Evil: 1" }; id = 'InvalidInput' }
        @{ what = 'every address of this machine'; with = @{ Uri = 'http://0.0.0.0/' }; id = 'InvalidInput' }
        @{ what = 'another scheme'; with = @{ Uri = 'ftp://127.0.0.1/' }; id = 'InvalidInput' }
    ) {
        Set-SampleBackend -Argument '--pair', $oldPair
        $all = @{ Uri = $uri; Pair = $old }
        foreach ($name in $with.Keys) { $all[$name] = $with[$name] }
        $failed = @(Get-ErrorOf { Invoke-AgBackendRequest @all })
        $failed.Count | Should -Be 1
        $failed[0] | Get-ErrorId | Should -Be $id
        $failed[0], $failed[0].TargetObject, $failed[0].CategoryInfo | Out-String | Should -Not -Match 'hidden|b=2'
        @(Get-SampleRequest).Count | Should -Be 0
    }

    It 'refuses a Key of two lines, and nothing as a body' {
        Set-SampleBackend -Argument '--pair', $oldPair
        Get-ErrorOf { Invoke-AgBackendRequest $uri -SignatureKey "k`r`nX-Evil: 1" -SignatureSecret $old.SignatureSecret } | Get-ErrorId | Should -Be InvalidInput
        @(Get-ErrorOf { $null, $null | Invoke-AgBackendRequest $uri -Pair $old -Method POST }).Count | Should -Be 2
        @(Get-SampleRequest).Count | Should -Be 0
    }

    It 'signs what is really sent: <what>' -ForEach @(
        @{ what = 'a value with blanks'; with = @{ Header = @{ 'X-A' = ' x ' }; SignedHeader = 'X-A' } }
        @{ what = 'a header that .NET keeps for bodies'; with = @{ Header = @{ Expires = '0' }; SignedHeader = 'Expires' } }
        @{ what = 'a form of numbers and lists'; with = @{ Method = 'POST'; Body = @{ a = 1.5; b = 1, 2 } } }
    ) {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $reply = Invoke-AgBackendRequest $uri -Pair $old @with
        }
        finally { [cultureinfo]::CurrentCulture = $culture }
        $reply.StatusCode | Should -Be 200 -Because $reply.StringToSign
        if ($with.ContainsKey('Body')) { $reply.StringToSign | Should -Match 'a=1\.5|a=1&b=1|/orders\?a=1&b=2' }
    }

    It 'says that nobody is there, with an id and advice' {
        $failed = Get-ErrorOf { Invoke-AgBackendRequest 'http://127.0.0.1:1/' -Pair $old }
        $failed | Get-ErrorId | Should -Be BackendNotReached
        $failed.ErrorDetails.RecommendedAction | Should -Match '-Uri'
    }

    It 'shows the Secret nowhere, not even where the backend repeats it' {
        Set-SampleBackend -Argument '--pair', $oldPair, '--redirect', "https://example.com/$oldText"
        $repeated = Invoke-AgBackendRequest $uri -Pair $old -Headers @{ 'X-Note' = "you signed with $oldText" } -Verbose *>&1

        # It lists what it got.
        $listed = Invoke-AgBackendRequest "$url/__requests" -Pair $old -Verbose *>&1
        $shown = @(
            $repeated, $listed | Format-List * -Force | Out-String -Width 4000
            $repeated, $listed | Out-String -Width 4000
            $repeated.Headers, $listed.Body | Out-String -Width 4000
        ) -join "`n"
        $shown | Should -Match 'example\.com/\*\*\*'
        $shown | Should -Match 'you signed with \*\*\*'
        $shown | Should -Not -Match ([regex]::Escape($oldText))
    }
}

Describe 'Test-AgBackend' {
    It 'says of a backend that is <what>: <enforcement>, new pair <ready>' -ForEach @(
        @{ what = 'strict, with both pairs'; as = { '--pair', $oldPair, '--pair', $newPair }; enforcement = 'Enforcing'; ready = 'Ready'; first = $null }
        @{ what = 'strict, with the old pair only'; as = { '--pair', $oldPair }; enforcement = 'Enforcing'; ready = 'NotReady'; first = 'NewPair' }
        @{ what = 'strict, with the new pair only'; as = { '--pair', $newPair }; enforcement = 'Inconclusive'; ready = 'Inconclusive'; first = 'PairInForce' }
        @{ what = 'lenient'; as = { '--mode', 'lenient', '--pair', $oldPair, '--pair', $newPair }; enforcement = 'NotEnforcing'; ready = 'Inconclusive'; first = 'UnsignedRequest' }
        @{ what = 'content with the presence of headers'; as = { '--mode', 'presence' }; enforcement = 'NotEnforcing'; ready = 'Inconclusive'; first = 'WrongSecret' }
        @{ what = 'open'; as = { '--mode', 'open' }; enforcement = 'NotEnforcing'; ready = 'Inconclusive'; first = 'UnsignedRequest' }
        @{ what = 'refusing with 401'; as = { '--status', '401', '--pair', $oldPair, '--pair', $newPair }; enforcement = 'Enforcing'; ready = 'Ready'; first = $null }
        @{ what = 'answering 204'; as = { '--success', '204', '--pair', $oldPair, '--pair', $newPair }; enforcement = 'Enforcing'; ready = 'Ready'; first = $null }
        @{ what = 'answering 404 to whom it accepts'; as = { '--success', '404', '--pair', $oldPair, '--pair', $newPair }; enforcement = 'Enforcing'; ready = 'Ready'; first = $null }
        @{ what = 'failing'; as = { '--fail', '503' }; enforcement = 'Inconclusive'; ready = 'Inconclusive'; first = 'UnsignedRequest' }
        @{ what = 'sending everybody elsewhere'; as = { '--fail', '301' }; enforcement = 'Inconclusive'; ready = 'Inconclusive'; first = 'UnsignedRequest' }
        @{ what = 'not there for this path'; as = { '--fail', '404' }; enforcement = 'Inconclusive'; ready = 'Inconclusive'; first = 'UnsignedRequest' }
        @{ what = 'looking for headers in one case'; as = { '--refuse-lowercase', '--pair', $oldPair, '--pair', $newPair }; enforcement = 'Enforcing'; ready = 'NotReady'; first = 'LowerCaseHeader' }
    ) {
        Set-SampleBackend -Argument (& $as)
        $verdict = Test-AgBackend $uri $old $new
        "$($verdict.Enforcement)" | Should -Be $enforcement -Because ($verdict.Probes -join '; ')
        "$($verdict.NewPair)" | Should -Be $ready -Because ($verdict.Probes -join '; ')
        "$($verdict.FirstFailure.Case)" | Should -Be "$first"
        $verdict.IsReady | Should -Be ($enforcement -eq 'Enforcing' -and $ready -eq 'Ready')
        [bool] $verdict.UsualCause | Should -Be ([bool] $first)
    }

    It 'says what is wrong with bodies, by POST: <what>' -ForEach @(
        @{ what = 'the body was read before'; as = '--body-consumed'; first = 'JsonBody' }
        @{ what = 'a good one'; as = '--success', '200'; first = '' }
        @{ what = 'no Content-MD5'; as = '--reading', 'md5=empty'; first = 'JsonBody' }
    ) {
        Set-SampleBackend -Argument (@($as) + '--pair', $oldPair, '--pair', $newPair)
        $verdict = Test-AgBackend $uri $old $new -Method POST -Force
        "$($verdict.FirstFailure.Case)" | Should -Be $first -Because ($verdict.Probes -join '; ')
        $sent = @(Get-SampleRequest)
        $sent.Count | Should -Be 12
        $sent.method | Select-Object -Unique | Should -Be POST
    }

    It 'tries variants only when asked, and no other path: <reading>' -ForEach @(
        @{ reading = 'empty=bare'; first = 'EmptyParameter' }
        @{ reading = 'path=decoded'; first = 'EncodedPath' }
    ) {
        Set-SampleBackend -Argument '--pair', $oldPair, '--pair', $newPair, '--reading', $reading
        (Test-AgBackend $uri $old $new).IsReady | Should -BeTrue
        $verdict = Test-AgBackend $uri $old $new -IncludeVariant
        "$($verdict.FirstFailure.Case)" | Should -Be $first -Because ($verdict.Probes -join '; ')
        $verdict.IsReady | Should -BeFalse
        $targets = @(Get-SampleRequest).target | ForEach-Object { [uri]::UnescapeDataString(($_ -split '\?')[0]) } | Select-Object -Unique
        $targets | Should -BeExactly '/orders'
    }

    It 'takes the reading of a check, and the status of a refusal' {
        Set-SampleBackend -Argument '--pair', $oldPair, '--reading', 'md5=empty,empty=bare', '--status', '418'
        $reading = "the official demo's, but Content-MD5 left empty, an empty value without '='"
        $verdict = Test-AgBackend $uri $old -Method POST -Force -IncludeVariant -Reading $reading -RefusedStatusCode 418
        "$($verdict.Enforcement)" | Should -Be Enforcing -Because ($verdict.Probes -join '; ')
        $verdict.FirstFailure | Should -BeNullOrEmpty -Because ($verdict.Probes -join '; ')
        "$($verdict.NewPair)" | Should -Be NotTried
        $verdict.IsReady | Should -BeFalse
    }

    It 'says in its view what the probes say: <what>' -ForEach @(
        @{ what = 'one way of the new pair refused'; as = { '--refuse-lowercase', '--pair', $oldPair, '--pair', $newPair }; says = 'NotReady: with the new pair, new_key_1, it refuses LowerCaseHeader\. Do not switch yet\.'; never = 'refuses the new pair' }
        @{ what = 'the new pair refused'; as = { '--pair', $oldPair }; says = 'NotReady: it refuses the new pair, new_key_1\. Do not switch yet\.'; never = 'LowerCase' }
        @{ what = 'everybody served'; as = { '--mode', 'lenient', '--pair', $oldPair, '--pair', $newPair }; says = 'NotEnforcing: it accepts .* FirstFailure : UnsignedRequest: Accepted \(200\)'; never = 'UnsignedRequest: Inconclusive' }
    ) {
        Set-SampleBackend -Argument (& $as)
        $verdict = Test-AgBackend "$url/orders/a%20b" $old $new
        $view = ($verdict | Out-String) -replace '\s+', ' '
        $view | Should -Match $says
        $view | Should -Not -Match $never
        $view | Should -Match 'Backend : GET http://127\.0\.0\.1:\d+/orders/a%20b '
        "$($verdict.NotTried.GetType()) $($verdict.Probes.GetType())" | Should -BeExactly 'AliGatewaySignature.Model.AgBackendProbe[] AliGatewaySignature.Model.AgBackendProbe[]'
        $probes = $verdict.Probes | Out-String
        $probes | Should -Match '(?m)^PairInForce +pair in force '
        $probes | Should -Match '(?m)^WrongSecret +wrong Secret '
        $probes | Should -Match '(?m)^UnknownKey +unknown Key '
        $probes | Should -Match '(?m)^UnsignedRequest +- '
    }

    It 'marks its probes, signs none that should be unsigned, and tries no more than it says' {
        Set-SampleBackend -Argument '--pair', $oldPair, '--pair', $newPair
        $null = Test-AgBackend $uri $old $new -IncludeVariant -Method PUT -Force
        $sent = @(Get-SampleRequest)
        $sent.Count | Should -BeLessOrEqual 40
        foreach ($one in $sent) {
            ($one.headers | ForEach-Object { "$($_.name)$($_[0])" }) -join ',' | Should -Match 'X-Ag-Probe'
        }
    }

    It 'says with -WhatIf what it would send, and sends nothing' {
        Set-SampleBackend -Argument '--pair', $oldPair
        Test-AgBackend $uri $old $new -WhatIf | Should -BeNullOrEmpty
        Test-AgBackend $uri $old $new -Method POST -Force -WhatIf | Should -BeNullOrEmpty
        @(Get-SampleRequest).Count | Should -Be 0
    }

    It 'does not send POST where nobody can be asked' {
        Set-SampleBackend -Argument '--pair', $oldPair
        Get-ErrorOf { Test-AgBackend $uri $old -Method POST } | Get-ErrorId | Should -Be CannotAsk
        @(Get-SampleRequest).Count | Should -Be 0
        (Test-AgBackend $uri $old -Method POST -Confirm:$false).Method | Should -Be POST
    }

    It 'tries each server by itself, under the name of the address' {
        Set-SampleBackend -Argument '--pair', $oldPair, '--pair', $newPair
        $port = ([uri] $url).Port
        $verdicts = @(Test-AgBackend 'http://orders.test/orders' $old $new -ServerAddress "127.0.0.1:$port", '127.0.0.1:1')
        $verdicts.ServerAddress | Should -Be "127.0.0.1:$port", '127.0.0.1:1'
        $verdicts.IsReady | Should -Be $true, $false
        "$($verdicts[1].FirstFailure.Case)" | Should -Be UnsignedRequest
        $verdicts[1].NotTried.Count | Should -Be 7
        $verdicts[1].UsualCause | Should -Match '127\.0\.0\.1:1'
        $hosts = @(Get-SampleRequest) | ForEach-Object { $_.headers | Where-Object { $_[0] -eq 'Host' -or $_.name -eq 'Host' } | ForEach-Object { $_.value ?? $_[1] } } | Select-Object -Unique
        $hosts | Should -Be 'orders.test'
    }

    It 'asks the port that is named, with IPv6 too' {
        $verdict = Test-AgBackend $uri $old $new -ServerAddress '[::1]:1'
        $verdict.UsualCause | Should -Match '\[::1\]:1: '
        $verdict = Test-AgBackend 'http://[::1]:1/orders' $old
        $verdict.UsualCause | Should -Match 'no answer: GET \[::1\]:1: '
    }

    It 'refuses a server that is none: <_>' -ForEach 'a b', 'host:99999', 'http://x', ' ' {
        $server = $_
        Get-ErrorOf { Test-AgBackend $uri $old -ServerAddress $server } | Get-ErrorId | Should -Be InvalidInput
    }

    It 'refuses a new pair with the Key of the one in force: <what>' -ForEach @(
        @{ what = 'the same pair'; other = { $old } }
        @{ what = 'another Secret'; other = { New-AgSignaturePair old_key_1 } }
    ) {
        Set-SampleBackend -Argument '--pair', $oldPair
        $failed = @(Get-ErrorOf { Test-AgBackend $uri $old (& $other) })
        $failed.Count | Should -Be 1
        $failed[0] | Get-ErrorId | Should -Be InvalidInput
        "$($failed[0])" | Should -Match "'old_key_1'"
        $failed[0].ErrorDetails.RecommendedAction | Should -Match 'New-AgSignaturePair'
        @(Get-SampleRequest).Count | Should -Be 0
    }

    It 'shows no Secret, in no form' {
        Set-SampleBackend -Argument '--pair', $oldPair
        $verdict = Test-AgBackend $uri $old $new -IncludeVariant
        $file = Join-Path $TestDrive 'verdict.xml'
        $verdict | Export-Clixml $file
        $shown = @(
            $verdict | Out-String
            $verdict | Format-List * -Force | Out-String -Width 4000
            $verdict.Probes | Format-List * | Out-String -Width 4000
            $verdict | ConvertTo-Json -Depth 6
            Get-Content -Raw $file
        ) -join "`n"
        foreach ($secret in $oldText, $newText) { $shown | Should -Not -Match ([regex]::Escape($secret)) }
    }
}

Describe 'Set-AgSignature with a proof' {
    BeforeAll { $null = Initialize-Sandbox }

    AfterAll { Close-Sandbox }

    BeforeEach {
        Reset-Sandbox
        $key = New-AgSignature -SignatureName orders_key -Pair $old
        Set-SampleBackend -Argument '--pair', $oldPair, '--pair', $newPair
        Clear-SandboxJournal
    }

    It 'switches to the pair that was proved, and gives the way back' {
        $proof = Test-AgBackend $uri $key $new
        $changed = Set-AgSignature $key.SignatureId -Pair $new -BackendProof $proof -Force
        $changed.SignatureKey | Should -BeExactly 'new_key_1'
        $changed.Previous.SignatureKey | Should -BeExactly 'old_key_1'
        $back = Set-AgSignature $key.SignatureId -Pair $changed.Previous -Force
        $back.SignatureKey | Should -BeExactly 'old_key_1'
        $back.Previous.SignatureKey | Should -BeExactly 'new_key_1'
        [System.Net.NetworkCredential]::new('', (Get-AgSignature orders_key -IncludeSecret).SignatureSecret).Password | Should -BeExactly $oldText
        $changed, $back | Format-List * -Force | Out-String | Should -Not -Match ([regex]::Escape($oldText))
    }

    It 'sends nothing without a proof, and says what to do: <what>' -ForEach @(
        @{ what = 'an empty answer'; proof = { $null }; says = 'no backend was asked'; advice = 'Ask again .*-WhatIf' }
        @{ what = 'an empty list'; proof = { @() }; says = 'no backend was asked'; advice = 'Ask again' }
        @{ what = 'what -WhatIf gave'; proof = { Test-AgBackend $uri $old $new -WhatIf }; says = 'no backend was asked'; advice = '-WhatIf' }
        @{ what = 'an empty answer among others'; proof = { , @($good, $null) }; says = '1 empty answer among 2'; advice = 'Ask again' }
        @{ what = 'an empty list among others'; proof = { , @($good, @(), $good) }; says = '1 empty answer among 3'; advice = 'Ask again' }
        @{ what = 'no new pair was asked about'; proof = { Test-AgBackend $uri $old }; says = 'asked about no new pair'; advice = 'Ask again .*-NewPair' }
        @{ what = 'nobody answers'; proof = { Test-AgBackend 'http://127.0.0.1:1/' $old $new }; says = '^The backend is not ready: http://127\.0\.0\.1:1/ gave no answer'; advice = 'The backend gave no answer: GET 127\.0\.0\.1:1: ' }
        @{ what = 'one of two is not ready'; proof = { $good; Test-AgBackend 'http://127.0.0.1:1/' $old $new }; says = '^1 of 2 backends is not ready: http://127\.0\.0\.1:1/'; advice = 'gave no answer' }
        @{ what = 'both are not ready'; proof = { Test-AgBackend 'http://127.0.0.1:1/' $old $new; Test-AgBackend $uri $old }; says = '^2 of 2 backends are not ready: .*no answer.*no new pair'; advice = 'gave no answer' }
        @{ what = 'the backend lacks the new pair'; proof = { Set-SampleBackend -Pair $old; Test-AgBackend $uri $old $new }; says = 'refused a probe of the new pair \(NewPair: Refused \(403\)\)'; advice = 'Give it both pairs' }
        @{ what = 'the backend takes anything'; proof = { Set-SampleBackend -Argument '--mode', 'open'; Test-AgBackend $uri $old $new }; says = 'accepts what it should refuse'; advice = 'without a signature' }
        @{ what = 'another pair'; proof = { Set-SampleBackend -Pair $old, $third; Test-AgBackend $uri $old $third }; says = "about the Key '"; advice = 'Ask again about this pair' }
        @{ what = 'the pairs swapped'; proof = { Test-AgBackend $uri $new $old }; says = 'with the pairs swapped'; advice = 'First the pair in force' }
        @{ what = 'another Secret'; proof = { $same = New-AgSignaturePair new_key_1; Set-SampleBackend -Pair $old, $same; Test-AgBackend $uri $old $same }; says = 'another Secret'; advice = 'Ask again about this pair' }
        @{ what = 'a file of a verdict'; proof = { $good | Export-Clixml (Join-Path $TestDrive good.xml); Import-Clixml (Join-Path $TestDrive good.xml) }; says = 'no verdict of this session'; advice = 'run it again' }
        @{ what = 'JSON'; proof = { $good | ConvertTo-Json -Depth 4 }; says = 'no verdict of this session'; advice = 'run it again' }
        @{ what = 'what was JSON'; proof = { $good | ConvertTo-Json -Depth 4 | ConvertFrom-Json }; says = 'no verdict of this session'; advice = 'run it again' }
        @{ what = 'a copy among verdicts'; proof = { $good; $good | Select-Object * }; says = 'no verdict of this session'; advice = 'run it again' }
        @{ what = 'a word'; proof = { $true }; says = 'no verdict of this session'; advice = 'run it again' }
    ) {
        $third = New-AgSignaturePair
        $good = Test-AgBackend $uri $old $new
        $null = $third, $good
        $given = & $proof
        $failed = @(Get-ErrorOf { Set-AgSignature $key.SignatureId -Pair $new -BackendProof $given -Force })
        $failed.Count | Should -Be 1
        $failed[0] | Get-ErrorId | Should -Be NotProved
        "$($failed[0])" | Should -Match $says
        "$($failed[0])".Length | Should -BeLessThan 400
        $failed[0].ErrorDetails.RecommendedAction | Should -Match $advice
        Get-SandboxWriteCount | Should -Be 0
    }

    It 'takes a proof with -Pair only' {
        $proof = Test-AgBackend $uri $old $new
        $parts = @{ SignatureKey = $new.SignatureKey; SignatureSecret = $new.SignatureSecret }
        foreach ($with in $parts, @{ NewSignatureName = 'other_name' }) {
            $failed = Get-ErrorOf { Set-AgSignature $key.SignatureId @with -BackendProof $proof -Force }
            $failed | Get-ErrorId | Should -Be NotProved
            $failed.ErrorDetails.RecommendedAction | Should -Match '-Pair'
        }

        Get-SandboxWriteCount | Should -Be 0
    }

    It 'takes several answers as they came: lists in a list' {
        $first = Test-AgBackend $uri $old $new
        $second = @(Test-AgBackend $uri $old $new -ServerAddress "127.0.0.1:$(([uri] $url).Port)", "127.0.0.1:$(([uri] $url).Port)")
        $done = Invoke-SecondPowerShell 'Set-AgSignature $s -Pair $new -BackendProof $first, $second -Context $ctx -WhatIf' -Variable @{
            ctx = Get-AgContext; s = $key.SignatureId; new = $new; first = $first; second = $second
        }
        $done.Line -join ' ' | Should -Match '2 backends proved the pair; the oldest proof is \d+ (seconds?|minutes?) old\.'
        (Set-AgSignature $key.SignatureId -Pair $new -BackendProof $first, $second -Force).SignatureKey | Should -BeExactly new_key_1
    }

    It 'needs no other proof when it is repeated: the key has this pair already' {
        $proof = Test-AgBackend $uri $old $new
        $null = Set-AgSignature $key.SignatureId -Pair $new -BackendProof $proof -Force
        Clear-SandboxJournal
        $again = Set-AgSignature $key.SignatureId -Pair $new -BackendProof $proof -Force -InformationVariable said 6>$null
        "$said" | Should -Match 'this very pair already'
        $again.Previous | Should -BeNullOrEmpty
        Get-SandboxWriteCount | Should -Be 0
    }

    It 'refuses a proof from before somebody else changed the key' {
        $proof = Test-AgBackend $uri $old $new
        $null = Set-AgSignature $key.SignatureId -Pair (New-AgSignaturePair) -Force
        Clear-SandboxJournal
        $failed = Get-ErrorOf { Set-AgSignature $key.SignatureId -Pair $new -BackendProof $proof -Force }
        $failed | Get-ErrorId | Should -Be NotProved
        "$failed" | Should -Match "'old_key_1' as the one in force"
        $failed.ErrorDetails.RecommendedAction | Should -Match 'Get-AgSignature -IncludeSecret'
        Get-SandboxWriteCount | Should -Be 0
    }
}

Describe 'The sample backend' {
    BeforeAll { $null = Start-SampleBackend -Pair $old }

    AfterAll { Stop-SampleBackend }

    It 'outlives Ctrl+C, which reaches every program of a terminal' -Skip:$IsWindows {
        $process = & (Get-Module SampleBackend) { $script:backend.Process }
        & /bin/sh -c "kill -INT $($process.Id)"

        # A request that comes after the signal is answered after it.
        (1..50 | ForEach-Object { @(Get-SampleRequest).Count } | Measure-Object -Sum).Sum | Should -Be 0
        $process.HasExited | Should -BeFalse
    }

    It 'says that a pair has no Secret, and keeps running' {
        { Start-SampleBackend -Pair ([pscustomobject] @{ SignatureKey = 'orders_1'; SignatureSecret = $null }) } | Should -Throw '*has no Secret*-IncludeSecret*'
        { Set-SampleBackend -Pair 'orders_1' } | Should -Throw '*has no Secret*'
        @(Get-SampleRequest).Count | Should -Be 0
    }

    It 'says what is wrong with an argument' {
        { Start-SampleBackend -Argument '--mode', 'mine' } | Should -Throw "*did not start: 'mine' is no mode*"
    }

    It 'says that none runs' {
        Stop-SampleBackend
        { Get-SampleRequest } | Should -Throw '*No sample backend runs here: Start-SampleBackend*'
        { Set-SampleBackend -Pair $old } | Should -Throw '*No sample backend runs here: Start-SampleBackend*'
    }

    It 'has help of <_>' -ForEach 'Start-SampleBackend', 'Stop-SampleBackend', 'Set-SampleBackend', 'Get-SampleRequest' {
        (Get-Help $_).description.Text | Should -Not -BeNullOrEmpty
    }
}

Describe 'A backend with TLS' {
    BeforeAll {
        Stop-SampleBackend
        $https = Start-SampleBackend -Argument '--https', '--certificate-name', 'orders.test', '--pair', $oldPair
        $port = ([uri] $https).Port
    }

    AfterAll { Stop-SampleBackend }

    It 'is not trusted, unless that is not checked' {
        Get-ErrorOf { Invoke-AgBackendRequest "$https/" -Pair $old } | Get-ErrorId | Should -Be BackendNotTrusted
        (Invoke-AgBackendRequest "$https/" -Pair $old -SkipCertificateCheck).StatusCode | Should -Be 200
    }

    It 'is asked for by the name of the address, whichever server it is' {
        $verdict = Test-AgBackend 'https://orders.test/orders' $old -ServerAddress "127.0.0.1:$port" -SkipCertificateCheck
        "$($verdict.Enforcement)" | Should -Be Enforcing -Because $verdict.UsualCause
        @(Get-SampleRequest)[-1].serverName | Should -Be 'orders.test'
    }
}
