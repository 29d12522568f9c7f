# No secret in any stream, error, view or transcript. The secrets are made up anew for each run, so that nothing here can
# be right by chance, and the search itself is proven on jobs that do leak.

BeforeAll {
    . (Join-Path $PSScriptRoot 'Common.ps1')

    $random = [guid]::NewGuid().ToString('N')
    $secrets = [ordered] @{
        AccessKeySecret = 'Aks' + $random
        TemporarySecret = 'Tmp' + $random
        SecurityToken   = 'Token+/' + $random + '=='
        SignatureSecret = 'Sig#' + $random.Substring(0, 24) + '!'
        RotatedSecret   = 'Rot*' + $random.Substring(4, 24) + '@'
        BadSecret       = '1Bad$' + $random.Substring(8, 20)
        PlainSecret     = 'Plain_' + $random.Substring(2, 20)
    }
    $null = Initialize-Sandbox @(
        '--key', "PermanentKeyId=$($secrets.AccessKeySecret)", '--key', "TemporaryKeyId=$($secrets.TemporarySecret)=$($secrets.SecurityToken)"
    )
    $server = Get-SandboxServer
    $orders = Get-SampleGroupId orders
    $ids = @(Get-SampleApiId orders 5)

    # Which of the secrets stand in a text, as they are or in one of the forms in which a call carries them.
    function Find-Secret {
        param([string] $Text, [System.Collections.IDictionary] $Secret = $secrets)
        # A table may break a line anywhere.
        $unbroken = $Text -replace '\s'
        foreach ($name in $Secret.Keys) {
            $plain = $Secret[$name]
            $bytes = [System.Text.Encoding]::UTF8.GetBytes($plain)
            $forms = @(
                $plain
                [uri]::EscapeDataString($plain)
                [uri]::EscapeDataString([uri]::EscapeDataString($plain))
                [System.Convert]::ToBase64String($bytes)
                ConvertTo-Json $plain -EscapeHandling EscapeHtml
            )
            foreach ($form in $forms | Select-Object -Unique) {
                if ($unbroken.Contains($form.Trim('"'), [StringComparison]::OrdinalIgnoreCase)) {
                    $name
                    break
                }
            }
        }
    }

    # Everything that can be read off an error.
    function Get-ErrorText {
        param($Record)
        "$Record"
        $Record.FullyQualifiedErrorId
        $Record | Format-List * -Force | Out-String -Width 4000
        $Record | Out-String -Width 4000
        if ($Record -is [System.Management.Automation.ErrorRecord]) {
            "$($Record.CategoryInfo)"
            "$($Record.ErrorDetails.Message) $($Record.ErrorDetails.RecommendedAction)"
            $Record.TargetObject | Out-String -Width 4000
            $Record.TargetObject | Format-List * -Force | Out-String -Width 4000
            if ($null -ne $Record.TargetObject) { ConvertTo-Json $Record.TargetObject -Depth 4 -WarningAction Ignore }
            $Record.ScriptStackTrace
        }

        $exception = if ($Record -is [System.Management.Automation.ErrorRecord]) { $Record.Exception } else { $Record }
        while ($exception) {
            $exception.ToString()
            $exception | Format-List * -Force | Out-String -Width 4000
            $exception.Data.Keys | ForEach-Object { "$_ $($exception.Data[$_])" }
            $exception = $exception.InnerException
        }
    }

    # Everything that can be read off an object.
    function Get-ObjectText {
        param($Thing)
        "$Thing"
        $Thing | Out-String -Width 4000
        $Thing | Format-List * -Force | Out-String -Width 4000
        $Thing | Format-Table * -Force | Out-String -Width 4000
        $Thing | Format-Custom -Depth 4 | Out-String -Width 4000
        $Thing | Select-Object * | Out-String -Width 4000
        $Thing | ConvertTo-Json -Depth 4 -WarningAction Ignore
        $Thing | ConvertTo-Csv
        $Thing | ConvertTo-Html | Out-String
        $Thing | ConvertTo-Xml -As String -Depth 3
        $Thing | Get-Member -Force | Out-String -Width 4000
        $Thing.PSObject.Properties | Where-Object Name -NE 'SignatureSecret' | ForEach-Object { "$($_.Name) $($_.Value)" }
    }

    # Runs a job with all streams on, and gives all text that comes of it.
    function Get-TextOf {
        param([scriptblock] $Job)
        $ErrorActionPreference = 'Continue'
        $VerbosePreference = $DebugPreference = $InformationPreference = $WarningPreference = 'Continue'
        $global:Error.Clear()
        $things = @(try { & $Job *>&1 } catch { $_ })
        $texts = foreach ($thing in $things) {
            switch ($thing) {
                { $_ -is [System.Management.Automation.ErrorRecord] } { Get-ErrorText $thing; break }
                { $_ -is [System.Management.Automation.InformationalRecord] } { $thing.Message; $thing | Format-List * -Force | Out-String -Width 4000; break }
                { $_ -is [System.Management.Automation.InformationRecord] } { "$($thing.MessageData)"; $thing | Format-List * -Force | Out-String -Width 4000; break }
                default { Get-ObjectText $thing }
            }
        }
        $texts += foreach ($record in @($global:Error)) { Get-ErrorText $record }
        [pscustomobject] @{ Text = $texts -join "`n"; Things = $things }
    }

    # A whole working day: signing in, creating, binding, showing, rotating, failing in every way, unbinding, deleting.
    $day = {
        $context = Connect-AgAccount -Credential (Get-SandboxCredential PermanentKeyId $secrets.AccessKeySecret) -Endpoint $server.Url -RegionId cn-hangzhou
        $context
        Get-AgContext
        Connect-AgAccount -Credential (Get-SandboxCredential TemporaryKeyId $secrets.TemporarySecret) -SecurityToken (ConvertTo-Secret $secrets.SecurityToken) -Endpoint $server.Url
        Get-AgApiGroup -First 1

        $given = New-AgSignature -SignatureName given_key -SignatureSecret (ConvertTo-Secret $secrets.SignatureSecret) -Context $context
        $given
        $made = New-AgSignature -SignatureName made_key -Context $context
        $made
        $secrets.Generated = ConvertFrom-Secret $made.SignatureSecret
        $ids | Add-AgSignatureApi -SignatureId $given.SignatureId -GroupId $orders -StageName TEST
        Get-AgSignature
        Get-AgSignature -IncludeSecret
        Get-AgSignature -GroupId $orders -StageName TEST
        Get-AgSignatureApi -SignatureId $given.SignatureId
        Get-AgApi -GroupId $orders -First 2
        Set-AgSignature -SignatureId $given.SignatureId -SignatureSecret (ConvertTo-Secret $secrets.RotatedSecret) -Force
        Set-AgSignature -SignatureId $given.SignatureId -NewSignatureName renamed_key -SignatureKey RotatedKey1 -SignatureSecret (ConvertTo-Secret $secrets.RotatedSecret) -WhatIf
        New-AgSignature -SignatureName what_if_key -SignatureSecret (ConvertTo-Secret $secrets.SignatureSecret) -WhatIf

        # Plans, moves, a rotation in place and its way back, the journal and what it undoes, and a snapshot.
        $signIn = @{ Credential = Get-SandboxCredential PermanentKeyId $secrets.AccessKeySecret; Endpoint = $server.Url; RegionId = 'cn-hangzhou' }
        Connect-AgAccount @signIn -JournalPath (Join-Path $TestDrive 'journal.jsonl')
        $changed = Set-AgSignature $given.SignatureId -Pair (New-AgSignaturePair -SignatureKey RotatedKey5 -SignatureSecret (ConvertTo-Secret $secrets.SignatureSecret)) -Force
        $changed
        $changed.Previous
        Set-AgSignature $given.SignatureId -Pair $changed.Previous -Force
        $row = @{ SignatureId = $given.SignatureId; GroupId = $orders; StageName = 'TEST'; ApiId = $ids[0] }
        $row | Compare-AgSignatureApi -IncludeEqual -Prune
        $row | Sync-AgSignatureApi -Prune -Force
        try { $row, @{ SignatureName = 'no_such_key'; StageName = 'TEST'; ApiId = $ids[0] } | Sync-AgSignatureApi -Force } catch { $_ }
        Move-AgSignatureApi $given $made -Force
        Get-AgChange
        Get-AgChange | Format-List * -Force | Out-String -Width 4000
        Undo-AgChange -After ([datetime]::Now.AddHours(-1)) -Force
        Export-AgState (Join-Path $TestDrive 'state.json')
        Get-Content (Join-Path $TestDrive 'journal.jsonl'), (Join-Path $TestDrive 'state.json')
        $null = Connect-AgAccount -Credential (Get-SandboxCredential TemporaryKeyId $secrets.TemporarySecret) -SecurityToken (ConvertTo-Secret $secrets.SecurityToken) -Endpoint $server.Url

        # What fails before anything is sent.
        try { New-AgSignature -SignatureName bad_key -SignatureSecret (ConvertTo-Secret $secrets.BadSecret) } catch { $_ }
        try { Set-AgSignature -SignatureId $given.SignatureId -SignatureSecret (ConvertTo-Secret $secrets.BadSecret) -Force } catch { $_ }
        try { New-AgSignature -SignatureName bad_key -SignatureSecret $secrets.PlainSecret } catch { $_ }
        try { New-AgSignature -SignatureName no -SignatureSecret (ConvertTo-Secret $secrets.SignatureSecret) } catch { $_ }
        try { Connect-AgAccount -SecurityToken (ConvertTo-Secret $secrets.SecurityToken) -RegionId cn-hangzhou } catch { $_ }
        try { Connect-AgAccount -Credential (Get-SandboxCredential TemporaryKeyId $secrets.TemporarySecret) -SecurityToken $secrets.SecurityToken -RegionId cn-hangzhou } catch { $_ }
        try { Connect-AgAccount -Credential (Get-SandboxCredential TemporaryKeyId $secrets.TemporarySecret) -RegionId 'not a region' } catch { $_ }

        # What fails on the way or at the service, which may repeat what it was sent.
        foreach ($fault in @(
                @{ kind = 'error'; code = 'InvalidSignatureSecret'; message = "The value $($secrets.SignatureSecret) of SignatureSecret is wrong." }
                @{ kind = 'error'; code = 'InvalidSignatureSecret'; message = 'SignatureSecret=' + [uri]::EscapeDataString($secrets.SignatureSecret) + ' is wrong.' }
                @{ kind = 'error'; code = 'SignatureDoesNotMatch'; message = 'String to sign: POST&%2F&SignatureSecret%3D' + [uri]::EscapeDataString([uri]::EscapeDataString($secrets.SignatureSecret)) }
                @{ kind = 'error'; code = $secrets.SignatureSecret; message = 'The code is odd.' }
                @{ kind = 'error500' }, @{ kind = 'html503' }, @{ kind = 'reset' }, @{ kind = 'notJson' }, @{ kind = 'truncatedBody' }, @{ kind = 'xmlError' }
            )) {
            # Where it cannot look for the key either, the failure shows at once.
            Set-SandboxFault ($fault + @{ operation = 'CreateSignature' }), @{ kind = 'error'; operation = 'DescribeSignatures'; code = 'Forbidden.RAM'; status = 403 }
            New-AgSignature -SignatureName failing_key -SignatureSecret (ConvertTo-Secret $secrets.SignatureSecret)
        }
        Set-SandboxFault @{ kind = 'truncatedJson'; operation = 'CreateSignature' }
        New-AgSignature -SignatureName found_key -SignatureSecret (ConvertTo-Secret $secrets.SignatureSecret)
        Set-SandboxFault @{ kind = 'notJson'; operation = 'ModifySignature' }
        Set-AgSignature -SignatureId $given.SignatureId -SignatureKey RotatedKey4 -SignatureSecret (ConvertTo-Secret $secrets.RotatedSecret) -Force
        Set-SandboxFault @{ kind = 'error500'; operation = 'ModifySignature'; times = 1 }
        Set-AgSignature -SignatureId $given.SignatureId -SignatureKey RotatedKey2 -SignatureSecret (ConvertTo-Secret $secrets.RotatedSecret) -Force
        Clear-SandboxFault
        Set-AgSignature -SignatureId ('0' * 32) -SignatureSecret (ConvertTo-Secret $secrets.RotatedSecret) -Force -SignatureKey RotatedKey3
        $given | Remove-AgSignature -Force

        $wrong = Connect-AgAccount -Credential (Get-SandboxCredential PermanentKeyId $secrets.TemporarySecret) -Endpoint $server.Url -SkipVerification
        try { Connect-AgAccount -Credential (Get-SandboxCredential PermanentKeyId $secrets.TemporarySecret) -Endpoint $server.Url } catch { $_ }
        New-AgSignature -SignatureName wrong_key -SignatureSecret (ConvertTo-Secret $secrets.SignatureSecret) -Context $wrong
        $dead = Connect-AgAccount -Credential (Get-SandboxCredential PermanentKeyId $secrets.AccessKeySecret) -Endpoint 'http://127.0.0.1:9' -SkipVerification
        New-AgSignature -SignatureName wrong_key -SignatureSecret (ConvertTo-Secret $secrets.SignatureSecret) -Context $dead
        $noTls = Connect-AgAccount -Credential (Get-SandboxCredential PermanentKeyId $secrets.AccessKeySecret) -Endpoint ($server.Url -replace '^http:', 'https:') -SkipVerification
        New-AgSignature -SignatureName wrong_key -SignatureSecret (ConvertTo-Secret $secrets.SignatureSecret) -Context $noTls

        Get-AgSignatureApi -SignatureId $given.SignatureId -Context $context | Remove-AgSignatureApi -Force -Context $context
        Get-AgSignature -Context $context | Remove-AgSignature -Force -Context $context
        Disconnect-AgAccount
        Get-AgSignature -Context $noTls
        $context, $wrong, $dead | Disconnect-AgAccount
    }
}

AfterAll { Close-Sandbox }

Describe 'Secrets' {
    Context 'The search' {
        It 'finds a secret in <where>' -ForEach @(
            @{ where = 'the output'; leak = { "x$($secrets.SignatureSecret)y" } }
            @{ where = 'a property'; leak = { [pscustomobject] @{ Name = $secrets.SecurityToken } } }
            @{ where = 'a nested property'; leak = { [pscustomobject] @{ A = [pscustomobject] @{ B = $secrets.SecurityToken } } } }
            @{ where = 'the warnings'; leak = { Write-Warning $secrets.SignatureSecret } }
            @{ where = 'the verbose stream'; leak = { Write-Verbose "sent $([uri]::EscapeDataString($secrets.SignatureSecret))" } }
            @{ where = 'the debug stream'; leak = { Write-Debug $secrets.AccessKeySecret } }
            @{ where = 'the information stream'; leak = { Write-Information $secrets.AccessKeySecret } }
            @{ where = 'Write-Host'; leak = { Write-Host $secrets.AccessKeySecret } }
            @{ where = 'an error'; leak = { Write-Error $secrets.RotatedSecret } }
            @{ where = 'an error that was caught'; leak = { try { throw $secrets.RotatedSecret } catch { } } }
            @{ where = 'what an error is about'; leak = { Write-Error 'x' -TargetObject ([pscustomobject] @{ A = $secrets.RotatedSecret }) } }
            @{ where = 'what an error recommends'; leak = { Write-Error 'x' -RecommendedAction $secrets.RotatedSecret } }
            @{ where = 'an inner exception'; leak = { Write-Error -Exception ([System.Exception]::new('x', [System.Exception]::new($secrets.BadSecret))) } }
            @{ where = 'the data of an exception'; leak = { $e = [System.Exception]::new('x'); $e.Data['query'] = $secrets.BadSecret; Write-Error -Exception $e } }
            @{ where = 'Base64'; leak = { [System.Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($secrets.PlainSecret)) } }
        ) {
            Find-Secret (Get-TextOf $leak).Text | Should -Not -BeNullOrEmpty
        }

        It 'finds none where there is none' {
            Find-Secret (Get-TextOf { 'harmless'; Write-Error 'x'; Write-Verbose 'y' }).Text | Should -BeNullOrEmpty
        }
    }

    Context 'A whole working day' {
        BeforeAll {
            Reset-Sandbox
            $seen = Get-TextOf $day
        }

        It 'did what it should, and failed where it should' {
            $failures = @($seen.Things | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Get-ErrorId)
            foreach ($id in 'InvalidPlan', 'CannotBeUndone', 'CreateOutcomeUnknown', 'UnreadableReply', 'NotFound', 'StillInUse', 'RequestSignatureRefused', 'ConnectionRefused', 'TlsFailed', 'RequestRefused', 'ContextClosed', 'EndpointRefused', 'CredentialIncomplete', 'ParameterArgumentValidationError', 'ParameterArgumentTransformationError') {
                $failures | Should -Contain $id
            }
            @($seen.Things | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Count | Should -BeGreaterThan 20
            @($seen.Things | Where-Object { $_ -is [AliGatewaySignature.Model.AgSignature] -and $_.SignatureSecret }).Count | Should -BeGreaterThan 3
            $secrets.Generated | Should -Match '^.{6,30}$'
            (Get-SandboxState).signatures | Should -Be 0
            $seen.Text | Should -Match 'RequestId'
        }

        It 'leaves no secret in any stream, error or view' {
            Find-Secret $seen.Text | Should -BeNullOrEmpty
        }

        It 'leaves no full AccessKey id either' {
            Find-Secret $seen.Text @{ Permanent = 'PermanentKeyId'; Temporary = 'TemporaryKeyId' } | Should -BeNullOrEmpty
        }

        It 'leaves none in the journal of the server' {
            # One of the faults has a secret for its code, which the journal keeps as it was told to.
            $calls = @(Get-SandboxCall | Select-Object * -ExcludeProperty errorCode)
            $calls.Count | Should -BeGreaterThan 30
            Find-Secret (ConvertTo-Json $calls -Depth 4) | Should -BeNullOrEmpty
        }
    }

    Context 'A transcript' {
        BeforeAll {
            $opening = @'
Import-Module $env:AG_MODULE
function ConvertTo-Secret($text) { $s = [securestring]::new(); $text.ToCharArray() | ForEach-Object { $s.AppendChar($_) }; $s }
$VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
$null = Start-Transcript -Path $env:AG_TEST_TRANSCRIPT -IncludeInvocationHeader
'@
            $job = @'
$context = Connect-AgAccount -Credential ([pscredential]::new('TemporaryKeyId', (ConvertTo-Secret $env:AG_TEST_TEMPORARY))) -SecurityToken (ConvertTo-Secret $env:AG_TEST_TOKEN) -Endpoint $env:AG_SANDBOX_URL
$context | Format-List * -Force
$key = New-AgSignature -SignatureName transcript_key -SignatureSecret (ConvertTo-Secret $env:AG_TEST_SECRET)
$key
$key | Format-List * -Force
$key | ConvertTo-Json
$ids = Get-AgApi -First 3
$ids | Add-AgSignatureApi -SignatureId $key.SignatureId -StageName TEST
Get-AgSignature -IncludeSecret | Format-Table * -Force
Set-AgSignature -SignatureId $key.SignatureId -SignatureSecret (ConvertTo-Secret $env:AG_TEST_ROTATED) -WhatIf
Set-AgSignature -SignatureId $key.SignatureId -SignatureSecret (ConvertTo-Secret $env:AG_TEST_ROTATED) -Force
New-AgSignature -SignatureName bad_key -SignatureSecret (ConvertTo-Secret $env:AG_TEST_BAD)
New-AgSignature -SignatureName bad_key -SignatureSecret $env:AG_TEST_PLAIN
$key | Remove-AgSignature -Force
Get-AgSignatureApi -SignatureId $key.SignatureId | Remove-AgSignatureApi -Force
$key | Remove-AgSignature -Force
Get-Error -Newest 5
$Error | Format-List * -Force
'the end'
'@
            $transcript = Join-Path $TestDrive 'transcript.txt'
            $environment = @{
                AG_TEST_TRANSCRIPT = $transcript
                AG_TEST_TEMPORARY  = $secrets.TemporarySecret
                AG_TEST_TOKEN      = $secrets.SecurityToken
                AG_TEST_SECRET     = $secrets.SignatureSecret
                AG_TEST_ROTATED    = $secrets.RotatedSecret
                AG_TEST_BAD        = $secrets.BadSecret
                AG_TEST_PLAIN      = $secrets.PlainSecret
            }
        }

        BeforeEach { Reset-Sandbox }

        It 'and the console hold no secret' {
            $done = Invoke-ChildPowerShell "$opening`n$job" -Environment $environment
            $written = Get-Content $transcript -Raw
            $written | Should -Match 'the end'
            $written | Should -Match 'VERBOSE: CreateSignature'
            $written | Should -Match 'still bound'
            Find-Secret $written | Should -BeNullOrEmpty
            Find-Secret $done.Output | Should -BeNullOrEmpty
            Find-Secret $done.Error | Should -BeNullOrEmpty
        }

        It 'is searched in a way that would find one' {
            $done = Invoke-ChildPowerShell "$opening`n`$env:AG_TEST_ROTATED; Write-Verbose `$env:AG_TEST_TOKEN; Write-Error `$env:AG_TEST_BAD" -Environment $environment
            Find-Secret (Get-Content $transcript -Raw) | Should -Be SecurityToken, RotatedSecret, BadSecret
            Find-Secret ($done.Output + $done.Error) | Should -Be SecurityToken, RotatedSecret, BadSecret
        }
    }

    Context 'The types' {
        It 'have no property that holds a secret as text: <_>' -ForEach 'AgSignature', 'AgSignatureBinding', 'AgContext', 'AgApi', 'AgApiGroup' {
            $type = [AliGatewaySignature.Commands.AgCommand].Assembly.GetType("AliGatewaySignature.Model.$_")
            $type.GetProperties() | Where-Object { $_.Name -match 'Secret|Token|Password' -and $_.PropertyType -ne [securestring] } | Should -BeNullOrEmpty
        }

        It 'have no public way to a connection' {
            [AliGatewaySignature.Model.AgContext].GetProperties().Name | Sort-Object | Should -Be AccessKeyId, AccountId, Arn, Endpoint, Expiration, IsSandbox, JournalPath, LastRun, ProfileName, Proxy, RegionId, RegionSource, RoleArn, SandboxPath, Source, Transport
        }
    }
}
